"""The simulator held to its figures on 300 patients: ratios, counts, noise, lesions, readers, and where the real scan lies among them."""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dspic_gui.disease import Disease
from dspic_gui.study import Projection
from tests.training.regions import (
    POPULATION,
    REAL_BOXES,
    REAL_COUNTS,
    REAL_PLACES,
    body_percentiles,
    boxes,
    medians,
    noise_ratio,
    place_counts,
)

PATIENTS = 300
SITES = {"pelvis": 68, "vertebra": 63, "rib": 55, "sternum": 42, "femur": 41, "scapula": 41, "skull": 32, "clavicle": 29, "humerus": 23}
"""Per cent of metastatic patients."""
FIGURES = Path("build/simulator-figures.json")


def measure(number: int) -> dict[str, Any]:
    """Everything that is compared of one patient, made in a process of its own."""
    from training.simulate.draw import draw_patient
    from training.simulate.finding import draw_findings
    from training.simulate.reader import HABITS, read
    from training.simulate.scan import counted, scan
    from training.simulate.skeleton import load_skeleton
    from training.simulate.suspect import suspects_of

    skeleton = load_skeleton()
    random = np.random.default_rng([2025, number])
    patient = draw_patient(random, number)
    lesions = draw_findings(random, patient, skeleton)
    made = scan(patient, lesions, skeleton)
    counts = {view: counted(made.expected[view], random) for view in Projection}
    front = made.expected[Projection.ANT]
    as_real = counted(front * REAL_COUNTS / front.sum(), random)
    regions = boxes(made.figure, made.frame)
    suspects = suspects_of(made)
    readings = [
        read(made, f"{number}", habit, suspects, np.random.default_rng([9, number, index]), np.random.default_rng([10, number]), "")
        for index, habit in enumerate(HABITS)
    ]
    return {
        "totals": {str(view): int(counts[view].sum()) for view in Projection},
        "ratios": {str(view): _ratios(counts[view], regions, view) for view in Projection},
        "places": place_counts(as_real, made.figure, made.frame),
        "percentiles": body_percentiles(as_real),
        "noise": noise_ratio(counts[Projection.ANT], front),
        "truth": [str(made.answer(view)) for view in Projection],
        "answers": [[str(reading.answer(view)) for view in Projection] for reading in readings],
        "visible": [
            [(mark.lesion.disease.value, _site(mark.lesion.bone), 1.0 + mark.contrast) for mark in made.visible(view)]
            for view in Projection
        ],
        "sites": sorted({_site(lesion.bone) for lesion in lesions if lesion.disease is Disease.METASTASIS}),
    }


def _ratios(counts: Any, regions: Any, view: Projection) -> dict[str, float]:
    found = medians(counts, regions, view)
    return {name: found[name] / found["vertebra"] for name in POPULATION}


def _site(bone: str) -> str:
    kind = re.split(r"[\d_]", bone)[0]
    return {"thoracic": "vertebra", "lumbar": "vertebra", "cervical": "vertebra", "sacrum": "pelvis"}.get(kind, kind)


@pytest.fixture(scope="module")
def measured() -> list[dict[str, Any]]:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(measure, range(PATIENTS), chunksize=5))
    FIGURES.parent.mkdir(exist_ok=True)
    FIGURES.write_text(json.dumps(summary(found), indent=1) + "\n", encoding="utf-8")
    return found


def summary(measured: list[dict[str, Any]]) -> dict[str, Any]:
    """The figures as docs/simulator.md quotes them."""
    return {
        "regions": {
            str(view): {name: round(float(np.nanmedian([case["ratios"][str(view)][name] for case in measured])), 3) for name in POPULATION}
            for view in Projection
        },
        "places": {name: _range([case["places"][name] for case in measured]) for name in REAL_PLACES},
        "percentiles": {str(share): _range([case["percentiles"][share] for case in measured]) for share in measured[0]["percentiles"]},
        "noise": _range([case["noise"] for case in measured]),
        "views": dict(Counter(answer for case in measured for answer in case["truth"])),
        "lesions per view": {disease.value: round(float(np.mean(_per_view(measured, disease))), 2) for disease in Disease},
        "ratios": {disease.value: _range(_contrasts(measured, disease)) for disease in Disease},
        "kappa": [round(kappa, 3) for kappa in _kappas(measured)],
        "strangeness of the real scan": strangeness(measured, real_counts()),
    }


def _range(values: list[float]) -> list[float]:
    return [round(float(value), 2) for value in np.nanpercentile(values, [5, 50, 95])]


def _per_view(measured: list[dict[str, Any]], disease: Disease) -> list[int]:
    counts = [sum(name == disease.value for name, _, _ in view) for case in measured for view in case["visible"]]
    return [count for count in counts if count]


def _contrasts(measured: list[dict[str, Any]], disease: Disease) -> list[float]:
    return [ratio for case in measured for view in case["visible"] for name, _, ratio in view if name == disease.value]


def _kappas(measured: list[dict[str, Any]]) -> list[float]:
    from sklearn.metrics import cohen_kappa_score

    said = [[answer for case in measured for answer in case["answers"][reader]] for reader in range(3)]
    return [float(cohen_kappa_score(one, two)) for one, two in itertools.combinations(said, 2)]


def real_counts() -> Any:
    import pydicom
    from pydicom.data import get_testdata_file

    return pydicom.dcmread(str(get_testdata_file("JPEG-LL.dcm", download=False))).pixel_array


@pytest.fixture(scope="module")
def real() -> Any:
    return real_counts()


