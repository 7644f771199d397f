"""Labels in: what was exported comes back as a draft, and odd files of other tools lose nothing unsaid."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from dspic_gui.cli import main
from dspic_gui.dataset.archive import Archive
from dspic_gui.exchange.coco_reader import run_length_mask
from dspic_gui.exchange.foreign_marks import ForeignPicture
from dspic_gui.exchange.label_import import read_labels
from dspic_gui.exchange.new_folder import ExchangeError
from dspic_gui.reading import Lesion
from dspic_gui.shape import Ellipse, Foreign, Polygon, Rectangle, overlap
from dspic_gui.study import COLUMNS, ROWS, Projection
from tests.exchange.labelled import labelled_dataset
from tests.made.small_dataset import small_dataset


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return labelled_dataset(tmp_path_factory.mktemp("labelled") / "d")


@pytest.fixture
def empty(tmp_path: Path) -> Archive:
    return small_dataset(tmp_path / "empty")


def draft(archive: Archive, number: int = 0, reader: str = "R3") -> tuple[Lesion, ...]:
    reading = archive.as_reader(reader).reading(reader, archive.study_keys()[number])
    assert reading is None or not reading.sealed
    return reading.lesions if reading else ()


@pytest.mark.parametrize(
    ("form", "source"),
    [
        ("coco", "annotations.json"),
        ("coco", ""),
        ("yolo-seg", ""),
        ("yolo", "data.yaml"),
        ("voc", ""),
        ("labelme", ""),
    ],
)
def test_an_export_comes_back_as_a_draft(
    labelled: Archive, empty: Archive, tmp_path: Path, form: str, source: str
) -> None:
    out = tmp_path / "out"
    arguments = ["--format", form, "--labels", "R1", "--pictures", "none"]
    assert main(["export", str(labelled.folder), str(out), *arguments]) == 0
    assert main(["import-labels", str(empty.folder), str(out / source), "--reader", "R3"]) == 0
    given = labelled.as_reader("R1").reading("R1", labelled.study_keys()[0])
    assert given is not None
    for before, after in zip(given.lesions, draft(empty), strict=True):
        whole_pixels = form == "voc"
        boxes = whole_pixels or form == "yolo"
        left, top, right, bottom = before.shape.bounds
        wanted = Rectangle((left, top), (right, bottom)) if boxes else before.shape
        assert (after.label, after.projection) == (before.label, before.projection)
        assert overlap(wanted, after.shape, ROWS, COLUMNS) > (0.9 if whole_pixels else 0.99)
    lines = (empty.folder / "audit" / "R3.jsonl").read_text().splitlines()
    assert [json.loads(line)["act"] for line in lines] == ["save", "import labels"] * 2
    assert main(["verify", str(empty.folder)]) == 0


def test_sealed_and_filled_readings_are_left_alone(
    labelled: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = labelled_dataset(tmp_path / "d")
    arguments = ["--format", "coco", "--labels", "R1", "--pictures", "none"]
    assert main(["export", str(archive.folder), str(tmp_path / "out"), *arguments]) == 0
    take = ["import-labels", str(archive.folder), str(tmp_path / "out" / "annotations.json")]
    assert main([*take, "--reader", "R1"]) == 2
    assert "is sealed; it stays as it is" in capsys.readouterr().err
    assert main([*take, "--reader", "R3"]) == 1  # R3 sealed two of three
    assert len(draft(archive, 2)) == 1
    assert main([*take, "--reader", "R3"]) == 2
    assert "holds marks already" in capsys.readouterr().err
    assert main([*take, "--reader", "R3", "--add"]) == 1
    assert len(draft(archive, 2)) == 2
    assert main([*take, "--reader", "R9"]) == 2


def coco(key: str, *annotations: dict[str, Any], **picture: Any) -> dict[str, Any]:
    about = {"id": 7, "file_name": f"x/{key}_ANT_png.rf.0a1b.jpg", "width": 256, "height": 1024}
    marks = [
        {"id": place, "image_id": 7, "category_id": 3} | one
        for place, one in enumerate(annotations)
    ]
    names = [{"id": 3, "name": "Bone met"}]
    return {"images": [about | picture], "categories": names, "annotations": marks}


def put(path: Path, content: Any) -> Path:
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_labels_are_mapped_kept_or_left_out(
    empty: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = empty.study_keys()[0]
    file = put(tmp_path / "c.json", coco(key, {"bbox": [10, 20, 5, 6]}))
    take = ["import-labels", str(empty.folder), str(file), "--reader", "R3", "--json"]
    nothing = put(tmp_path / "none.json", {"Bone met": None})
    assert main([*take, "--mapping", str(nothing)]) == 2 and draft(empty) == ()
    wrong = put(tmp_path / "wrong.json", {"Bone met": "metastasis:moon"})
    assert main([*take, "--mapping", str(wrong)]) == 2 and draft(empty) == ()
    capsys.readouterr()
    assert main(take) == 1
    assert json.loads(capsys.readouterr().out)["unknown"] == {"Bone met": 1}
    assert [(one.label, one.shape) for one in draft(empty)] == [
        ("Bone met", Rectangle((10, 20), (15, 26)))
    ]
    right = put(tmp_path / "right.json", {"Bone met": "metastasis:rib:left"})
    assert main([*take, "--mapping", str(right), "--add"]) == 0
    assert draft(empty)[1].label == "metastasis:rib:left"


def test_a_bad_annotation_is_named_and_the_others_are_taken(
    empty: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = [
        {"bbox": [1, 2, 0, 6]},
        {"bbox": [1, 2]},
        {"segmentation": [[1, 2, 3, 4]]},
        {"category_id": 9, "bbox": [1, 2, 3, 4]},
    ]
    bad += [
        {"segmentation": [[1, 2, 3, 4, 5, 1e999]]},
        {"segmentation": {"size": [9, 9], "counts": [5]}},
    ]
    file = put(tmp_path / "c.json", coco(empty.study_keys()[0], *bad, {"bbox": [10, 20, 5, 6]}))
    assert main(["import-labels", str(empty.folder), str(file), "--reader", "R3", "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["marks"] == 1 and len(said["left"]) == len(bad)


def test_run_lengths_are_those_of_pycocotools() -> None:
    from pycocotools import mask as coco_mask

    picture = np.zeros((ROWS, COLUMNS), np.uint8)
    picture[300:320, 40:70] = picture[500:501, 100:101] = 1
    packed = coco_mask.encode(np.asfortranarray(picture))
    text = packed["counts"].decode()
    assert (run_length_mask({"size": packed["size"], "counts": text}) == picture).all()


def test_masks_become_an_outline_for_each_part(empty: Archive, tmp_path: Path) -> None:
    runs = [256 * 0 + 300, 20, 1004, 20, 1024 * 256 - 1344]
    file = put(
        tmp_path / "c.json",
        coco(empty.study_keys()[0], {"segmentation": {"size": [1024, 256], "counts": runs}}),
    )
    assert main(["import-labels", str(empty.folder), str(file), "--reader", "R3"]) == 1
    (mark,) = draft(empty)
    assert mark.shape.area == 40 and mark.shape.bounds == (0, 300, 2, 320)


def test_another_size_is_scaled_only_where_that_is_said(
    empty: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = coco(empty.study_keys()[0], {"bbox": [10, 20, 5, 6]}, width=128, height=512)
    file = put(tmp_path / "c.json", content)
    take = ["import-labels", str(empty.folder), str(file), "--reader", "R3"]
    assert main(take) == 2 and "512 x 128" in capsys.readouterr().err
    assert main([*take, "--scale"]) == 1
    assert draft(empty)[0].shape == Rectangle((20, 40), (30, 52))


def test_old_and_foreign_labelme_files_are_understood(empty: Archive, tmp_path: Path) -> None:
    mask = io.BytesIO()
    Image.fromarray(np.full((4, 5), 255, np.uint8)).save(mask, "PNG")
    shapes = [
        {
            "label": "metastasis:rib:left",
            "points": [[1, 2], [9, 2], [9, 8]],
            "line_color": None,
            "fill_color": None,
        },
        {
            "label": "metastasis:skull",
            "shape_type": "rectangle",
            "points": [[20, 30], [40, 30], [40, 50], [20, 50]],
            "flags": None,
        },
        {
            "label": "metastasis:skull",
            "shape_type": "rectangle",
            "points": [[60, 60], [50, 50]],
            "group_id": "4",
        },
        {
            "label": "arthritis:knee:left",
            "shape_type": "circle",
            "points": [[100, 100], [103, 104]],
        },
        {
            "label": "arthritis:knee:left",
            "shape_type": "mask",
            "points": [[10, 20], [14, 23]],
            "mask": base64.b64encode(mask.getvalue()).decode(),
        },
        {"label": "urine", "shape_type": "point", "points": [[5, 5]], "description": ""},
        {"label": "oops", "shape_type": "mask", "points": [[1, 1], [2, 2]], "mask": "bm8="},
        {"label": 7, "points": [["a", 2], [9, 2], [9, 8]]},
        "nothing",
    ]
    document = {
        "version": "3.4.1",
        "flags": None,
        "shapes": shapes,
        "imagePath": "..\\x.png",
        "lineColor": [0, 255, 0, 128],
    }
    file = tmp_path / f"{empty.study_keys()[0]}_POST.json"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(document).encode())
    assert main(["import-labels", str(empty.folder), str(file), "--reader", "R3"]) == 1
    marks = draft(empty)
    assert [one.shape for one in marks[:4]] == [
        Polygon(((1, 2), (9, 2), (9, 8))),
        Rectangle((20, 30), (40, 50)),
        Rectangle((50, 50), (60, 60)),
        Ellipse(100, 100, 5, 5),
    ]
    assert marks[2].group_id == 4 and marks[4].shape.bounds == (10, 20, 15, 24)
    assert marks[5].shape == Foreign("point", ((5, 5),)) and len(marks) == 6
    assert {one.projection for one in marks} == {Projection.POST}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", "{"),
        ("a.json", "[1]"),
        ("a.json", '{"images": [], "annotations": []}'),
        ("a.json", "[" * 100_000),
        ("a.xml", "<annotation>"),
        ("a.xml", '<!DOCTYPE a [<!ENTITY b "c">]><annotation>&b;</annotation>'),
        ("a.xml", "<other/>"),
        ("data.yaml", "names: &a [*a"),
        ("data.yaml", "names: 3"),
        ("data.yaml", "nc: 3"),
        ("a.bin", "\0\1\2"),
    ],
)
def test_what_is_no_label_file_is_a_sentence(
    empty: Archive, tmp_path: Path, name: str, content: str
) -> None:
    with pytest.raises(ExchangeError, match="Nothing was taken"):
        read_labels(put(tmp_path / name, content), empty)
    assert main(["import-labels", str(empty.folder), str(tmp_path / name), "--reader", "R3"]) == 2


def test_yolo_rows_of_every_kind(empty: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "labels"
    folder.mkdir()
    put(folder / "classes.txt", "metastasis:skull\narthritis:knee:left\n")
    rows = "0 0.5 0.5 0.1 0.1\n1 0.5 0.5 0.1 0.1 0.93\n0 0.1 0.1 0.2 0.1 0.2 0.2\n9 0.5 0.5 0.1 0.1\n0 4 4 4 4\n0 a b c d\n\n"
    put(folder / f"{empty.study_keys()[0]}_ANT.txt", rows)
    (picture,) = read_labels(folder, empty).pictures
    assert [one.label for one in picture.marks] == [
        "metastasis:skull",
        "arthritis:knee:left",
        "metastasis:skull",
    ]
    assert picture.marks[0].shape.bounds == pytest.approx((115.2, 460.8, 140.8, 563.2))
    assert len(picture.problems) == 3


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("0123456789abcdef_ANT.png", "0123456789abcdef"),
        ("a\\b\\0123456789abcdef_ANT_png.rf.ab.jpg", "0123456789abcdef"),
    ]
    + [
        (name, None)
        for name in ("scan.png", "0123456789abcdef_ANTERIOR.png", "f0123456789abcdef_ANT.png", "")
    ],
)
def test_a_picture_is_known_by_its_name(name: str, key: str | None) -> None:
    view = ForeignPicture(name, ()).view
    assert (view[0] if view else None) == key


def test_a_person_at_the_terminal_is_asked(
    empty: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = put(tmp_path / "c.json", coco(empty.study_keys()[0], {"bbox": [10, 20, 5, 6]}))
    said = iter(["moon", "metastasis:skull"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: next(said))
    assert main(["import-labels", str(empty.folder), str(file), "--reader", "R3"]) == 0
    assert [one.label for one in draft(empty)] == ["metastasis:skull"]
