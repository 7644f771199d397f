"""Which studies are read next: the order is the lead's, stands in the protocol, and says nothing of why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dspic_gui import cli
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive, ArchiveError, Blinded
from dspic_gui.disease import Answer, Disease
from dspic_gui.intake.hidden_repeats import add_repeats
from dspic_gui.lesion_model.opened import open_model
from dspic_gui.opinion.next_case import OrderBy, entropy, rarity, set_next_cases, with_repeats
from dspic_gui.opinion.second_opinion import study_prediction
from dspic_gui.prediction import LesionSaid, Prediction, StudyPrediction
from dspic_gui.reading import Reading
from dspic_gui.study import Projection
from dspic_gui.worklist.rows import Worklist
from tests.made.opinion_dataset import opinion_dataset
from tests.made.small_dataset import lesion, small_dataset
from tests.places import SMALL_LESION_MODEL, SMALL_MODEL


def listed(folder: Path, reader: str, cache: Path) -> list[str]:
    worklist = Worklist(folder, reader, cache)
    worklist.refresh()
    try:
        return [row.key for row in worklist.everything()]
    finally:
        worklist.close()


def test_the_least_certain_come_first_for_every_reader(tmp_path: Path) -> None:
    archive = opinion_dataset(tmp_path / "dataset", list(Answer) * 2, sealed=False)
    assert listed(archive.folder, "R1", tmp_path / "cache") == archive.study_keys()
    model = open_model(SMALL_MODEL)
    set_next_cases(archive, OrderBy.UNCERTAINTY, model)
    uncertain = {
        key: entropy(study_prediction(archive, model, key)) for key in archive.study_keys()
    }
    order = listed(archive.folder, "R1", tmp_path / "cache")
    assert [uncertain[key] for key in order] == sorted(uncertain.values(), reverse=True) and len(
        set(uncertain.values())
    ) > 1
    assert order == listed(archive.folder, "R3", tmp_path / "cache")
    protocol = Archive(archive.folder).dataset.protocol
    assert (protocol.order, protocol.ordered_by) == ("set", f"uncertainty of {model.identity}")
    assert cli.main(["order", str(archive.folder), "--by", "given"]) == 0
    assert listed(archive.folder, "R1", tmp_path / "cache") == archive.study_keys()
    assert (
        "ordered_by" not in json.loads((archive.folder / layout.DATASET).read_bytes())["protocol"]
    )


def test_studies_on_which_readers_differ_come_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = small_dataset(tmp_path / "dataset", 4)
    keys = archive.study_keys()
    for reader, marked in (("R1", keys[2]), ("R2", None)):
        for key in keys:
            marks = (lesion(),) if key == marked else ()
            archive.as_reader(reader).seal(
                Reading(key, reader, marks, says_normal=not marks), at="2026-03-04T05:06:07Z"
            )
    assert cli.main(["order", str(archive.folder), "--by", "disagreement"]) == 0
    assert capsys.readouterr().out == "The studies of Small are read in the order: disagreement.\n"
    assert listed(archive.folder, "R3", tmp_path / "cache") == [keys[2], *keys[:2], keys[3]]


def test_parts_that_were_seldom_read_come_first() -> None:
    def said(part: str | None) -> StudyPrediction:
        lesions = (LesionSaid(Disease.METASTASIS, part, None, 0.9, (1.0, 1.0), 9),) if part else ()
        return StudyPrediction(
            "1" * 16, "m", {Projection.ANT: Prediction((0.2, 0.7, 0.1), 0.5, "m", lesions=lesions)}
        )

    seen = {"rib": 9, "skull": 1}
    assert [rarity(said(part), seen) for part in ("rib", "skull", "femur", None)] == [
        0.1,
        0.5,
        1.0,
        0.0,
    ]


def test_an_order_by_region_asks_a_model_that_finds_lesions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = small_dataset(tmp_path / "dataset", 2)
    with pytest.raises(ArchiveError, match="needs a model that finds lesions"):
        set_next_cases(archive, OrderBy.REGION, open_model(SMALL_MODEL))
    with pytest.raises(Blinded):
        set_next_cases(archive.as_reader("R1"), OrderBy.DISAGREEMENT)
    assert cli.main(["order", str(archive.folder), "--by", "region"]) == 2
    assert "needs a model" in capsys.readouterr().err
    assert Archive(archive.folder).dataset.protocol.order == "given"
    assert (
        cli.main(
            [
                "order",
                str(archive.folder),
                "--by",
                "region",
                "--model",
                str(SMALL_LESION_MODEL),
                "--json",
            ]
        )
        == 0
    )
    assert sorted(json.loads(capsys.readouterr().out)["studies"]) == archive.study_keys()


def test_hidden_repeats_stay_half_the_list_away(tmp_path: Path) -> None:
    archive = small_dataset(tmp_path / "dataset", 8)
    repeats = add_repeats(archive, 0.5)
    set_next_cases(Archive(archive.folder), OrderBy.DISAGREEMENT)
    order = listed(archive.folder, "R2", tmp_path / "cache")
    assert sorted(order) == sorted([*archive.counted_keys(), *repeats])
    for repeat, original in repeats.items():
        assert abs(order.index(repeat) - order.index(original)) >= 4
    assert with_repeats(["a", "b"], {"c": "b"}) == ["a", "c", "b"]
