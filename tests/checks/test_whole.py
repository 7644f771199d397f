"""Whatever is taken out of a dataset, or put in another's place, is told by a check or by verifying."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dspic_gui.checks.audit import verify
from dspic_gui.checks.folder import DatasetCheck
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive
from dspic_gui.ground_truth import consolidation
from dspic_gui.reading import Reading
from dspic_gui.scans.survey import pixels_hash
from dspic_gui.sentence import Sentence
from dspic_gui.study import Projection
from tests.faults.acts import _disputed, _settlement
from tests.made.small_dataset import lesion, small_dataset


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A dataset that three have read, with a settlement and a run of the vote."""
    _disputed(tmp_path)
    archive = Archive(tmp_path / "d")
    _settlement(archive)
    consolidation.run(archive)
    return archive.folder


def said(folder: Path) -> set[tuple[str, str]]:
    breaches = [one for one in DatasetCheck(folder).breaches() if "picture" not in one.sentence]  # small datasets have none
    return {(one.file, one.sentence) for one in (*breaches, *verify(folder)[1])}


def named(folder: Path, name: str) -> Path:
    return next(folder.glob(name))


def changed_rule(folder: Path) -> None:
    path = folder / layout.DATASET
    content = json.loads(path.read_bytes())
    content["vote"]["quorum"] = 3
    path.write_text(json.dumps(content))


def changed_readers(folder: Path) -> None:
    path = folder / layout.DATASET
    content = json.loads(path.read_bytes())
    path.write_text(json.dumps(content | {"readers": [*content["readers"], "R4"]}))


CHANGES: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "the key": (lambda d: (d / layout.SECRET).unlink(), "key", "the file is missing: no scan can be imported"),
    "the key, emptied": (lambda d: (d / layout.SECRET).write_text("\n"), "key", "the file cannot be read, or is empty: no scan"),
    "a label file": (lambda d: named(d, "readings/R2/*_POST.json").unlink(), "readings/R2/", "the file is missing, though the audit of R2"),
    "settlements": (lambda d: named(d, "adjudications/*.json").unlink(), "adjudications/", "the file is missing, though the audit of lead"),
    "the lead's audit": (lambda d: (d / "audit/lead.jsonl").unlink(), "adjudications/", "No audit holds that anybody settled"),
    "a file of the consensus": (lambda d: named(d, "consensus/*_ANT.json").unlink(), "consensus/", "the file is missing (run 1 stands)"),
    "the record of the run": (lambda d: (d / layout.record_of_run(1)).unlink(), "consensus", "it holds files, but no run"),
    "another content of the consensus": (
        lambda d: named(d, "consensus/*_ANT.json").write_bytes(named(d, "consensus/*_POST.json").read_bytes()),
        "consensus/",
        "the file is not what that run wrote (run 1 stands)",
    ),
    "another reader": (changed_readers, "dataset.json", "the planned readers were changed after run 1"),
    "another rule": (changed_rule, "dataset.json", "the rule of the vote was changed after run 1"),
}


def test_a_whole_dataset_is_silent(folder: Path) -> None:
    assert said(folder) == set()


def test_a_run_of_an_earlier_version_says_nothing_of_its_readers(folder: Path) -> None:
    path = folder / layout.record_of_run(1)
    content = json.loads(path.read_bytes())
    del content["rule"]["readers"]
    path.write_text(json.dumps(content))
    changed_readers(folder)
    assert said(folder) == set()


@pytest.mark.parametrize("kind", CHANGES)
def test_what_was_taken_out_or_changed_is_told(kind: str, folder: Path) -> None:
    change, file, sentence = CHANGES[kind]
    change(folder)
    assert any(name.startswith(file) and text.startswith(sentence) for name, text in said(folder)), said(folder)


@pytest.mark.parametrize("change", ["exchanged", "no hashes", "one view less"])
def test_a_study_that_shows_other_pictures_loses_its_votes(change: str, tmp_path: Path) -> None:
    lead = small_dataset(tmp_path / "d", 1)
    (key,) = lead.study_keys()
    study, views = lead.study(key), lead.views(key)
    hashed = [replace(one, pixels_sha256=pixels_hash(views[one.projection].counts)) for one in study.views]
    lead.save_study(replace(study, views=tuple(hashed)))
    for reader in lead.dataset.readers:
        lead.as_reader(reader).seal(Reading(key, reader, (lesion(), lesion(view=Projection.POST))))
    assert len(lead.sealed_readings(key)) == 3
    path = lead.folder / layout.study_file(key)
    content = json.loads(path.read_bytes())
    shown = content["views"]
    if change == "exchanged":
        shown["ANT"], shown["POST"] = shown["POST"], shown["ANT"]
    if change != "one view less":
        for view in shown.values():
            view.pop("pixels_sha256")
    else:
        del shown["POST"]
    path.write_text(json.dumps(content))
    refused: dict[str, Sentence] = {}
    assert not Archive(lead.folder).sealed_readings(key, refused) and len(refused) == 3
    assert any("on another picture" in text for _, text in said(lead.folder))
