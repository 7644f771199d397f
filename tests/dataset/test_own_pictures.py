"""A seal holds the picture on which it was made: another picture is noticed; what older versions sealed stays valid."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from dspic_gui.checks.audit import verify
from dspic_gui.checks.folder import DatasetCheck
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.own_pictures import is_on_another_picture
from dspic_gui.ground_truth import consolidation
from dspic_gui.ground_truth.consensus_age import consensus_on_another_picture
from dspic_gui.ground_truth.consensus_file import read_agreed_view
from dspic_gui.reading import Reading
from dspic_gui.scans.survey import pixels_hash
from dspic_gui.sentence import Sentence
from dspic_gui.study import Projection
from tests.made.small_dataset import counts, lesion, small_dataset

ANT, POST = Projection


@pytest.fixture
def lead(tmp_path: Path) -> Archive:
    """One study whose file holds the hashes of its counts, which differ."""
    archive = small_dataset(tmp_path / "d", 2)
    (archive.folder / layout.study_file(archive.study_key("study 0"))).unlink()
    study = archive.study(archive.study_keys()[0])
    known = tuple(
        replace(view, pixels_sha256=pixels_hash(counts(1, view.projection).astype("<i4")))
        for view in study.views
    )
    archive.save_study(replace(study, views=known))
    return archive


def seal(lead: Archive) -> str:
    (key,) = lead.study_keys()
    own = lead.as_reader("R1")
    reading = Reading(key, "R1").adding(lesion())
    own.save(reading)
    own.seal(reading)
    return key


def exchange_by_hand(lead: Archive, key: str) -> None:
    path = lead.folder / layout.study_file(key)
    content = json.loads(path.read_bytes())
    content["views"] = {"ANT": content["views"]["POST"], "POST": content["views"]["ANT"]}
    path.write_text(json.dumps(content))


def test_nothing_is_said_while_the_pictures_are_the_same(lead: Archive) -> None:
    key = seal(lead)
    opened = lead.as_reader("R1").open_reading("R1", key)
    assert opened is not None and set(opened.pixels) == {ANT, POST} and not opened.notes
    assert not verify(lead.folder)[1]
    assert not [one for one in DatasetCheck(lead.folder).breaches() if "another picture" in one.sentence]
    assert set(lead.sealed_readings(key)) == {"R1"}


def test_views_exchanged_by_hand_are_noticed_everywhere(lead: Archive) -> None:
    key = seal(lead)
    exchange_by_hand(lead, key)
    opened = Archive(lead.folder, "R1").open_reading("R1", key)
    assert opened is not None and is_on_another_picture(opened.notes[0])
    found = [one.sentence for one in verify(lead.folder)[1]]
    assert len(found) == 2 and all("on another picture" in sentence for sentence in found)
    breaches = [one.file for one in DatasetCheck(lead.folder).breaches() if "another picture" in one.sentence]
    assert breaches == [layout.label_file("R1", key, projection) for projection in Projection]
    refused: dict[str, Sentence] = {}
    assert lead.sealed_readings(key, refused) == {} and "does not vote" in refused["R1"]


def test_frames_exchanged_by_hand_do_not_open(lead: Archive) -> None:
    (key,) = lead.study_keys()
    path = lead.folder / layout.study_file(key)
    content = json.loads(path.read_bytes())
    first, second = content["views"]["ANT"], content["views"]["POST"]
    for field in ("file", "sha256"):
        first[field], second[field] = second[field], first[field]
    path.write_text(json.dumps(content))
    breaches = [one.values["view"] for one in DatasetCheck(lead.folder).breaches() if "view" in one.values]
    assert breaches == ["ANT", "POST"]


def test_a_seal_of_an_older_version_stays_valid(lead: Archive) -> None:
    (key,) = lead.study_keys()
    study = lead.study(key)
    older = tuple(replace(view, pixels_sha256=None) for view in study.views)
    lead.save_study(replace(study, views=older))
    seal(lead)
    path = lead.folder / layout.label_file("R1", key, ANT)
    assert "pixels_sha256" not in path.read_text(encoding="utf-8")
    lead.save_study(study)
    assert not verify(lead.folder)[1] and set(lead.sealed_readings(key)) == {"R1"}


def test_a_draft_takes_the_new_picture_with_the_next_save(lead: Archive) -> None:
    (key,) = lead.study_keys()
    reading = Reading(key, "R1").adding(lesion())
    lead.as_reader("R1").save(reading)
    exchange_by_hand(lead, key)
    own = Archive(lead.folder, "R1")
    opened = own.open_reading("R1", key)
    assert opened is not None and is_on_another_picture(opened.notes[0])
    own.save(opened.reading.adding(lesion(20, 400), lesion(20, 400, POST)))
    again = own.open_reading("R1", key)
    assert again is not None and not again.notes


def test_a_consensus_that_was_settled_on_another_picture_is_noticed(lead: Archive) -> None:
    key = seal(lead)
    consolidation.run(lead)
    study = lead.study(key)
    agreed = read_agreed_view(lead.folder, key, ANT)
    assert agreed is not None and agreed.pixels_sha256 == study.views[0].pixels_sha256
    assert consensus_on_another_picture(lead.folder, study) is None and not verify(lead.folder)[1]
    exchange_by_hand(lead, key)
    said = consensus_on_another_picture(lead.folder, lead.study(key))
    assert said is not None and "ANT, POST" in said and "consolidate again" in said
    wanted = [layout.consensus_file(key, view) for view in (ANT, POST)]
    assert [one.file for one in verify(lead.folder)[1] if "consensus was settled" in one.sentence] == wanted
    found = [one.file for one in DatasetCheck(lead.folder).breaches() if "consensus was settled" in one.sentence]
    assert sorted(found) == wanted


def test_a_consensus_of_an_earlier_version_says_nothing_of_pictures(lead: Archive) -> None:
    key = seal(lead)
    consolidation.run(lead)
    for view in (ANT, POST):
        path = lead.folder / layout.consensus_file(key, view)
        document = json.loads(path.read_bytes())
        del document["dspic"]["pixels_sha256"]
        path.write_text(json.dumps(document))
    exchange_by_hand(lead, key)
    agreed = read_agreed_view(lead.folder, key, ANT)
    assert agreed is not None and agreed.pixels_sha256 is None
    assert consensus_on_another_picture(lead.folder, lead.study(key)) is None
    assert not [one for one in verify(lead.folder)[1] if "consensus was settled" in one.sentence]
