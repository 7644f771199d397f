"""Kept predictions: read back as written, stale with another scan or threshold, and out of a reader's sight before the own seal."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from dspic_gui.dataset.archive import Archive, Blinded
from dspic_gui.disease import Answer
from dspic_gui.model.classifier import Classification, Classifier
from dspic_gui.opinion.second_opinion import classify_studies, study_prediction
from dspic_gui.prediction import Prediction, StudyPrediction
from dspic_gui.prediction_file import PredictionError, kept_predictions, models, prediction_path, read_prediction, write_prediction
from dspic_gui.reading import Reading
from dspic_gui.study import Projection, View
from tests.made.opinion_dataset import opinion_dataset
from tests.places import SMALL_MODEL

ANSWERS = [Answer.METASTATIC, Answer.NORMAL, Answer.ARTHRITIC]


@pytest.fixture(scope="module")
def small() -> Classifier:
    return Classifier.open(SMALL_MODEL)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return opinion_dataset(tmp_path / "dataset", ANSWERS, sealed=False)


class Counted:
    """How often the network was asked."""

    def __init__(self, classifier: Classifier, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times = 0
        whole = Classifier.classify

        def counted(own: Classifier, view: View) -> Classification:
            self.times += 1
            return whole(own, view)

        monkeypatch.setattr(Classifier, "classify", counted)


def path_of(archive: Archive, small: Classifier, key: str) -> Path:
    return prediction_path(archive.folder, small.identity, key)


def test_a_prediction_is_read_back_as_it_was_written(archive: Archive, small: Classifier) -> None:
    for key in archive.study_keys():
        said = study_prediction(archive, small, key)
        kept = read_prediction(archive, small.identity, key)
        assert kept is not None
        assert kept.views[Projection.ANT].probabilities == pytest.approx(said.views[Projection.ANT].probabilities, abs=1e-6)
        assert kept.views[Projection.ANT].input_hash == said.views[Projection.ANT].input_hash
        assert kept.answer is said.answer
    stated = json.loads(path_of(archive, small, archive.study_keys()[0]).read_text())
    assert stated["model"]["network_sha256"] == small.card.network_hash
    assert "not validated on patients" in stated["model"]["warning"]
    assert models(archive) == (small.identity,)


def test_the_network_is_asked_once(archive: Archive, small: Classifier, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Counted(small, monkeypatch)
    key = archive.study_keys()[0]
    for _ in range(3):
        study_prediction(archive, small, key)
    assert asked.times == 1
    study_prediction(archive, small, key, refresh=True)
    assert asked.times == 2


def test_another_scan_makes_it_stale(archive: Archive, small: Classifier, monkeypatch: pytest.MonkeyPatch) -> None:
    key = archive.study_keys()[0]
    study_prediction(archive, small, key)
    study = archive.study(key)
    other = archive.study(archive.study_keys()[1]).views[0]
    archive.save_study(replace(study, views=(replace(other, projection=Projection.ANT),)))
    assert read_prediction(archive, small.identity, key) is None
    asked = Counted(small, monkeypatch)
    again = study_prediction(archive, small, key)
    assert asked.times == 1
    assert read_prediction(archive, small.identity, key) == replace(
        again, views={view: replace(one, probabilities=tuple(round(p, 6) for p in one.probabilities)) for view, one in again.views.items()}
    )


def test_another_threshold_in_the_card_makes_it_stale(archive: Archive, small: Classifier, monkeypatch: pytest.MonkeyPatch) -> None:
    key = archive.study_keys()[0]
    study_prediction(archive, small, key)
    other = Classifier(replace(small.card, threshold=0.45), small.network)
    assert study_prediction(archive, other, key).views[Projection.ANT].threshold == 0.45


def test_before_the_own_seal_nothing_is_shown_or_made(archive: Archive, small: Classifier, monkeypatch: pytest.MonkeyPatch) -> None:
    key = archive.study_keys()[0]
    study_prediction(archive, small, key)
    reader = archive.as_reader("R1")
    opened: list[Path] = []
    whole = Path.open

    def watched(path: Path, *arguments: object, **named: object) -> object:
        opened.append(path)
        return whole(path, *arguments, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", watched)
    asked = Counted(small, monkeypatch)
    with pytest.raises(Blinded):
        study_prediction(reader, small, key)
    with pytest.raises(Blinded):
        read_prediction(reader, small.identity, key)
    said = StudyPrediction(key, small.identity, {Projection.ANT: Prediction((0.2, 0.5, 0.3), 0.2, small.identity)})
    with pytest.raises(Blinded):
        write_prediction(reader, said, small.card)
    assert list(kept_predictions(reader, small.identity)) == []
    assert asked.times == 0 and not [path for path in opened if "predictions" in path.parts]
    reader.seal(Reading(key, "R1", says_normal=True))
    assert study_prediction(reader, small, key).study == key
    assert [one.study for one in kept_predictions(reader, small.identity)] == [key], "the others wait for their own seals"


@pytest.mark.parametrize(
    "harm",
    [
        lambda stated: stated.update(schema=9),
        lambda stated: stated.update(study="f" * 16),
        lambda stated: stated.update(views={}),
        lambda stated: stated["model"].update(network_sha256="0" * 64),
        lambda stated: stated["model"].update(threshold="high"),
        lambda stated: stated["views"]["ANT"]["probabilities"].update(normal=3),
        lambda stated: stated["views"]["ANT"]["probabilities"].pop("arthritic"),
        lambda stated: stated["views"].update(SIDE=stated["views"]["ANT"]),
    ],
)
def test_a_damaged_file_is_told_and_made_again(archive: Archive, small: Classifier, harm) -> None:  # type: ignore[no-untyped-def]
    key = archive.study_keys()[0]
    good = study_prediction(archive, small, key)
    path = path_of(archive, small, key)
    stated = json.loads(path.read_text())
    harm(stated)
    path.write_text(json.dumps(stated))
    with pytest.raises(PredictionError, match="classify the study again"):
        read_prediction(archive, small.identity, key)
    assert study_prediction(archive, small, key).answer is good.answer
    assert read_prediction(archive, small.identity, key) is not None


def test_a_name_cannot_lead_elsewhere(archive: Archive) -> None:
    for name in ("../readings", "a/b", ".hidden", "", "x" * 200):
        with pytest.raises(PredictionError):
            prediction_path(archive.folder, name, "0" * 16)


def test_many_studies_with_progress_cancel_and_one_that_cannot(archive: Archive, small: Classifier) -> None:
    keys = archive.study_keys()
    (archive.folder / archive.study(keys[1]).views[0].file).unlink()
    told: list[tuple[str, bool]] = []
    steps: list[tuple[int, int]] = []

    def each(key: str, said: StudyPrediction | None, sentence: str | None) -> None:
        assert (said is None) == (sentence is not None)
        told.append((key, said is not None))

    failed = classify_studies(archive, small, keys, each, progress=lambda done, total: steps.append((done, total)))
    assert (failed, told) == (1, [(keys[0], True), (keys[1], False), (keys[2], True)])
    assert steps == [(1, 3), (2, 3), (3, 3)]
    told.clear()
    classify_studies(archive, small, keys, each, cancelled=lambda: bool(told))
    assert [key for key, _ in told] == keys[:1]


def test_a_full_disk_does_not_take_the_answer_away(archive: Archive, small: Classifier, monkeypatch: pytest.MonkeyPatch) -> None:
    from dspic_gui import durable

    def full(*_: object, **__: object) -> None:
        raise durable.NotSaved("NOT SAVED")

    monkeypatch.setattr(durable, "write", full)
    assert study_prediction(archive, small, archive.study_keys()[0]).views[Projection.ANT].milliseconds > 0
    assert models(archive) == ()


def test_nothing_is_written_into_what_is_shipped(archive: Archive, small: Classifier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dspic_gui.opinion.second_opinion._SHIPPED", archive.folder.parent.resolve())
    assert study_prediction(archive, small, archive.study_keys()[0]).views
    assert models(archive) == ()


def test_the_study_takes_the_most_of_a_disease_and_the_least_of_normal() -> None:
    ant, post = Prediction((0.7, 0.2, 0.1), 0.3, "m-00000000"), Prediction((0.3, 0.1, 0.6), 0.3, "m-00000000")
    said = StudyPrediction("0" * 16, "m-00000000", {Projection.ANT: ant, Projection.POST: post})
    assert said.probabilities == pytest.approx((0.3, 0.2, 0.6))
    assert (said.overall.top1, said.overall.top2, said.answer) == (Answer.ARTHRITIC, Answer.NORMAL, Answer.ARTHRITIC)
    assert (ant.answer, post.answer) == (Answer.NORMAL, Answer.ARTHRITIC)
    both = replace(said, views={Projection.ANT: replace(ant, probabilities=(0.1, 0.8, 0.1)), Projection.POST: post})
    assert both.answer is Answer.BOTH


@pytest.mark.parametrize("probabilities", [(0.02, 0.5, 0.48), (0.4, 0.35, 0.25), (0.9, 0.06, 0.04)])
def test_a_study_of_one_view_is_read_as_that_view(probabilities: tuple[float, float, float]) -> None:
    """Two diseases of a half each leave nothing for normal."""
    view = Prediction(probabilities, 0.3, "m-00000000")
    said = StudyPrediction("0" * 16, "m-00000000", {Projection.POST: view})
    assert (said.probabilities, said.answer) == (probabilities, view.answer)
