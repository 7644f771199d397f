"""Vote, kappas, alpha, AC1, scores and intra-reader figures recomputed from the raw JSON of a dataset with other people's libraries.

Nothing of the program is used but to make the dataset and to say what it says: files are read with `json`, marks are counted in pixels.
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("statsmodels")
pytest.importorskip("krippendorff")
pytest.importorskip("sklearn")

import krippendorff
from sklearn.metrics import (
    accuracy_score,
    cohen_kappa_score,
    confusion_matrix,
    precision_recall_fscore_support,
    roc_auc_score,
)
from statsmodels.stats.inter_rater import fleiss_kappa

from dspic_gui import cli
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.repeats import write_repeats
from dspic_gui.reading import Lesion
from dspic_gui.study import Projection
from tests.made.evaluated_dataset import evaluated_copy
from tests.made.shared import made_once
from tests.made.voting_dataset import key, mark, seal, voting_dataset
from tests.places import SMALL_MODEL

CLOSE = 1e-9
READERS = ("R1", "R2", "R3")
ANSWERS = ("normal", "metastatic", "arthritic", "metastatic & arthritic")
PLACES = ((60, 300, "metastasis:rib:left", Projection.ANT), (150, 500, "metastasis:femur:left", Projection.POST),
          (90, 700, "arthritis:knee:left", Projection.ANT), (130, 720, "arthritis:knee:right", Projection.POST))  # fmt: skip
STUDIES, AGAIN = 40, 12


def drawn(chance: random.Random, truth: list[int]) -> list[Lesion]:
    """What a reader marks: most of what is there, now and then something else, a few pixels off."""
    marks = []
    for place, (x, y, label, view) in enumerate(PLACES):
        if chance.random() < (0.85 if place in truth else 0.12):
            marks.append(mark(x + chance.randrange(5), y + chance.randrange(5), label, view))
    return marks


def made(folder: Path) -> None:
    """Forty studies of three readers, some not read by all, and twelve of them a second time."""
    chance = random.Random(11)
    truths = [[place for place in range(4) if chance.random() < 0.3] for _ in range(STUDIES)]
    marks = {
        key(number + 1): {
            name: drawn(chance, truth) if chance.random() < 0.93 else None for name in READERS
        }
        for number, truth in enumerate(truths)
    }
    archive = voting_dataset(folder / "dataset", marks)
    repeats = {f"e{number + 1:015x}": key(number + 1) for number in range(AGAIN)}
    write_repeats(archive.folder, repeats)
    for repeat, original in repeats.items():
        study = archive.study(original)
        archive.save_study(
            type(study)(repeat, f"f{original[1:]}", study.views, date="2026-02-02", sex="F", age=50)
        )
        for reader in READERS:
            seal(archive, repeat, reader, drawn(chance, truths[int(original, 16) - 1]))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "recomputed", made) / "dataset"


def shapes(folder: Path, reader: str, study: str, view: str) -> list[dict[str, Any]] | None:
    """The shapes of a sealed view, None where there is none."""
    path = folder / "readings" / reader / f"{study}_{view}.json"
    if not path.exists():
        return None
    content = json.loads(path.read_bytes())
    return content["shapes"] if content["dspic"]["state"] == "sealed" else None


def diseases(found: list[dict[str, Any]]) -> set[str]:
    return {shape["label"].split(":")[0] for shape in found} & {"metastasis", "arthritis"}


def answer(found: set[str]) -> str:
    return ANSWERS[("metastasis" in found) + 2 * ("arthritis" in found)]


def said(folder: Path, reader: str, study: str, view: str | None) -> str | None:
    """The answer of a view, or of the study (view None), None where it was not read."""
    parts = [shapes(folder, reader, study, one) for one in ((view,) if view else ("ANT", "POST"))]
    if any(part is None for part in parts):
        return None
    return answer(set().union(*(diseases(part) for part in parts if part)))


def units(level: str) -> list[tuple[str, str | None]]:
    views = ("ANT", "POST") if level == "view" else (None,)
    return [(key(number + 1), view) for number in range(STUDIES) for view in views]


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    cli.main([*words, "--json"])
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_vote(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two of three: abnormal or normal, then each disease by the same two; what reaches neither is open."""
    lines = [line for line in printed(capsys, "consolidate", str(folder)) if "result" in line]
    assert len(lines) == 3 * STUDIES
    for line in lines:
        votes = {name: said(folder, name, line["study"], line["view"]) for name in READERS}
        given = [vote for vote in votes.values() if vote]
        assert line["votes"] == votes
        abnormal = [vote for vote in given if vote != "normal"]
        wanted = "adjudicate"
        if len(given) - len(abnormal) >= 2:
            wanted = "normal"
        elif len(abnormal) >= 2:
            words = {"metastasis": "metastatic", "arthritis": "arthritic"}
            found = {
                name for name, word in words.items() if sum(word in vote for vote in abnormal) >= 2
            }
            wanted = answer(found) if found else "adjudicate"
        assert line["result"] == wanted, line