def strangeness(measured: list[dict[str, Any]], real: Any) -> dict[str, float]:
    """Mahalanobis distances from the simulated cloud in the logarithms of four percentiles and seven ratios: the real scan's, and theirs.

    One scan says little; that it is no outlier says that patients like this one are among the simulated.
    """
    found, shares = medians(real, REAL_BOXES), (25, 50, 75, 90)
    names = [name for name in POPULATION if name != "vertebra"]
    rows = np.log(
        [[*(case["percentiles"][share] for share in shares), *(case["ratios"]["ANT"][name] for name in names)] for case in measured]
    )
    rows = rows[np.isfinite(rows).all(axis=1)]
    percentiles = body_percentiles(real)
    own = np.log([*(percentiles[share] for share in shares), *(found[name] / found["vertebra"] for name in names)])
    inverse = np.linalg.inv(np.cov(rows.T))
    away = np.sqrt(np.einsum("ij,jk,ik->i", rows - rows.mean(axis=0), inverse, rows - rows.mean(axis=0)))
    mine = float(np.sqrt((own - rows.mean(axis=0)) @ inverse @ (own - rows.mean(axis=0))))
    return {"real": round(mine, 2), **{f"simulated {share} %": round(float(np.percentile(away, share)), 2) for share in (50, 95, 99)}}


@pytest.mark.parametrize("view", Projection)
@pytest.mark.parametrize("name", POPULATION)
def test_the_median_of_each_region_is_within_30_percent(measured, view, name):
    wanted = POPULATION[name][list(Projection).index(view)] / POPULATION["vertebra"][list(Projection).index(view)]
    assert np.nanmedian([case["ratios"][view][name] for case in measured]) == pytest.approx(wanted, rel=0.30)


@pytest.mark.parametrize("name", POPULATION)
def test_the_real_scan_lies_among_them_region_by_region(measured, real, name):
    found = medians(real, REAL_BOXES)
    low, high = np.nanpercentile([case["ratios"]["ANT"][name] for case in measured], [5, 95])
    assert low <= found[name] / found["vertebra"] <= high


@pytest.mark.parametrize("name", REAL_PLACES)
def test_the_real_scan_lies_among_them_place_by_place(measured, name):
    low, high = np.nanpercentile([case["places"][name] for case in measured], [5, 95])
    stated = REAL_PLACES[name]
    first, last = stated if isinstance(stated, tuple) else (stated, stated)
    assert low <= last
    assert first <= high


def test_the_real_scan_lies_among_them_percentile_by_percentile(measured, real):
    for share, value in body_percentiles(real).items():
        low, high = np.percentile([case["percentiles"][share] for case in measured], [5, 95])
        assert low <= value <= high, share


def test_the_real_scan_is_no_outlier_in_all_figures_together(measured, real):
    away = strangeness(measured, real)
    assert away["real"] < away["simulated 95 %"]


def test_noise_is_that_of_counting(measured):
    inside = [0.95 <= case["noise"] <= 1.25 for case in measured]
    assert np.mean(inside) > 0.98


def test_counts_are_log_uniform_from_one_to_four_million(measured):
    totals = np.array([total for case in measured for total in case["totals"].values()])
    assert totals.min() > 0.98e6
    assert totals.max() < 4.02e6
    assert np.median(totals) == pytest.approx(2.0e6, rel=0.15)


def test_views_hold_the_classes_of_the_paper(measured):
    shares = Counter(answer for case in measured for answer in case["truth"])
    for answer, count in {"normal": 334, "metastatic": 174, "arthritic": 252, "metastatic & arthritic": 8}.items():
        assert shares[answer] / (2 * PATIENTS) == pytest.approx(count / 768, abs=0.06), answer


def test_lesions_per_view_are_those_of_the_paper(measured):
    assert np.mean(_per_view(measured, Disease.METASTASIS)) == pytest.approx(907 / 182, rel=0.2)
    assert np.mean(_per_view(measured, Disease.ARTHRITIS)) == pytest.approx(599 / 260, rel=0.2)


def test_metastases_rank_vertebra_rib_femur(measured):
    sites = Counter(site for case in measured for view in case["visible"] for name, site, _ in view if name == "metastasis")
    assert sites["vertebra"] > sites["rib"] > sites["femur"]


def test_sites_of_metastasis_are_within_10_points():
    """On 1,500 drawn patients: 70 of 300 would leave 10 points within chance."""
    from dspic_gui.disease import Answer
    from training.simulate.draw import draw_patient
    from training.simulate.finding import draw_lesions
    from training.simulate.skeleton import load_skeleton

    skeleton = load_skeleton()
    patient = draw_patient(np.random.default_rng(1), 0, Answer.METASTATIC)
    found: Counter[str] = Counter()
    for number in range(1500):
        found.update({_site(lesion.bone) for lesion in draw_lesions(np.random.default_rng([3, number]), patient, skeleton)})
    for site, share in SITES.items():
        assert found[site] / 15.0 == pytest.approx(share, abs=10.0), site


def test_lesions_overlap_in_intensity(measured):
    arthritis, metastasis = (np.array(_contrasts(measured, disease)) for disease in (Disease.ARTHRITIS, Disease.METASTASIS))
    assert np.median(arthritis) == pytest.approx(1.5, rel=0.2)
    assert 2.5 < np.median(metastasis) < 5.0
    assert np.mean(arthritis > np.percentile(metastasis, 25)) > 0.15


def test_readers_agree_as_readers_do(measured):
    assert 0.45 <= np.mean(_kappas(measured)) <= 0.55
