"""Every malformed label file is refused as a whole, with a sentence that names the file, the shape and the value."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from dspic_gui.labels.view_file import LabelError, parse_label_file
from tests.made.label_documents import POLYGON, cut_png, document, encoded, png

NAME = "readings/R1/s1_ANT.json"
Change = Callable[[dict[str, Any]], Any]


def top(**changes: Any) -> bytes:
    """The document with changed top-level keys."""
    return encoded({**document(), **changes})


def without(key: str) -> bytes:
    """The document without a top-level key."""
    return encoded({name: value for name, value in document().items() if name != key})


def shape(at: int = 1, without: str | None = None, **changes: Any) -> bytes:
    """The document with one changed shape."""
    content = document()
    changed = {**content["shapes"][at], **changes}
    content["shapes"][at] = {key: value for key, value in changed.items() if key != without}
    return encoded(content)


def own(**changes: Any) -> bytes:
    """The document with changed keys in our top object."""
    content = document()
    content["dspic"] |= changes
    return encoded(content)


def own_shape(**changes: Any) -> bytes:
    """The document with changed keys in our object of the last shape."""
    content = document()
    content["shapes"][2]["dspic"] |= changes
    return encoded(content)


def text(old: str, new: str) -> bytes:
    """The document's text with one replacement, so that what JSON libraries cannot write can be tested."""
    written = json.dumps(document())
    assert written.count(old) >= 1
    return written.replace(old, new, 1).encode()


def mask(**changes: Any) -> bytes:
    """The document with a mask as its second shape."""
    return shape(**{"shape_type": "mask", "points": [[0, 0], [4, 3]], "mask": png(), **changes})


DEEP = json.loads("[" * 63 + "]" * 63)
ELLIPSE = {"cx": 1.0, "cy": 1.0, "rx": 2.0, "ry": 2.0, "angle_deg": 0.0, "points": "0" * 64}
LATIN = text('"imageData"', '"t": "\u00e4", "imageData"').decode().encode("latin-1")
TURNED = "oriented_rectangle"
TWICE = "stands twice in one object, so one of the two would be lost."
HUGE = "the file holds a number that is too large for any program (beyond 1.8e308)."
NEEDS = "dspic.ellipse needs cx, cy, rx, ry, angle_deg as numbers and points as a hash, not "

