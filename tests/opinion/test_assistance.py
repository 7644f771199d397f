"""Assisted reading: only where the protocol says so, carried by the reading for ever, apart in agreement, told in a mixed vote."""

import json
from dataclasses import replace

import pytest

from dspic_gui.cli import main
from dspic_gui.dataset.archive import Archive, Blinded
from dspic_gui.disease import Answer
from dspic_gui.ground_truth.agreement_report import ReadStudy, agreement_report
from dspic_gui.ground_truth.consensus import consolidate
from dspic_gui.ground_truth.consolidation import run
from dspic_gui.ground_truth.label_source import LabelSource, dataset_labels
from dspic_gui.lesion_model.lesion_classifier import LesionClassifier
from dspic_gui.opinion.assistance import assisted_reading, is_fresh
from dspic_gui.reading import Lesion, Reading, State
from dspic_gui.shape import Ellipse
from dspic_gui.study import Projection
from tests.made.lesion_dataset import lesion_dataset
from tests.places import SMALL_LESION_MODEL


@pytest.fixture(scope="module")
def model():
    opened = LesionClassifier.open(SMALL_LESION_MODEL, 1)
    yield opened
    opened.close()


@pytest.fixture
def archive(tmp_path):
    """A dataset whose protocol says that readers are assisted."""
    made = lesion_dataset(tmp_path / "dataset", (Answer.ARTHRITIC, Answer.NORMAL))
    path = made.folder / "dataset.json"
    stated = json.loads(path.read_text())
    assert "assisted" not in stated["protocol"], "off by default, and old programs see nothing new"
    stated["protocol"]["assisted"] = True
    path.write_text(json.dumps(stated))
    return Archive(made.folder, "R1")


def begun(archive, model, key=None) -> Reading:
    key = key or archive.study_keys()[0]
    found = assisted_reading(archive, model, Reading(key, "R1"), archive.views(key))
    assert found is not None
    return found


def test_a_blind_dataset_lets_no_network_read_along(tmp_path, model):
    blind = lesion_dataset(tmp_path / "blind", (Answer.ARTHRITIC,)).as_reader("R1")
    key = blind.study_keys()[0]
    with pytest.raises(Blinded):
        assisted_reading(blind, model, Reading(key, "R1"), blind.views(key))


def test_the_reading_carries_the_model_through_disk_seal_and_reopening(archive, model):
    arthritic = next(key for key in archive.study_keys() if archive.as_reader(None).truth(key).lesions)
    reading = begun(archive, model, arthritic)
    assert {mark.label.split(":")[0] for mark in reading.lesions} == {"arthritis"} and reading.assisted == model.identity
    assert all(0.5 <= mark.own_extra["network"] <= 1 for mark in reading.lesions)
    archive.save(reading)
    kept = archive.reading("R1", arthritic)
    assert kept == reading and not is_fresh(kept)
    assert archive.seal(kept).assisted == model.identity
    assert archive.reopen(arthritic, "looked again").assisted == model.identity


def test_a_silent_network_is_carried_too(archive, model):
    normal = next(key for key in archive.study_keys() if not archive.as_reader(None).truth(key).lesions)
    reading = begun(archive, model, normal)
    archive.save(reading)
    assert reading.lesions == () and archive.reading("R1", normal).assisted == model.identity


def test_what_is_begun_is_not_begun_again():
    fresh = Reading("study", "R1")
    mark = Lesion(Projection.ANT, Ellipse(90, 300, 9, 9), "metastasis:skull")
    assert is_fresh(fresh)
    for begun_one in (fresh.adding(mark), replace(fresh, says_normal=True), replace(fresh, assisted="x"), replace(fresh, unblinded=True)):
        assert not is_fresh(begun_one)


def sealed(study: str, reader: str, label: str, assisted: str | None = None) -> Reading:
    mark = Lesion(Projection.ANT, Ellipse(90, 300, 9, 9), label)
    return Reading(study, reader, (mark,), State.SEALED, sealed_at="2026-03-04T05:06:07Z", assisted=assisted)


def test_a_vote_that_mixes_says_so_and_one_kind_alone_does_not(archive):
    study, rule = archive.study(archive.study_keys()[0]), archive.dataset.vote
    labels = {"R1": "metastasis:skull", "R2": "metastasis:skull", "R3": "metastasis:skull"}
    for helped, mixed in ((("R1",), True), ((), False), (("R1", "R2", "R3"), False)):
        readings = [sealed(study.key, name, label, "net" if name in helped else None) for name, label in labels.items()]
        found = consolidate(study.key, readings, labels, rule, projections=study.projections)
        assert found.assisted == helped and (found.mixed is not None) is mixed
        assert not found.provisional, "saying so changes no vote"


def test_agreement_counts_assisted_readings_apart(archive):
    study, rule = archive.study(archive.study_keys()[0]), archive.dataset.vote
    readings = {name: sealed(study.key, name, "metastasis:skull", "net" if name != "R3" else None) for name in ("R1", "R2", "R3")}
    report = agreement_report([ReadStudy(study, readings)], readings, rule, resamples=10)
    assert report.assisted == ((study.key, "R1"), (study.key, "R2")) and report.of_assisted
    counted = {figure.count for figure in report.figures if figure.readers == ("R1", "R2") and figure.name == "Cohen's kappa"}
    apart = {figure.count for figure in report.of_assisted if figure.readers == ("R1", "R2") and figure.name == "Cohen's kappa"}
    assert counted <= {0} and apart == {2, 1}
    blind = agreement_report([ReadStudy(study, {"R3": readings["R3"]})], readings, rule, resamples=10)
    assert blind.assisted == () and blind.of_assisted == ()


def test_labels_of_assisted_readings_are_counted_and_told(archive, model):
    reading = begun(archive, model)
    archive.save(reading)
    archive.seal(replace(reading, says_normal=not reading.lesions))
    labels = dataset_labels(archive, "R1")
    assert labels.tally.assisted == len(labels.views) == 2 and labels.tally.figures["assisted"] == 2
    assert "2 of the views used" in labels.remarks and "not independent" in labels.remarks
    run(Archive(archive.folder))
    agreed = [LabelSource(Archive(archive.folder), "consensus").of_study(reading.study)]
    assert all(view.assisted for views in agreed for view in views) and agreed[0]


def test_the_import_makes_such_a_dataset_only_when_asked(tmp_path, real_scan):
    for option in ([], ["--assisted"]):
        folder = tmp_path / f"made{len(option)}"
        assert main(["import", str(folder), str(real_scan), "--view", "ANT", *option]) == 0
        assert Archive(folder).dataset.protocol.assisted is bool(option)
