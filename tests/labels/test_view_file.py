"""LabelMe files: what is written comes back, what others wrote is kept, and one flipped bit does not pass unseen."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dspic_gui.disease import Answer
from dspic_gui.labels.view_file import (
    LabelError,
    LabelFile,
    canonical,
    compose_label_file,
    image_flags,
    parse_label_file,
    reading_of,
)
from dspic_gui.reading import Lesion, Reading, State
from dspic_gui.shape import Ellipse, Foreign, Polygon, Rectangle
from dspic_gui.study import Projection
from tests.made.label_documents import (
    OWN_SHAPE_KEYS,
    POLYGON,
    SHAPE_KEYS,
    TOP_KEYS,
    composed,
    document,
    encoded,
    keys_but,
    png,
    readings,
)

ANT, POST = Projection.ANT, Projection.POST
NAME = "readings/R1/s1_ANT.json"
RIB = Lesion(ANT, Ellipse(100.25, 300.5, 12.0, 5.5, 33.0), "metastasis:rib:left", "11", group_id=1, certainty=5)
KNEE = Lesion(POST, Rectangle((80.0, 700.5), (95.5, 715.0)), "arthritis:knee:left", "22", group_id=2, symmetric=True)
READING = Reading("s1", "R1", (RIB, KNEE))


def parsed(content: bytes, name: str = NAME) -> LabelFile:
    return parse_label_file(content, name)


def raw(reading: Reading = READING, projection: Projection = ANT, **more: Any) -> dict[str, Any]:
    """The view file as a program without our rules reads it."""
    content: dict[str, Any] = json.loads(composed(reading, projection, **more))
    return content


@given(readings())
def test_a_reading_comes_back_equal(reading: Reading) -> None:
    files = {view: parsed(composed(reading, view), f"s1_{view}.json") for view in Projection}
    assert reading_of(files, "s1", "R1") == reading
    assert not any(file.edited_elsewhere or file.notes for file in files.values())


foreign_shapes = st.builds(
    lambda extra, own, flags: {**extra, **copy.deepcopy(POLYGON), "flags": flags, "dspic": own},
    keys_but(*SHAPE_KEYS),
    keys_but(*OWN_SHAPE_KEYS),
    st.dictionaries(st.text("abc", max_size=3), st.booleans(), max_size=2),
)


@given(
    keys_but(*TOP_KEYS),
    keys_but("schema", "study", "view", "reader", "state", "answer", "says_normal", "sealed_at", "unblinded", "checksum")
    .map(lambda keys: {key: value for key, value in keys.items() if key not in ("source_sha256", "display", "audit_head")}),
    st.lists(foreign_shapes, max_size=3),
    st.dictionaries(st.text("abc", max_size=3), st.booleans(), max_size=2),
)  # fmt: skip
def test_what_others_wrote_is_kept_at_every_level(
    top: dict[str, Any], own: dict[str, Any], shapes: list[Any], flags: dict[str, bool]
) -> None:
    before = {**document(), **top, "shapes": shapes, "flags": flags, "dspic": {**document()["dspic"], **own}}
    reading = reading_of({ANT: parsed(encoded(before))}, "s1", "R1")
    after = raw(reading)
    assert {key: after[key] for key in top} == top
    assert {key: after["dspic"][key] for key in own} == own
    assert {key: after["flags"][key] for key in flags} == flags
    assert len(after["shapes"]) == len(shapes)
    for old, new in zip(shapes, after["shapes"], strict=True):
        kept = {key: new[key] for key in old if key not in ("dspic", "flags")}
        assert kept == {key: value for key, value in old.items() if key not in ("dspic", "flags")}
        assert {key: new["flags"][key] for key in old["flags"]} == old["flags"]
        assert {key: new["dspic"][key] for key in old["dspic"]} == old["dspic"]


@pytest.fixture
def step() -> int:
    """Of how many bits one is flipped: one in every byte, each place of a byte as often; the proofs flip all."""
    return 7


def test_every_flipped_bit_of_two_kilobytes_is_seen(step: int) -> None:
    numbers = Polygon(((0.30000000000000004, 1e-07), (55.12345678901234, 2.5e22 / 1e20), (7.0, 9.5)))
    marks = (
        replace(RIB, shape=numbers, description="hot é \x1f spot"),
        replace(RIB, uid="12", shape=Foreign("circle", ((10.0, 10.0), (12.0, 10.0)))),
    )
    reading = replace(READING, lesions=marks)
    content = composed(reading, more={"pad": "p" * (2048 - len(composed(reading, more={"pad": ""})))})
    assert len(content) == 2048
    assert not parsed(content).edited_elsewhere
    missed = [bit for bit in range(0, 8 * 2048, step) if not _noticed(content, bit)]
    assert missed == []


def _noticed(content: bytes, bit: int) -> bool:
    flipped = bytearray(content)
    flipped[bit // 8] ^= 1 << bit % 8
    try:
        return parsed(bytes(flipped)).edited_elsewhere
    except LabelError:
        return True


def test_the_file_looks_as_labelme_wants_it() -> None:
    content = raw()
    assert list(content) == ["version", "flags", "shapes", "imagePath", "imageData", "imageHeight", "imageWidth", "dspic"]
    assert (content["imagePath"], content["imageData"], content["imageHeight"]) == ("../../pictures/s1_ANT.png", None, 1024)
    shape = content["shapes"][0]
    assert set(shape) == {"label", "points", "group_id", "description", "shape_type", "flags", "mask", "dspic"}
    assert (shape["shape_type"], len(shape["points"]), shape["flags"]) == ("polygon", 64, {"certain": True, "symmetric": False})
    own = shape["dspic"]
    assert (own["uid"], own["disease"], own["part"], own["side"], own["certainty"]) == ("11", "metastasis", "rib", "left", 5)


@pytest.mark.parametrize(
    ("answer", "flags"),
    [
        (None, {"normal": False, "metastatic": False, "arthritic": False}),
        (Answer.NORMAL, {"normal": True, "metastatic": False, "arthritic": False}),
        (Answer.METASTATIC, {"normal": False, "metastatic": True, "arthritic": False}),
        (Answer.ARTHRITIC, {"normal": False, "metastatic": False, "arthritic": True}),
        (Answer.BOTH, {"normal": False, "metastatic": True, "arthritic": True}),
    ],
)
def test_image_flags(answer: Answer | None, flags: dict[str, bool]) -> None:
    assert image_flags(answer) == flags


def test_a_draft_says_nothing_and_a_sealed_empty_view_says_normal() -> None:
    draft, said = Reading("s1", "R1"), Reading("s1", "R1", says_normal=True)
    sealed = replace(READING, lesions=(KNEE,), state=State.SEALED, sealed_at="2026-11-22T08:00:00+00:00")
    assert [raw(reading)["dspic"]["answer"] for reading in (draft, said, sealed)] == [None, "normal", "normal"]
    assert raw(sealed, POST)["dspic"]["answer"] == "abnormal"
    assert raw(sealed)["flags"] == {"normal": True, "metastatic": False, "arthritic": False}


def test_an_ellipse_moved_elsewhere_becomes_a_polygon() -> None:
    content = raw()
    content["shapes"][0]["points"][3][0] += 0.5
    file = parsed(encoded(content))
    (mark,) = file.lesions
    assert isinstance(mark.shape, Polygon) and len(mark.shape.points) == 64
    assert file.notes == ("shapes[0] was an ellipse and its points were changed elsewhere: it is a polygon now.",)
    assert file.edited_elsewhere
    assert "ellipse" not in raw(reading_of({ANT: file}, "s1", "R1"))["shapes"][0]["dspic"]


def test_ellipse_parameters_that_do_not_describe_the_points_are_dropped() -> None:
    content = raw()
    content["shapes"][0]["dspic"]["ellipse"]["cx"] += 40
    (mark,) = parsed(encoded(content)).lesions
    assert isinstance(mark.shape, Polygon)
    assert mark.shape.centre == pytest.approx((100.25, 300.5), abs=0.01)


def test_a_copied_shape_gets_a_uid_of_its_own_and_always_the_same() -> None:
    content = raw()
    content["shapes"] *= 3
    first, again = parsed(encoded(content)), parsed(encoded(content))
    uids = [mark.uid for mark in first.lesions]
    assert uids[0] == "11" and len(set(uids)) == 3
    assert first == again
    assert first.notes[0] == "shapes[1] repeats the uid of an earlier shape (a copy made elsewhere) and got a uid of its own."


def test_a_uid_in_both_views_is_made_two() -> None:
    twin = replace(KNEE, uid="11")
    files = {view: parsed(composed(replace(READING, lesions=(RIB, twin)), view), f"s1_{view}.json") for view in Projection}
    uids = [mark.uid for mark in reading_of(files, "s1", "R1").lesions]
    assert uids[0] == "11" and len(set(uids)) == 2


@pytest.mark.parametrize(
    ("recorded", "flag", "certainty"), [(5, True, 5), (5, False, 3), (2, True, 4), (2, False, 2), (None, True, 4), (None, False, None)]
)
def test_the_certainty_follows_a_flag_changed_elsewhere(recorded: int | None, flag: bool, certainty: int | None) -> None:
    content = raw()
    content["shapes"][0]["dspic"]["certainty"] = recorded
    content["shapes"][0]["flags"]["certain"] = flag
    file = parsed(encoded(content))
    assert file.lesions[0].certainty == certainty
    assert (len(file.notes) == 1) == (recorded != certainty)


def test_a_plain_file_is_valid_and_never_sealed() -> None:
    content = document()
    del content["dspic"]
    content["shapes"][0] |= {"label": "Fraktur?", "flags": None}
    del content["shapes"][1]["group_id"], content["shapes"][1]["flags"], content["version"]
    file = parsed(encoded(content))
    assert file.plain and file.edited_elsewhere
    reading = reading_of({ANT: file}, "s1", "R1")
    assert [mark.label for mark in reading.lesions] == ["Fraktur?", "metastasis:rib:left", "metastasis:rib:left"]
    assert reading.state is State.DRAFT and not reading.says_normal
    assert reading.lesions[0].code is None


def test_foreign_shapes_are_kept_with_their_mask() -> None:
    content = document()
    content["shapes"] = [
        {**POLYGON, "shape_type": "mask", "points": [[3, 4], [7, 7]], "mask": png()},
        {**POLYGON, "shape_type": "circle", "points": [[3, 4], [7, 7]]},
        {**POLYGON, "points": [[3, 4], [7, 7]]},
    ]
    reading = reading_of({ANT: parsed(encoded(content))}, "s1", "R1")
    assert [mark.shape.kind for mark in reading.lesions if isinstance(mark.shape, Foreign)] == ["mask", "circle", "polygon"]
    after = raw(reading)["shapes"]
    assert [(shape["shape_type"], shape["points"], shape["mask"]) for shape in after] == [
        ("mask", [[3.0, 4.0], [7.0, 7.0]], png()),
        ("circle", [[3.0, 4.0], [7.0, 7.0]], None),
        ("polygon", [[3.0, 4.0], [7.0, 7.0]], None),
    ]


def test_the_view_comes_from_the_object_the_caller_or_the_name() -> None:
    content = document()
    del content["dspic"]
    assert parse_label_file(encoded(content), "scan_POST.json").lesions[0].projection is POST
    assert parse_label_file(encoded(content), "scan.json", POST).projection is POST
    unknown = parse_label_file(encoded(content), "scan.json")
    assert unknown.projection is None
    assert unknown.notes == ("Neither the file nor its name says which view it marks: anterior is assumed.",)


@pytest.mark.parametrize(("key", "value"), [("study", "s2"), ("reader", "R2")])
def test_a_file_of_another_study_or_reader_is_refused(key: str, value: str) -> None:
    file = parsed(composed(replace(READING, **{key: value})))
    with pytest.raises(LabelError, match=f"{NAME}: the file belongs to the {key} {value}, not to "):
        reading_of({ANT: file}, "s1", "R1")


def test_half_a_seal_is_a_draft() -> None:
    sealed = replace(READING, state=State.SEALED, sealed_at="2026-11-22T08:00:00+00:00")
    files = {ANT: parsed(composed(sealed)), POST: parsed(composed(READING, POST), "s1_POST.json")}
    reading = reading_of(files, "s1", "R1")
    assert (reading.state, reading.sealed_at) == (State.DRAFT, None)


def test_statistics_display_and_votes_stand_in_our_objects() -> None:
    content = composed(READING, statistics={"11": {"mean": 12.5}}, display={"upper": 60}, audit_head="ab", more={"votes": {"R1": "normal"}})
    file = parsed(content)
    assert file.statistics == {"11": {"mean": 12.5}}
    assert file.own is not None
    assert (file.own["display"], file.own["audit_head"], file.own["votes"]) == ({"upper": 60}, "ab", {"R1": "normal"})
    again = reading_of({ANT: file}, "s1", "R1")
    assert raw(again)["dspic"]["votes"] == {"R1": "normal"}


@pytest.mark.parametrize(
    ("mark", "picture", "sentence"),
    [
        (replace(RIB, shape=Ellipse(float("nan"), 1, 2, 3)), "x.png", r"s1_ANT.json, shapes\[0\]: points\[0\] \[NaN, 1.0\] is not within"),
        (replace(RIB, label="x" * 300), "x.png", "is longer than 256 characters"),
        (replace(RIB, extra={"mine": float("inf")}), "x.png", "too large for any program"),
        (replace(RIB, extra={"mine": {1, 2}}), "x.png", "the reading holds a value that JSON cannot say"),
        (replace(RIB, shape=Foreign("circle", ((1.0, 1.0),))), "x.png", "a shape of type circle has 2 points, not 1"),
        (RIB, "scan.dcm", "is no PNG, and labelme could not open the file again"),
        (RIB, "../../../x.png", "leads out of the dataset"),
    ],
)
def test_nothing_is_written_that_could_not_be_read(mark: Lesion, picture: str, sentence: str) -> None:
    with pytest.raises(LabelError, match=sentence + ".* The reading was not written to this file.$"):
        compose_label_file(Reading("s1", "R1", (mark,)), ANT, picture=picture, rows=1024, columns=256, source_sha256="")


def test_canonical_json() -> None:
    assert canonical({"b": [1, 2.5], "a": "é"}) == '{"a":"é","b":[1,2.5]}'.encode()
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical(float("nan"))