MALFORMED: dict[str, tuple[bytes, int | None, str]] = {
    # the text
    "empty file": (b"", None, "the file is empty."),
    "blank file": (b" \n\n", None, "the file is empty."),
    "only zeros": (bytes(64), None, "the text is no complete JSON (line 1, column 1)."),
    "byte-order mark": (b"\xef\xbb\xbf" + top(), None, "the file begins with a byte-order mark, which labelme refuses."),
    "UTF-16": (top().decode().encode("utf-16"), None, "the file is not UTF-8 text (byte 0)."),
    "Latin-1": (LATIN, None, "the file is not UTF-8 text (byte 739)."),
    "cut off": (top()[:300], None, "the text is no complete JSON (line 1, column 300)."),
    "text after the end": (top() + b"{}", None, "the text is no complete JSON (line 1, column 982)."),
    "trailing comma": (text('"imageData": null,', '"imageData": null,,'), None, "the text is no complete JSON (line 1, column 752)."),
    "single quotes": (top().replace(b'"', b"'"), None, "the text is no complete JSON (line 1, column 2)."),
    "comment": (b"// mine\n" + top(), None, "the text is no complete JSON (line 1, column 1)."),
    "line break in a text": (text("metastasis:rib", "metastasis:\nrib"), None, "the text is no complete JSON (line 1, column 83)."),
    "larger than 16 MiB": (b" " * 2**24 + b"{}", None, "the file is larger than 16 MiB (16777218 bytes)."),
    "a list": (encoded([document()]), None, f"a label file holds one JSON object, not {json.dumps([document()])[:80]}…."),
    "a text": (b'"shapes"', None, "a label file holds one JSON object, not shapes."),
    "null": (b"null", None, "a label file holds one JSON object, not null."),
    "key twice on top": (text('"imageData"', '"shapes": [], "imageData"'), None, "the key “shapes” " + TWICE),
    "key twice in a shape": (text('"group_id"', '"label": "urine", "group_id"'), None, "the key “label” " + TWICE),
    "NaN in points": (text("10.0", "NaN"), None, "NaN is not a number that JSON knows."),
    "Infinity in an unknown key": (top(mine=float("inf")), None, "Infinity is not a number that JSON knows."),
    "-Infinity in our object": (own_shape(mine=-float("inf")), None, "-Infinity is not a number that JSON knows."),
    "1e999 in an unknown key": (text('"version"', '"mine": [1e999], "version"'), None, HUGE),
    "number of 5,000 digits": (text('"7.9.1"', "7" * 5000), None, "the file holds a number with more than 4,300 digits."),
    "half a character": (text("rib:left", "rib\\ud83d"), None, "the file holds half a character (a lone surrogate)."),
    "65 deep": (top(mine=[DEEP]), None, "the JSON is nested more than 64 deep."),
    "100,000 deep": (b'{"shapes": ' + b"[" * 100_000, None, "the JSON is nested more than 64 deep."),
    # the top level
    "no shapes": (without("shapes"), None, "the key “shapes” is missing."),
    "no imagePath": (without("imagePath"), None, "the key “imagePath” is missing."),
    "no imageData": (without("imageData"), None, "the key “imageData” is missing."),
    "shapes null": (top(shapes=None), None, "shapes is a list, not null."),
    "shapes an object": (top(shapes={}), None, "shapes is a list, not {}."),
    "10,001 shapes": (top(shapes=[POLYGON] * 10_001), None, "the file has 10001 shapes; 10,000 are the most."),
    "flags a list": (top(flags=["normal"]), None, "flags is an object or null, not [\"normal\"]."),
    "flag a number": (top(flags={"normal": 1}), None, "the flag “normal” is true or false, not 1."),
    "flag null": (top(flags={"normal": None}), None, "the flag “normal” is true or false, not null."),
    "imagePath null": (top(imagePath=None), None, "imagePath is a text, not null."),
    "imagePath empty": (top(imagePath=""), None, "imagePath “” leads out of the dataset."),
    "imagePath absolute": (top(imagePath="/etc/passwd"), None, "imagePath “/etc/passwd” leads out of the dataset."),
    "imagePath on a drive": (top(imagePath="C:\\scan.png"), None, "imagePath “C:\\scan.png” leads out of the dataset."),
    "imagePath on a share": (top(imagePath="//host/c/x.png"), None, "imagePath “//host/c/x.png” leads out of the dataset."),
    "imagePath above the dataset": (top(imagePath="../../../x.png"), None, "imagePath “../../../x.png” leads out of the dataset."),
    "imagePath out and in": (top(imagePath="a/../../../../x.png"), None, "imagePath “a/../../../../x.png” leads out of the dataset."),
    "imagePath with NUL": (top(imagePath="x\0.png"), None, "imagePath “x\0.png” leads out of the dataset."),
    "imageData a number": (top(imageData=0), None, "imageData is null or a picture in base64, not 0."),
    "imageData no base64": (top(imageData="????"), None, "imageData holds no picture that can be opened: ????."),
    "imageData no picture": (top(imageData="aGVsbG8="), None, "imageData holds no picture that can be opened: aGVsbG8=."),
    "imageData of another size": (top(imageData=png()), None, "the embedded picture has 3 x 4 pixels, but the file says 1024 x 256."),
    "imageHeight a text": (top(imageHeight="1024"), None, "imageHeight is a whole number of pixels or null, not 1024."),
    "imageWidth a fraction": (top(imageWidth=256.0), None, "imageWidth is a whole number of pixels or null, not 256.0."),
    "imageWidth true": (top(imageWidth=True), None, "imageWidth is a whole number of pixels or null, not true."),
    "imageHeight zero": (top(imageHeight=0), None, "imageHeight is a whole number of pixels or null, not 0."),
    # a shape
    "shape null": (top(shapes=[POLYGON, None]), 1, "a shape is a JSON object, not null."),
    "shape a list": (top(shapes=[[1, 2]]), 0, "a shape is a JSON object, not [1, 2]."),
    "no label": (shape(without="label"), 1, "the key “label” is missing."),
    "no points": (shape(without="points"), 1, "the key “points” is missing."),
    "no shape_type": (shape(without="shape_type"), 1, "the key “shape_type” is missing."),
    "label null": (shape(label=None), 1, "label is a text, not null."),
    "label a number": (shape(label=7), 1, "label is a text, not 7."),
    "label of 257 characters": (shape(label="x" * 257), 1, f"the label “{'x' * 80}…” is longer than 256 characters."),
    "shape_type null": (shape(shape_type=None), 1, "shape_type null is none that labelme knows."),
    "shape_type ellipse": (shape(shape_type="ellipse"), 1, "shape_type ellipse is none that labelme knows."),
    "shape_type a list": (shape(shape_type=["polygon"]), 1, "shape_type [\"polygon\"] is none that labelme knows."),
    "shape_type in capitals": (shape(shape_type="Polygon"), 1, "shape_type Polygon is none that labelme knows."),
    "points null": (shape(points=None), 1, "points is a list of at least one [x, y], not null."),
    "points empty": (shape(points=[]), 1, "points is a list of at least one [x, y], not []."),
    "points flat": (shape(points=[1, 2, 3, 4]), 1, "points[0] is [x, y] with two numbers, not 1."),
    "point 3-D": (shape(points=[[1, 2], [3, 4, 0]]), 1, "points[1] is [x, y] with two numbers, not [3, 4, 0]."),
    "point of one number": (shape(points=[[1]]), 1, "points[0] is [x, y] with two numbers, not [1]."),
    "point of texts": (shape(points=[["1", "2"]]), 1, "points[0] is [x, y] with two numbers, not [\"1\", \"2\"]."),
    "point with null": (shape(points=[[1, None]]), 1, "points[0] is [x, y] with two numbers, not [1, null]."),
    "point with true": (shape(points=[[1, True]]), 1, "points[0] is [x, y] with two numbers, not [1, true]."),
    "point an object": (shape(points=[{"x": 1, "y": 2}]), 1, "points[0] is [x, y] with two numbers, not {\"x\": 1, \"y\": 2}."),
    "point at 1e999": (text("10.0", "1e999"), 0, "points[0] [Infinity, 20.0] is not within a million pixels."),
    "point at 10^400": (shape(points=[[10**400, 1]]), 1, f"points[0] [1{'0' * 78}… is not within a million pixels."),
    "point two million pixels away": (shape(points=[[1, -2e6]]), 1, "points[0] [1, -2000000.0] is not within a million pixels."),
    "20,001 points": (shape(points=[[1, 2]] * 20_001), 1, "the shape has 20001 points; 20,000 are the most."),
    "rectangle of 4 points": (shape(shape_type="rectangle", points=[[1, 2]] * 4), 1, "a shape of type rectangle has 2 points, not 4."),
    "circle of 1 point": (shape(shape_type="circle", points=[[1, 2]]), 1, "a shape of type circle has 2 points, not 1."),
    "oriented rectangle of 3": (shape(shape_type=TURNED), 1, f"a shape of type {TURNED} has 4 points, not 3."),
    "point of 2 points": (shape(shape_type="point", points=[[1, 2]] * 2), 1, "a shape of type point has 1 points, not 2."),
    "line of 3 points": (shape(shape_type="line", points=[[1, 2]] * 3), 1, "a shape of type line has 2 points, not 3."),
    "group_id a text": (shape(group_id="1"), 1, "group_id is a whole number or null, not 1."),
    "group_id a fraction": (shape(group_id=1.0), 1, "group_id is a whole number or null, not 1.0."),
    "group_id true": (shape(group_id=True), 1, "group_id is a whole number or null, not true."),
    "description a list": (shape(description=["hot"]), 1, "description is a text or null, not [\"hot\"]."),
    "shape flags a list": (shape(flags=[]), 1, "flags is an object or null, not []."),
    "shape flag a text": (shape(flags={"certain": "yes"}), 1, "the flag “certain” is true or false, not yes."),
    "shape flag 0": (shape(flags={"certain": 0}), 1, "the flag “certain” is true or false, not 0."),
    "locked null": (shape(locked=None), 1, "locked is true or false, not null."),
    "locked 1": (shape(locked=1), 1, "locked is true or false, not 1."),
    "mask missing": (mask(mask=None), 1, "a shape of type mask needs a mask, and has none."),
    "mask a list": (mask(mask=[0, 1]), 1, "mask is a PNG in base64, not [0, 1]."),
    "mask on a polygon": (shape(mask=png()), 1, "a mask belongs to the type mask only, not to polygon."),
    "mask no base64": (mask(mask="abc"), 1, "mask is no PNG with one channel in base64: abc."),
    "mask no picture": (mask(mask="aGVsbG8="), 1, "mask is no PNG with one channel in base64: aGVsbG8=."),
    "mask cut off": (mask(mask=cut_png()), 1, f"mask is no PNG with one channel in base64: {cut_png()[:80]}…."),
    "mask in colour": (mask(mask=png(mode="RGB")), 1, f"mask is no PNG with one channel in base64: {png(mode='RGB')[:80]}…."),
    "mask of 3 points": (mask(points=[[0, 0]] * 3), 1, "a shape of type mask has 2 points, not 3."),
    "mask of 72 million pixels": (mask(mask=png(9000, 8000)), 1, "the masks of the file have more than 64 million pixels together."),
    "mask of 200 million pixels": (mask(mask=png(20000, 10000)), 1, "the masks of the file have more than 64 million pixels together."),
    # our own objects
    "dspic a text": (top(dspic="s1"), None, "dspic is an object, not s1."),
    "dspic null": (top(dspic=None), None, "dspic is an object, not null."),
    "schema 2": (own(schema=2), None, "a newer version of this program wrote the file (schema 2)."),
    "schema a text": (own(schema="1"), None, "dspic.schema is 1, not 1."),
    "view of a third kind": (own(view="LAT"), None, "dspic.view is ANT or POST, not LAT."),
    "another view than the name": (own(view="POST"), None, "the file holds the marks of POST, and stands where those of ANT belong."),
    "state unknown": (own(state="final"), None, "dspic.state is draft or sealed, not final."),
    "state null": (own(state=None), None, "dspic.state is draft or sealed, not null."),
    "answer a class": (own(answer="metastatic"), None, "dspic.answer is normal, abnormal or null, not metastatic."),
    "says_normal 1": (own(says_normal=1), None, "dspic.says_normal is true or false, not 1."),
    "unblinded a text": (own(unblinded="no"), None, "dspic.unblinded is true or false, not no."),
    "reader a number": (own(reader=1), None, "dspic.reader is a text, not 1."),
    "sealed_at a number": (own(sealed_at=1763800000), None, "dspic.sealed_at is a text, not 1763800000."),
    "checksum a list": (own(checksum=[]), None, "dspic.checksum is a text, not []."),
    "display a text": (own(display="grey"), None, "dspic.display is an object or null, not grey."),
    "shape dspic a list": (shape(2, dspic=[]), 2, "dspic is an object, not []."),
    "shape dspic null": (shape(2, dspic=None), 2, "dspic is an object, not null."),
    "uid a number": (own_shape(uid=5), 2, "dspic.uid is a text, not 5."),
    "uid empty": (own_shape(uid=""), 2, "dspic.uid is a text, not ."),
    "certainty 6": (own_shape(certainty=6), 2, "dspic.certainty is a whole number from 1 to 5 or null, not 6."),
    "certainty a word": (own_shape(certainty="sure"), 2, "dspic.certainty is a whole number from 1 to 5 or null, not sure."),
    "certainty true": (own_shape(certainty=True), 2, "dspic.certainty is a whole number from 1 to 5 or null, not true."),
    "statistics a number": (own_shape(statistics=9), 2, "dspic.statistics is an object, not 9."),
    "ellipse a list": (own_shape(ellipse=[1, 2]), 2, NEEDS + "[1, 2]."),
    "ellipse without angle": (own_shape(ellipse={"cx": 1, "points": ""}), 2, NEEDS + '{"cx": 1, "points": ""}.'),
    "ellipse with a text": (own_shape(ellipse={**ELLIPSE, "rx": "2"}), 2, NEEDS + json.dumps({**ELLIPSE, "rx": "2"})[:80] + "…."),
    "ellipse without hash": (own_shape(ellipse={**ELLIPSE, "points": 0}), 2, NEEDS + json.dumps({**ELLIPSE, "points": 0}) + "."),
}  # fmt: skip


@pytest.mark.parametrize("form", MALFORMED)
def test_it_is_refused_with_its_sentence(form: str) -> None:
    content, index, sentence = MALFORMED[form]
    with pytest.raises(LabelError) as refused:
        parse_label_file(content, NAME)
    assert (refused.value.shape, refused.value.problem) == (index, sentence)
    place = NAME if index is None else f"{NAME}, shapes[{index}]"
    assert str(refused.value) == f"{place}: {sentence} Nothing was taken from this file."


def test_the_document_itself_is_sound() -> None:
    file = parse_label_file(top(), NAME)
    assert len(file.lesions) == 3
    assert not file.plain and file.edited_elsewhere


@pytest.mark.parametrize("content", [mask(), top(mine=DEEP[0]), top(imageData=png(256, 1024)), shape(points=[[1, 2]] * 20_000)])
def test_just_within_the_limits_is_taken(content: bytes) -> None:
    assert len(parse_label_file(content, NAME).lesions) == 3


def test_there_are_enough_forms() -> None:
    assert len({content for content, _, _ in MALFORMED.values()}) == len(MALFORMED) >= 60
