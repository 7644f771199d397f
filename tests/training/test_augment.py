"""D_2 by Eqs 2-4 and Table 1, and D_3's generated pictures, by seed."""

import numpy as np
import psutil
import pytest

from dspic_gui.disease import Answer
from tests.training.examples import SIZE, examples
from training.augment import (
    PAPER_D_1,
    PAPER_D_2,
    PAPER_D_3,
    Transform,
    draw_transform,
    transformed,
    wanted_counts,
    with_transforms,
)
from training.dataset import ExamplesError

RNG = np.random.default_rng(8)
PICTURE = RNG.random((9, 14), dtype=np.float32)


def test_equation_2_mirrors_left_and_right():
    mirrored = transformed(PICTURE, Transform(mirror=True))
    for x in range(9):
        assert (mirrored[9 - 1 - x] == PICTURE[x]).all()


@pytest.mark.parametrize(("x", "y"), [(3, 0), (-2, 0), (0, 5), (0, -4), (9, 0), (0, -20)])
def test_equation_3_shifts_and_fills_with_zero(x, y):
    moved = transformed(PICTURE, Transform(shift_x=x, shift_y=y))
    for i in range(9):
        for j in range(14):
            inside = 0 <= i - x < 9 and 0 <= j - y < 14
            assert moved[i, j] == (PICTURE[i - x, j - y] if inside else 0)


def slow_turn(picture, degrees):
    columns, rows = picture.shape
    turned = np.zeros_like(picture)
    angle = np.deg2rad(degrees)
    for x in range(columns):
        for y in range(rows):
            dx, dy = x - (columns - 1) / 2, y - (rows - 1) / 2
            sx = np.cos(angle) * dx + np.sin(angle) * dy + (columns - 1) / 2
            sy = -np.sin(angle) * dx + np.cos(angle) * dy + (rows - 1) / 2
            if not (0 <= sx <= columns - 1 and 0 <= sy <= rows - 1):
                continue
            i, j = min(int(sx), columns - 2), min(int(sy), rows - 2)
            fx, fy = sx - i, sy - j
            near = picture[i : i + 2, j : j + 2]
            turned[x, y] = np.array([1 - fx, fx]) @ near @ np.array([1 - fy, fy])
    return turned


@pytest.mark.parametrize("degrees", [5.0, -3.3, 40.0])
def test_equation_4_turns_about_the_centre_bilinearly(degrees):
    assert transformed(PICTURE, Transform(degrees=degrees)) == pytest.approx(slow_turn(PICTURE, degrees), abs=1e-5)


def test_drawn_transforms_stay_within_t_and_r_and_use_every_kind():
    drawn = [draw_transform(np.random.default_rng(seed)) for seed in range(300)]
    assert {(t.mirror, bool(t.shift_x), bool(t.shift_y), bool(t.degrees)) for t in drawn} == {
        (True, False, False, False),
        (False, True, False, False),
        (False, False, True, False),
        (False, False, False, True),
    }
    assert max(max(abs(t.shift_x), abs(t.shift_y)) for t in drawn) == 10
    assert 4.5 < max(abs(t.degrees) for t in drawn) <= 5


def test_tables_1_and_2_come_out_for_the_papers_own_counts():
    assert wanted_counts(PAPER_D_1, PAPER_D_2) == PAPER_D_2
    assert sum(PAPER_D_1.values()) == 768
    assert wanted_counts({Answer.NORMAL: 100, Answer.METASTATIC: 87, Answer.ARTHRITIC: 126, Answer.BOTH: 4}, PAPER_D_3) == {
        Answer.NORMAL: 100,
        Answer.METASTATIC: 197,
        Answer.ARTHRITIC: 236,
        Answer.BOTH: 40,
    }


def test_d_2_adds_transforms_of_diseased_views_only_and_keeps_their_patients():
    source = examples(16)
    made = with_transforms(source, seed=4)
    assert made.counts == wanted_counts(source.counts, PAPER_D_2)
    assert all(mine is theirs for mine, theirs in zip(made.inputs, source.inputs, strict=False))
    added = [example for example in made.examples if example.made]
    assert {example.answer for example in added} == {Answer.METASTATIC, Answer.ARTHRITIC, Answer.BOTH}
    assert set(made.patients) == set(source.patients)
    owners = {(example.study, example.answer) for example in source.examples}
    assert all((example.study, example.answer) in owners for example in added)


def test_d_2_is_refused_before_it_is_made_where_the_memory_does_not_hold_it(monkeypatch):
    source, free = examples(16), psutil.virtual_memory()
    monkeypatch.setattr(psutil, "virtual_memory", lambda: free._replace(available=0))
    with pytest.raises(ExamplesError, match=r"machine has 0\.0 GB free"):
        with_transforms(source, seed=4)


def test_d_2_follows_its_seed_alone():
    source = examples(8)
    first, again, other = (np.stack(with_transforms(source, seed).inputs) for seed in (1, 1, 2))
    assert (first == again).all() and not (first == other).all()


def test_the_dcgan_has_radfords_shapes():
    pytest.importorskip("keras")
    from training.dcgan import discriminator, generator

    assert generator(4).output_shape == (None, 64, 256, 1)
    assert discriminator(4).output_shape == (None, 1)


@pytest.fixture
def without_graphs():
    """For one step, a graph of it costs ten times the step; the test below makes one for each class."""
    pytest.importorskip("keras")
    import tensorflow as tf

    tf.config.run_functions_eagerly(True)
    yield
    tf.config.run_functions_eagerly(False)


def test_generated_pictures_follow_their_seed_and_are_kept_by_seed_and_settings(tmp_path, without_graphs):
    from training.dcgan import DcganSettings, _name_of, generated

    small, source, events = DcganSettings(steps=1, batch=2, width=2), np.stack(examples(2).inputs), []
    first = generated(source, 2, 7, small, events.append, tmp_path)
    assert first.shape == (2, *SIZE)
    assert (first.min(axis=(1, 2)) == 0).all() and first.max(axis=(1, 2)) == pytest.approx(1)
    assert len(events) == 1 and len(list(tmp_path.iterdir())) == 1
    assert (generated(source, 2, 7, small, events.append, tmp_path) == first).all()
    assert len(events) == 1, "what is kept is not generated again"
    assert (generated(source, 2, 7, small, events.append) == first).all(), "nor would it be another"
    assert not (generated(source, 2, 8, small, events.append, tmp_path) == first).all()
    assert len(list(tmp_path.iterdir())) == 2
    others = ((source, 2, 7), (source, 2, 8), (source, 3, 7), (source + 1, 2, 7))
    names = {_name_of(*other, small) for other in others} | {_name_of(source, 2, 7, DcganSettings(steps=2, batch=2, width=2))}
    assert len(names) == 5 and {path.name for path in tmp_path.iterdir()} < names


def test_d_3_has_the_counts_of_table_2_and_says_where_transforms_took_over():
    pytest.importorskip("keras")
    from training.dcgan import DcganSettings, with_generated

    source = examples(40)
    source = source.chosen([i for i, one in enumerate(source.examples) if one.answer is not Answer.BOTH or int(one.study[1:]) < 8])
    events = []
    made = with_generated(source, 0, DcganSettings(steps=1, batch=2, width=2), events.append)
    assert made.counts == wanted_counts(source.counts, PAPER_D_3)
    assert [event["class"] for event in events if event["event"] == "transforms"] == ["metastatic & arthritic"]
    assert {event["class"] for event in events if event["event"] == "dcgan"} == {"metastatic", "arthritic"}
    assert set(made.patients) <= set(source.patients)
