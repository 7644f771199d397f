"""What real patients have and a simulated one must not lack: each kind is drawn as often as said, and is seen where it should be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from dspic_gui.code import Side
from dspic_gui.disease import Answer
from dspic_gui.study import COLUMNS, Projection
from training.simulate.arthritis import is_gone
from training.simulate.draw import DIFFUSE, HEAVY, JOINED_FEET, SWOLLEN, TURNED_HEAD, draw_patient
from training.simulate.finding import draw_lesions
from training.simulate.patient import Acquisition, Build, Patient, Pose, Prosthesis, Spot, Surgery, Uptake
from training.simulate.scan import Scan, scan
from training.simulate.skeleton import Skeleton, load_skeleton

DRAWN = 1500


@pytest.fixture(scope="module")
def skeleton() -> Skeleton:
    return load_skeleton()


@pytest.fixture(scope="module")
def drawn() -> list[Patient]:
    return [draw_patient(np.random.default_rng([95, number]), number) for number in range(DRAWN)]


def kinds(patient: Patient) -> set[str]:
    return {spot.kind for spot in patient.spots}


def kidneys(patient: Patient) -> list[Spot]:
    return [spot for spot in patient.spots if spot.kind == "kidney" and max(spot.radii) > 30.0]


SHARES: dict[str, tuple[Callable[[Patient], bool], float]] = {
    "heavy": (lambda one: one.build.bmi >= 33.0, HEAVY * 13 / 15 + 0.02),
    "head turned": (lambda one: abs(one.pose.head_turn) > 21.0, TURNED_HEAD),
    "feet together and turned in": (lambda one: max(one.pose.feet_out) < 0.0, JOINED_FEET * 0.93),
    "hands on the lap": (lambda one: min(one.pose.elbow) > 35.0, 0.05),
    "arms close to the body": (lambda one: max(one.pose.abduction) < 5.5, 0.17),
    "tracer at the injection site": (lambda one: "injection" in kinds(one), 0.38),
    "tracer beside the vein": (lambda one: any(s.kind == "injection" and s.radii[0] > 5.0 for s in one.spots), 0.076),
    "contamination": (lambda one: "urine" in kinds(one), 0.14),
    "bowel": (lambda one: "bowel" in kinds(one), 0.08),
    "hot thyroid": (lambda one: sum(s.kind == "thyroid" for s in one.spots) == 3, 0.06),
    "soft tissue": (lambda one: "tissue" in kinds(one), 0.08),
    "one kidney": (lambda one: len(kidneys(one)) == 1, 0.05),
    "a pelvic kidney": (lambda one: any(s.offset[2] < -140.0 for s in kidneys(one)), 0.03),
    "prosthesis": (lambda one: bool(one.prostheses), 0.06),
    "surgery": (lambda one: bool(one.surgery), 0.07),
}


@pytest.mark.parametrize("name", SHARES)
def test_each_kind_is_drawn_as_often_as_said(drawn: list[Patient], name: str) -> None:
    holds, share = SHARES[name]
    found = float(np.mean([holds(one) for one in drawn]))
    assert found == pytest.approx(share, abs=3.5 * np.sqrt(share * (1 - share) / DRAWN) + 0.01)


def test_bladders_run_from_empty_to_far_above_all_else(drawn: list[Patient]) -> None:
    densities = [spot.density for one in drawn for spot in one.spots if spot.kind == "bladder"]
    volumes = [float(np.prod(spot.radii)) for one in drawn for spot in one.spots if spot.kind == "bladder"]
    assert np.percentile(densities, 5) < 5.0 < 100.0 < np.percentile(densities, 96)
    assert np.percentile(volumes, 95) > 10 * np.percentile(volumes, 5)


def test_superscans_are_metastatic_and_as_common_as_said() -> None:
    ones = [draw_patient(np.random.default_rng([96, number]), number, Answer.METASTATIC) for number in range(600)]
    assert np.mean([one.diffuse for one in ones]) == pytest.approx(DIFFUSE, abs=0.025)
    healthy = [draw_patient(np.random.default_rng([97, number]), number, Answer.NORMAL) for number in range(300)]
    assert not any(one.diffuse for one in healthy)
    assert 0.05 < SWOLLEN < 0.2


PLAIN = Patient(
    0,
    Answer.NORMAL,
    Build("F", 55, 1660.0, 24.0),
    Pose(),
    Uptake(),
    (Spot("bladder", "symphysis", (0.0, 28.0, 30.0), (28.0, 20.0, 22.0), 20.0),),
    (),
    (),
    Acquisition(),
)
"""A patient with nothing special, to whom each test adds one thing."""


@pytest.fixture(scope="module")
def plain(skeleton: Skeleton) -> Scan:
    return scan(PLAIN, (), skeleton)


def rise(before: Scan, after: Scan, view: Projection, landmark: str, away: tuple[float, float] = (0.0, 0.0), reach: int = 8) -> float:
    """How much more counts lie around a landmark than before, at places of their own figures; the views' totals brought together."""
    found = []
    for one in (before, after):
        place = one.figure.marks[landmark]
        row, column = round(float(one.frame.rows(place[2] + away[1]))), round(float(one.frame.columns(place[0] + away[0])))
        column = column if view is Projection.ANT else COLUMNS - 1 - column
        around = one.expected[view][row - reach : row + reach, max(column - reach, 0) : column + reach]
        leg = one.figure.marks["knee_l"]
        knee = round(float(one.frame.rows(leg[2])))
        found.append(float(around.mean()) / float(one.expected[view][knee + 20 : knee + 60].mean()))
    return found[1] / found[0]


