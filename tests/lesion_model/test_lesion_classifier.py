"""The small lesion model opened and asked: lesions with part and side, answers, likeness; and every way a folder can be wrong."""

import hashlib
import json
import shutil

import numpy as np
import pytest

from dspic_gui.code import Side
from dspic_gui.disease import Answer
from dspic_gui.lesion_model.lesion_card import KIND, kind_of
from dspic_gui.lesion_model.lesion_classifier import LesionClassifier
from dspic_gui.lesion_model.opened import open_model
from dspic_gui.lesion_model.region_reader import RegionReader
from dspic_gui.lesion_model.said import said_of
from dspic_gui.model.classifier import Classifier
from dspic_gui.model.model_card import ModelError
from dspic_gui.model.network_input import NetworkInputError
from dspic_gui.prediction import lesion_from, lesion_json
from dspic_gui.sentence import RuleError
from dspic_gui.study import Projection, View, ViewSource
from tests.made.lesion_dataset import drawn_counts, drawn_places, drawn_regions, stored
from tests.places import SMALL_LESION_MODEL, SMALL_MODEL


def counts(answer, seed):
    level = drawn_counts(answer, seed)
    return {one: np.random.default_rng([seed, 7]).poisson(stored(one, level)).astype(np.int32) for one in Projection}


@pytest.fixture(scope="module")
def model():
    opened = LesionClassifier.open(SMALL_LESION_MODEL, 1)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def found(model):
    return model.find(counts(Answer.BOTH, 91))


def test_either_kind_opens_by_its_folder():
    assert kind_of(SMALL_LESION_MODEL) == KIND and kind_of(SMALL_MODEL) == "view"
    for folder, kind in ((SMALL_LESION_MODEL, LesionClassifier), (SMALL_MODEL, Classifier)):
        opened = open_model(folder, 1)
        assert isinstance(opened, kind)
        opened.close()


def test_lesions_lie_where_they_were_drawn_in_the_stored_view(found):
    for projection in Projection:
        for disease, part, side, row, column in drawn_places(Answer.BOTH, 91):
            there = column if projection is Projection.ANT else 256 - column
            near = [
                one for one in found.views[projection].lesions
                if one.disease == disease and abs(one.centre[0] - row) < 8 and abs(one.centre[1] - there) < 8
            ]  # fmt: skip
            assert near, (projection, disease)
            assert (near[0].part, near[0].side) == (part, side)


def test_the_region_map_is_that_of_the_drawn_bones(found):
    for projection in Projection:
        truth, said = stored(projection, drawn_regions()), found.views[projection].regions.values
        bone = truth > 0
        assert (said == truth)[bone].mean() > 0.8 and (said[~bone] > 0).mean() < 0.05


def test_one_view_is_enough(model):
    alone = model.find({Projection.POST: counts(Answer.ARTHRITIC, 92)[Projection.POST]})
    assert list(alone.views) == [Projection.POST] and alone.answer.joint == pytest.approx(alone.answer.joint)
    sides = {one.side for one in alone.views[Projection.POST].lesions if one.probability > 0.5}
    assert sides <= {Side.LEFT, Side.RIGHT, None}


def test_answers_follow_the_population(model):
    scan = counts(Answer.METASTATIC, 93)
    certain = model.with_shares((0, 0, 1, 0))
    assert certain.find(scan).answer.answer is Answer.ARTHRITIC and certain.identity != model.identity
    assert certain.identity[-8:] == model.identity[-8:]
    with pytest.raises(RuleError):
        model.with_shares((0, 0, 0, 0))


def test_what_it_never_saw_has_no_answer(model):
    odd = np.indices((1024, 256)).sum(axis=0) // 32 % 2 * 50
    said = model.find({Projection.ANT: odd})
    assert said.unlike and said.said is None and said.views[Projection.ANT].said is None
    known = model.find(counts(Answer.NORMAL, 94))
    assert known.views[Projection.ANT].likeness > 0.9