def gwet(table: np.ndarray) -> float:
    """AC1 by Gwet (2008), Br J Math Stat Psychol 61: 29-48, Eqs 4-6, from units x categories counts."""
    voices = table.sum(axis=1)
    several = voices >= 2
    observed = np.mean(
        [
            (row * (row - 1)).sum() / (n * (n - 1))
            for row, n in zip(table[several], voices[several], strict=True)
        ]
    )
    shares = np.mean(table[voices > 0] / voices[voices > 0][:, None], axis=0)
    expected = (shares * (1 - shares)).sum() / (table.shape[1] - 1)
    return float((observed - expected) / (1 - expected))


def category(vote: str | None, about: str) -> float:
    if vote is None:
        return np.nan
    if about == "overall":
        return ANSWERS.index(vote)
    return float(
        vote != "normal"
        if about == "abnormal"
        else {"metastasis": "metastatic", "arthritis": "arthritic"}[about] in vote
    )


def test_agreement(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = {
        (line["level"], line["about"], line["name"], tuple(line["readers"])): line["value"]
        for line in printed(capsys, "agreement", str(folder), "--resamples", "0")
        if "level" in line and not line.get("intra_reader")
    }
    for level in ("view", "study"):
        cases = units(level)
        for about in ("overall", "abnormal", "metastasis", "arthritis"):
            table = np.array(
                [[category(said(folder, name, *case), about) for name in READERS] for case in cases]
            )
            size = 4 if about == "overall" else 2
            for one, other in itertools.combinations(range(3), 2):
                both = ~np.isnan(table[:, [one, other]]).any(axis=1)
                wanted = cohen_kappa_score(table[both, one], table[both, other])
                assert figures[
                    level, about, "Cohen's kappa", (READERS[one], READERS[other])
                ] == pytest.approx(wanted, abs=CLOSE)
            counts = np.array([[(row == value).sum() for value in range(size)] for row in table])
            whole = counts[counts.sum(axis=1) == 3]
            assert figures[level, about, "Fleiss' kappa", READERS] == pytest.approx(
                fleiss_kappa(whole, method="fleiss"), abs=CLOSE
            )
            alpha = krippendorff.alpha(
                table.T, value_domain=list(range(size)), level_of_measurement="nominal"
            )
            assert figures[level, about, "Krippendorff's alpha", READERS] == pytest.approx(
                alpha, abs=CLOSE
            )
            assert figures[level, about, "Gwet's AC1", READERS] == pytest.approx(
                gwet(counts), abs=CLOSE
            )


def pixels(shape: dict[str, Any]) -> set[tuple[int, int]]:
    """The pixels whose centre lies in a rectangle."""
    assert shape["shape_type"] == "rectangle"
    columns, rows = zip(*shape["points"], strict=True)
    (left, right), (top, bottom) = sorted(columns), sorted(rows)
    assert all(float(value).is_integer() for value in (*columns, *rows))
    return {
        (row, column)
        for row in range(int(top), int(bottom))
        for column in range(int(left), int(right))
    }


def matched(first: list[dict[str, Any]], second: list[dict[str, Any]]) -> Iterator[float]:
    """Dice of marks at the same place: the places lie too far apart for any other pair."""
    for one in first:
        for other in second:
            if one["label"] == other["label"]:
                here, there = pixels(one), pixels(other)
                yield 2 * len(here & there) / (len(here) + len(there))


def test_each_reader_against_himself(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = {
        (line["readers"][0], line["level"], line["about"], line["name"]): line
        for line in printed(capsys, "agreement", str(folder), "--resamples", "0")
        if line.get("intra_reader")
    }
    repeats = json.loads((folder / "repeats.json").read_bytes())["repeats"]
    for reader in READERS:
        read = [
            (original, repeat)
            for repeat, original in repeats.items()
            if said(folder, reader, original, None)
        ]
        for level, sides in (("view", ("ANT", "POST")), ("study", (None,))):
            pairs = [
                [said(folder, reader, one, side) for one in pair] for pair in read for side in sides
            ]
            kappa = cohen_kappa_score(*zip(*pairs, strict=True), labels=list(ANSWERS))
            raw = accuracy_score(*zip(*pairs, strict=True))
            assert figures[reader, level, "overall", "Cohen's kappa"]["value"] == pytest.approx(
                kappa, abs=CLOSE
            )
            assert figures[reader, level, "overall", "raw agreement"]["value"] == pytest.approx(
                raw, abs=CLOSE
            )
            assert figures[reader, level, "overall", "raw agreement"]["count"] == len(pairs)
        twice = [
            [shapes(folder, reader, one, side) or [] for one in pair]
            for pair in read
            for side in ("ANT", "POST")
        ]
        found = [value for first, second in twice for value in matched(first, second)]
        assert figures[reader, "lesion", "overall", "mean Dice of matched lesions"][
            "value"
        ] == pytest.approx(np.mean(found), abs=CLOSE)


def test_the_scores_of_a_model(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    """From predictions/ and consensus/ as they lie on the disk."""
    folder = evaluated_copy(tmp_path_factory)
    lines = printed(capsys, "evaluate", str(SMALL_MODEL), str(folder), "--samples", "2")
    figures = {(line["level"], line["name"]): line for line in lines if "name" in line}
    truth, told, shares = [], [], []
    (model,) = (folder / "predictions").iterdir()
    for path in sorted(model.glob("*.json")):
        for view, stated in json.loads(path.read_bytes())["views"].items():
            own = json.loads((folder / "consensus" / f"{path.stem}_{view}.json").read_bytes())[
                "dspic"
            ]
            truth.append(own["result"])
            told.append(stated["label"])
            shares.append([stated["probabilities"][name] for name in ANSWERS[:3]])
    assert figures["view", "label accuracy"]["value"] == pytest.approx(
        accuracy_score(truth, told), abs=CLOSE
    )
    assert (
        figures["view", "confusion"]["rows_truth_columns_said"]
        == confusion_matrix(truth, told, labels=list(ANSWERS)).tolist()
    )
    areas = []
    for number, name in enumerate(ANSWERS[:3]):
        there = [name in one for one in truth]
        precision, recall, f1, _ = precision_recall_fscore_support(
            there, [name in one for one in told], average="binary"
        )
        for score, value in (("precision", precision), ("sensitivity", recall), ("f1", f1)):
            assert figures["view", f"{name} {score}"]["value"] == pytest.approx(value, abs=CLOSE)
        areas.append(roc_auc_score(there, np.array(shares)[:, number]))
        assert figures["view", f"auc {name}"]["value"] == pytest.approx(areas[-1], abs=CLOSE)
    assert figures["view", "auc macro"]["value"] == pytest.approx(np.mean(areas), abs=CLOSE)


def test_another_way_of_counting_would_be_seen(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The test can fail: with the repeats counted too, kappas differ."""
    figures = printed(capsys, "agreement", str(folder), "--resamples", "0")
    wanted = {"readers": ["R1", "R2"], "name": "Cohen's kappa", "level": "view", "about": "overall"}
    (value,) = [one["value"] for one in figures if wanted.items() <= one.items()]
    keys = [path.stem for path in (folder / "studies").glob("*.json")]
    pairs = [
        [said(folder, name, study, view) for name in ("R1", "R2")]
        for study in keys
        for view in ("ANT", "POST")
    ]
    whole = [pair for pair in pairs if None not in pair]
    assert abs(cohen_kappa_score(*zip(*whole, strict=True), labels=list(ANSWERS)) - value) > 1e-3
    assert len(Archive(folder).counted_keys()) == STUDIES == len(keys) - AGAIN