def with_spot(skeleton: Skeleton, spot: Spot) -> Scan:
    return scan(replace(PLAIN, spots=(*PLAIN.spots, spot)), (), skeleton)


@pytest.mark.parametrize(
    ("spot", "view", "away"),
    [
        (Spot("thyroid", "cervical7_body", (0.0, -45.0, -4.0), (18.0, 8.0, 20.0), 12.0), Projection.ANT, (0.0, -4.0)),
        (Spot("bowel", "lumbar3_body", (60.0, -70.0, -40.0), (20.0, 15.0, 20.0), 4.0), Projection.ANT, (60.0, -40.0)),
        (Spot("breast", "thoracic7_body", (84.0, -150.0, -8.0), (52.0, 26.0, 50.0), 1.5), Projection.ANT, (84.0, -8.0)),
        (Spot("tissue", "hip_l", (40.0, 0.0, -120.0), (20.0, 15.0, 30.0), 3.0), Projection.ANT, (40.0, -120.0)),
        (Spot("kidney", "lumbar1_body", (62.0, 38.0, 0.0), (24.0, 20.0, 46.0), 8.0), Projection.POST, (62.0, 0.0)),
        (Spot("urine", "hip_r", (0.0, -70.0, -120.0), (10.0, 4.0, 15.0), 20.0), Projection.ANT, (0.0, -120.0)),
        (Spot("injection", "elbow_l", (0.0, -30.0, 0.0), (13.0, 9.0, 20.0), 130.0), Projection.ANT, (0.0, 0.0)),
    ],
)
def test_activity_outside_the_bones_is_seen_where_it_lies(
    skeleton: Skeleton, plain: Scan, spot: Spot, view: Projection, away: tuple[float, float]
) -> None:
    after = with_spot(skeleton, spot)
    assert rise(plain, after, view, spot.landmark, away) > 1.1
    assert rise(plain, after, view, "ankle_r") == pytest.approx(1.0, abs=0.08)


def test_the_heavy_fill_the_field_and_their_arms_are_cut(skeleton: Skeleton, plain: Scan) -> None:
    heavy = scan(
        replace(PLAIN, build=replace(PLAIN.build, bmi=42.0, belly=24.0), pose=replace(PLAIN.pose, abduction=(22.0, 22.0))), (), skeleton
    )

    def wide(one: Scan) -> int:
        row = round(float(one.frame.rows(one.figure.marks["lumbar3_body"][2])))
        return int((one.expected[Projection.ANT][row] > 2.0).sum())

    assert wide(heavy) > 1.3 * wide(plain)
    for end in "rl":
        column = float(heavy.frame.columns(heavy.figure.marks[f"wrist_{end}"][0]))
        assert not 0 <= column < COLUMNS
    edge = heavy.expected[Projection.ANT]
    assert max(edge[:, 0].max(), edge[:, -1].max()) > 2.0