def test_a_prediction_keeps_what_was_found(found):
    views = {one: View(one, scan, ViewSource(one, "f", 0, "0" * 64, ""), (2.0, 2.0)) for one, scan in counts(Answer.BOTH, 91).items()}
    said = said_of("5" * 16, found, views)
    assert said.overall.answer is found.answer.answer and said.probabilities == found.answer.probabilities
    view = said.views[Projection.ANT]
    assert view.lesions and view.lesions[0].area_mm2 == 4 * view.lesions[0].area_px
    assert lesion_from(json.loads(json.dumps(lesion_json(view.lesions[0])))).disease is view.lesions[0].disease


def test_a_child_process_says_the_same(model):
    apart = LesionClassifier.open(SMALL_LESION_MODEL, 1, apart=True)
    scan = counts(Answer.BOTH, 95)
    assert apart.find(scan).answer.joint == pytest.approx(model.find(scan).answer.joint, abs=1e-5)
    apart.close()


def test_the_regions_alone_come_from_a_file_without_lesions(model):
    reader = RegionReader.open(SMALL_LESION_MODEL, 1)
    scan = counts(Answer.BOTH, 91)
    whole = model.find(scan)
    for projection, regions in reader.regions(scan).items():
        assert (regions.values == whole.views[projection].regions.values).mean() > 0.999
    heads = [b"lesion_logits" in (SMALL_LESION_MODEL / name).read_bytes() for name in ("network.tflite", "regions.tflite")]
    assert heads == [True, False]
    reader.close()


def test_a_view_of_another_size_is_refused(model):
    with pytest.raises(NetworkInputError, match="512 x 128"):
        model.find({Projection.ANT: np.zeros((512, 128))})
    with pytest.raises(NetworkInputError, match="no view"):
        model.find({})


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(SMALL_LESION_MODEL, tmp_path / "model")


def changed(folder, change):
    card = json.loads((folder / "card.json").read_text())
    change(card)
    (folder / "card.json").write_text(json.dumps(card))


@pytest.mark.parametrize(("change", "words"), [
    (lambda card: card.update(kind="oracle"), "none that this program knows"),
    (lambda card: card.update(schema=9), "schema"),
    (lambda card: card["parts"].pop(), "body parts"),
    (lambda card: card["rule"]["layers"].pop("study"), "study is missing"),
    (lambda card: card["rule"].update(shares={}), "is missing"),
    (lambda card: card["likeness"]["means"].update(ANT="AAA="), "another size"),
    (lambda card: card["likeness"].update(limit=7), "correlation"),
    (lambda card: card["files"].update({"network.tflite": "0" * 64}), "hash differs"),
    (lambda card: card["files"].pop("selftest.npz"), "is missing"),
])  # fmt: skip
def test_a_wrong_card_is_named(folder, change, words):
    changed(folder, change)
    with pytest.raises(ModelError, match=words):
        open_model(folder, 1)


def test_a_changed_self_test_is_noticed(folder):
    path = folder / "selftest.npz"
    with np.load(path) as stored_test:
        arrays = dict(stored_test)
    arrays["lesions"] = arrays["lesions"] + np.float16(0.25)
    np.savez_compressed(path, **arrays)
    changed(folder, lambda card: card["files"].update({"selftest.npz": hashlib.sha256(path.read_bytes()).hexdigest()}))
    with pytest.raises(ModelError, match="self-test gave another result"):
        LesionClassifier.open(folder, 1)


def test_the_other_network_file_is_no_lesion_network(folder):
    shutil.copy(folder / "regions.tflite", folder / "network.tflite")
    digest = hashlib.sha256((folder / "network.tflite").read_bytes()).hexdigest()
    changed(folder, lambda card: card["files"].update({"network.tflite": digest}))
    with pytest.raises(ModelError, match=r"lacks what card\.json names"):
        LesionClassifier.open(folder, 1)


def test_a_model_without_regions_has_no_region_reader(folder):
    changed(folder, lambda card: card["files"].pop("regions.tflite"))
    with pytest.raises(ModelError, match="never learned regions"):
        RegionReader.open(folder)
    plain = LesionClassifier.open(folder, 1)
    view = plain.find(counts(Answer.BOTH, 91)).views[Projection.ANT]
    assert view.regions is None and all(one.part is None for one in view.lesions)
    plain.close()
