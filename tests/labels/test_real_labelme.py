"""The real labelme, in a process and an environment of its own: it opens our files, saves them, and loses nothing of ours."""

from __future__ import annotations

import base64
import json
import os
import random
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from dspic_gui.code import load_code_book
from dspic_gui.labels.view_file import IMAGE_FLAGS, LabelError, parse_label_file, reading_of
from dspic_gui.reading import Lesion, Reading, State
from dspic_gui.shape import Ellipse, Foreign, Polygon, Rectangle
from dspic_gui.study import COLUMNS, ROWS, Projection
from tests.labels.test_malformed_labels import MALFORMED
from tests.made.label_documents import POLYGON, composed, document, encoded, png
from tools.labelme_env import VERSIONS, UnavailableError, Version, labelme_python

DRIVER = Path(__file__).parent / "real_labelme.py"
STRICT = "7.9.1"


@pytest.fixture(scope="module")
def labelme() -> Version:
    """The newest real labelme that can be had here; the others are in `tests/proofs/test_older_labelme.py`."""
    problems = []
    for version in reversed(VERSIONS):
        try:
            labelme_python(version)
        except UnavailableError as problem:
            problems.append(str(problem))
        else:
            return version
    pytest.skip(" ".join(problems))


def run(version: Version, home: Path, *arguments: str) -> Any:
    """What the driver prints, run by labelme's interpreter with a home of its own."""
    home.mkdir(exist_ok=True)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "QT_QPA_PLATFORM": "offscreen",
        "LANG": "C.UTF-8",
    }
    command = [str(labelme_python(version)), str(DRIVER), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, env=environment, cwd=home, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    said = json.loads(done.stdout.splitlines()[-1])
    print(f"labelme {said['version']}")
    assert said["version"] == version.number
    return said["answer"]


EXTRA = {"another program": {"keeps": [1, 2.5, None, "é"]}}


def reading() -> Reading:
    """Marks of every kind, in both views, with everything a file can hold."""
    flags = {"reviewed": True}
    marks = [
        Lesion(Projection.ANT, Ellipse(100.25, 300.5, 12, 5.5, 33), "metastasis:rib:left", "1", 1, "hot é", 5, extra=EXTRA, flags=flags),
        Lesion(Projection.ANT, Polygon(((10.0, 20.0), (30.5, 20.0), (30.123456789, 44.25))), "metastasis:sacrum", "2", 2, certainty=2),
        Lesion(Projection.ANT, Rectangle((90.0, 80.0), (70.25, 60.5)), "arthritis:knee:left", "3", 3, symmetric=True, own_extra=EXTRA),
        Lesion(Projection.ANT, Foreign("circle", ((50.0, 50.0), (55.0, 50.0))), "urine", "4"),
        Lesion(Projection.ANT, Foreign("point", ((51.0, 52.0),)), "injection", "5"),
        Lesion(Projection.ANT, Foreign("line", ((51.0, 52.0), (61.0, 62.0))), "artefact", "6"),
        Lesion(Projection.ANT, Foreign("linestrip", ((1.0, 2.0), (3.0, 4.0), (9.0, 4.0))), "artefact", "7"),
        Lesion(Projection.ANT, Foreign("mask", ((20.0, 30.0), (23.0, 32.0)), png(4, 3)), "artefact", "8"),
        Lesion(Projection.POST, Ellipse(60, 500, 9, 9), "metastasis:pelvis:right", "9", 1),
    ]
    kept = {view: {**EXTRA, "flags": {"another flag": True}, "dspic": {"votes": {"R1": 1}}} for view in Projection}
    return Reading("s1", "R1", tuple(marks), State.SEALED, sealed_at="2026-11-22T08:00:00+00:00", extra=kept)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A dataset's pictures and one reader's label files."""
    (tmp_path / "pictures").mkdir()
    (tmp_path / "readings" / "R1").mkdir(parents=True)
    for view in Projection:
        Image.new("L", (COLUMNS, ROWS)).save(tmp_path / "pictures" / f"s1_{view}.png")
        path(tmp_path, view).write_bytes(composed(reading(), view, statistics={"1": {"mean": 12.5}}, display={"upper": 60}))
    return tmp_path


def path(folder: Path, view: Projection) -> Path:
    """The label file of a view."""
    return folder / "readings" / "R1" / f"s1_{view}.json"


def job(folder: Path, **more: Any) -> str:
    """A job for the driver: both views in the window, with the settings of our command line."""
    config = {"auto_save": False, "labels": load_code_book().labels(), "validate_label": "exact", "flags": list(IMAGE_FLAGS)}
    config["label_flags"] = {".*": ["certain", "symmetric"]}
    files = [[str(folder / "pictures" / f"s1_{view}.png"), str(path(folder, view))] for view in Projection]
    target = folder / "job.json"
    target.write_text(json.dumps({"files": files, "config": config, **more}))
    return str(target)


def test_it_opens_saves_and_reopens_our_files_without_loss(labelme: Version, folder: Path) -> None:
    before = {view: json.loads(path(folder, view).read_bytes()) for view in Projection}
    shown = run(labelme, folder / "home", "save", job(folder))
    for view in Projection:
        first, second = shown[str(path(folder, view))]
        assert first == second
        after = json.loads(path(folder, view).read_bytes())
        assert [mark[0] for mark in first] == [shape["label"] for shape in before[view]["shapes"]]
        assert after.pop("version") == labelme.number
        assert _listed_changes_undone(after) == _listed_changes_undone({k: v for k, v in before[view].items() if k != "version"})


def _listed_changes_undone(content: dict[str, Any]) -> dict[str, Any]:
    """The content but for what a save may change: a mask's encoding, a description's null, flags added as false."""
    for shape in content["shapes"]:
        shape["mask"] = _bits(shape["mask"])
        shape["description"] = shape["description"] or ""
        shape["flags"] = {key: value for key, value in shape["flags"].items() if value}
    return content


def _bits(mask: str | None) -> Any:
    return mask and np.asarray(Image.open(BytesIO(base64.b64decode(mask)))).astype(bool).tolist()


def test_we_read_what_it_saved_as_the_same_reading_edited_elsewhere(labelme: Version, folder: Path) -> None:
    run(labelme, folder / "home", "save", job(folder))
    files = {view: parse_label_file(path(folder, view).read_bytes(), f"readings/R1/s1_{view}.json", view) for view in Projection}
    assert all(file.edited_elsewhere and not file.notes for file in files.values())
    again = reading_of(files, "s1", "R1")
    assert _described(again) == _described(reading())


def _described(reading: Reading) -> Reading:
    marks = [replace(mark, description=mark.description or None) for mark in reading.lesions]
    plain = [replace(mark, shape=replace(mark.shape, mask_png=None)) if isinstance(mark.shape, Foreign) else mark for mark in marks]
    return replace(reading, lesions=tuple(plain))


def test_what_a_person_changes_in_it_is_taken_over_and_said(labelme: Version, folder: Path) -> None:
    run(labelme, folder / "home", "save", job(folder, edit=[str(path(folder, Projection.ANT))]))
    file = parse_label_file(path(folder, Projection.ANT).read_bytes(), "readings/R1/s1_ANT.json")
    assert file.edited_elsewhere
    assert len(file.lesions) == len(reading().in_view(Projection.ANT)) + 2
    assert len({mark.uid for mark in file.lesions}) == len(file.lesions)
    moved = file.lesions[0]
    assert moved.uid == "1" and isinstance(moved.shape, Polygon)
    assert moved.shape.points[0][0] == pytest.approx(composed_point(0)[0] + 3.5)
    copied = [mark for mark in file.lesions if mark.label == "metastasis:sacrum"]
    assert len(copied) == 2 and copied[0].shape == copied[1].shape
    assert [mark.label for mark in file.lesions].count("urine") == 2
    assert "was an ellipse" in file.notes[0] and "repeats the uid" in " ".join(file.notes)


def composed_point(at: int) -> list[float]:
    """A point of the first mark as it stands in our file."""
    point: list[float] = json.loads(composed(reading()))["shapes"][0]["points"][at]
    return point


def variants() -> Iterator[tuple[str, bytes]]:
    """Files with one value replaced by another kind of value, at every key that labelme reads."""
    odd: list[Any] = [
        None,
        True,
        0,
        1,
        -1,
        1.5,
        "",
        "x",
        [],
        [1, 2],
        {},
        {"a": True},
        {"a": 1},
        png(),
        [[1, 2]],
        [[1, 2], [3.5, 4]],
        [[1, 2, 3]],
    ]
    draw = random.Random(7)
    for key in ("flags", "shapes", "imageHeight", "imageWidth", "imageData", "imagePath", "mine"):
        yield from ((f"{key}-{at}", encoded({**_openable(), key: value})) for at, value in enumerate(odd))
    for key in (*POLYGON, "locked", "mine"):
        for at, value in enumerate(odd):
            content = _openable()
            content["shapes"][draw.randrange(3)][key] = value
            yield f"shape-{key}-{at}", encoded(content)
    for kind in ("rectangle", "oriented_rectangle", "point", "line", "circle", "linestrip", "points", "mask", "ellipse"):
        for count in range(6):
            content = _openable()
            content["shapes"][1] |= {"shape_type": kind, "points": [[1.0, 2.0]] * count, "mask": png() if kind == "mask" else None}
            yield f"{kind}-{count}", encoded(content)


def _openable() -> dict[str, Any]:
    return {**document(), "imagePath": "s1_ANT.png"}


DIFFERENCES = {
    "imageHeight-3": "1 is a height, but not the picture's: `dspic check` compares them",
    "imageWidth-3": "as the height",
    "imagePath-7": "no such picture: `dspic check` looks for it",
    "imagePath-13": "as the one before",
    "shapes-6": "labelme takes an empty text for an empty list",
    "shapes-10": "labelme takes an empty object for an empty list",
}


def test_it_refuses_what_we_refuse_and_opens_what_we_open(labelme: Version, tmp_path: Path) -> None:
    if labelme.number != STRICT:
        pytest.skip(f"labelme {labelme.number} is laxer; our rules are those of {STRICT}.")
    Image.new("L", (COLUMNS, ROWS)).save(tmp_path / "s1_ANT.png")
    cases = dict(variants())
    files = {name: tmp_path / f"{at}.json" for at, name in enumerate(cases)}
    for name, content in cases.items():
        files[name].write_bytes(content)
    said = run(labelme, tmp_path / "home", "read", *map(str, files.values()))
    theirs = {name: said[str(file)] is None for name, file in files.items()}
    ours = {name: _opens(content) for name, content in cases.items()}
    assert {name for name in cases if theirs[name] != ours[name]} == set(DIFFERENCES)
    assert 40 < sum(theirs.values()) < len(cases) - 100


def _opens(content: bytes) -> bool:
    try:
        parse_label_file(content, "s1_ANT.json")
    except LabelError:
        return False
    return True


def test_no_malformed_form_that_it_refuses_is_taken_by_us(labelme: Version, tmp_path: Path) -> None:
    files = {name: tmp_path / f"{at}.json" for at, name in enumerate(MALFORMED)}
    for name, (content, _, _) in MALFORMED.items():
        files[name].write_bytes(content.replace(b"../../pictures/", b""))
    Image.new("L", (COLUMNS, ROWS)).save(tmp_path / "s1_ANT.png")
    light = {name: file for name, file in files.items() if "million pixels" not in name}
    said = run(labelme, tmp_path / "home", "read", *map(str, light.values()))
    refused = [name for name, file in light.items() if said[str(file)]]
    assert len(refused) >= (55 if labelme.number == STRICT else 30)