def test_feet_come_together_and_turn_in(skeleton: Skeleton, plain: Scan) -> None:
    pose = replace(PLAIN.pose, feet_out=(-15.0, -15.0), legs_apart=(-0.8, -0.8))
    together = scan(replace(PLAIN, pose=pose), (), skeleton)

    def apart(one: Scan, name: str) -> float:
        return float(one.figure.marks[f"{name}_l"][0] - one.figure.marks[f"{name}_r"][0])

    assert apart(together, "ankle") < 0.85 * apart(plain, "ankle")
    assert apart(together, "toes") - apart(together, "ankle") < apart(plain, "toes") - apart(plain, "ankle") - 20.0


def test_a_turned_head_shows_its_side(skeleton: Skeleton, plain: Scan) -> None:
    turned = scan(replace(PLAIN, pose=replace(PLAIN.pose, head_turn=50.0)), (), skeleton)
    face, before = turned.figure.marks["face"], plain.figure.marks["face"]
    assert abs(float(face[0] - before[0])) > 40.0


def test_sternum_ribs_and_their_front_ends_have_a_contrast_of_their_own(skeleton: Skeleton, plain: Scan) -> None:
    hot = scan(replace(PLAIN, uptake=replace(PLAIN.uptake, bones={"sternum": 1.6, "rib": 1.5}, joints={"rib_front": 6.0})), (), skeleton)
    assert rise(plain, hot, Projection.ANT, "manubrium", reach=4) > 1.15
    assert rise(plain, hot, Projection.ANT, "rib6_front_l", reach=4) > 1.15


def test_bones_differ_in_shape(skeleton: Skeleton, plain: Scan) -> None:
    build = replace(PLAIN.build, ribs_low=1.12, chest_depth=1.2, bow_mm=14.0, thickness={"femur": 1.1}, flatness={"lumbar2": 0.7})
    other = scan(replace(PLAIN, build=build), (), skeleton).figure

    def size(planes: np.ndarray, bone: str, axis: int) -> float:
        return float(np.ptp(planes[axis, dict(skeleton.runs)[skeleton.names.index(bone)]]))

    before = plain.figure.planes
    assert size(other.planes, "lumbar2", 2) < 0.8 * size(before, "lumbar2", 2)
    assert size(other.planes, "rib6_l", 1) > 1.08 * size(before, "rib6_l", 1)
    assert (
        abs(other.marks["knee_l"][0] - other.marks["knee_r"][0])
        > abs(plain.figure.marks["knee_l"][0] - plain.figure.marks["knee_r"][0]) + 15.0
    )


def test_an_amputated_leg_is_gone_and_has_no_arthritis(skeleton: Skeleton, plain: Scan) -> None:
    lost = replace(PLAIN, surgery=(Surgery("amputation", Side.LEFT, 600.0),))
    after = scan(lost, (), skeleton)
    assert rise(plain, after, Projection.ANT, "knee_l", reach=6) < 0.75
    assert rise(plain, after, Projection.ANT, "knee_r", reach=6) == pytest.approx(1.0, abs=0.3)
    assert is_gone(lost, "knee", Side.LEFT) and is_gone(lost, "foot", Side.LEFT)
    assert not is_gone(lost, "knee", Side.RIGHT) and not is_gone(lost, "shoulder", Side.LEFT)


def test_a_replaced_knee_gets_no_arthritis_of_the_patella_either(skeleton: Skeleton) -> None:
    metal = replace(PLAIN, condition=Answer.ARTHRITIC, prostheses=(Prosthesis("knee", Side.LEFT), Prosthesis("knee", Side.RIGHT)))
    for number in range(300):
        assert "knee" not in {lesion.part for lesion in draw_lesions(np.random.default_rng([98, number]), metal, skeleton)}


def test_a_superscan_is_hot_in_the_trunk_and_true_of_many_bones(skeleton: Skeleton) -> None:
    patient = next(one for one in (draw_patient(np.random.default_rng([99, n]), n, Answer.METASTATIC) for n in range(2000)) if one.diffuse)
    lesions = draw_lesions(np.random.default_rng(1), patient, skeleton)
    assert {"thoracic_spine", "lumbar_spine", "pelvis", "sternum", "rib", "femur"} <= {lesion.part for lesion in lesions}
    before, after = scan(patient, (), skeleton), scan(patient, lesions, skeleton)
    assert rise(before, after, Projection.POST, "lumbar3_body") > 1.3
    assert after.answer(Projection.POST) is Answer.METASTATIC
