"""Labels out: every format is read back by the tools of its world or a strict reader, and says what the readers said."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from dspic_gui.cli import main
from dspic_gui.dataset.archive import Archive
from dspic_gui.exchange.label_view import area_of, box_of, rings_in_picture
from dspic_gui.labels.view_file import parse_label_file
from dspic_gui.shape import Polygon, Rectangle
from dspic_gui.study import COLUMNS, ROWS, Projection
from tests.exchange.labelled import (
    EDGE,
    KNEE,
    RIB,
    SPINE,
    NotYoloError,
    labelled_dataset,
    read_yolo,
)
from tests.made.small_dataset import counts

INSIDE = [RIB, KNEE, EDGE, SPINE]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return labelled_dataset(tmp_path_factory.mktemp("labelled") / "d")


def export(archive: Archive, out: Path, form: str, *more: str) -> None:
    assert main(["export", str(archive.folder), str(out), "--format", form, *more]) == 0


def picture_of(path: Path) -> np.ndarray:
    with Image.open(path) as picture:
        return np.array(picture)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_pycocotools_gives_the_lesions_back(archive: Archive, tmp_path: Path) -> None:
    from pycocotools.coco import COCO

    export(archive, tmp_path / "out", "coco", "--labels", "R1")
    coco = COCO(str(tmp_path / "out" / "annotations.json"))
    assert len(coco.getImgIds()) == 6
    names = {entry["id"]: entry["name"] for entry in coco.loadCats(coco.getCatIds())}
    annotations = coco.loadAnns(coco.getAnnIds())
    assert sorted(names[one["category_id"]] for one in annotations) == sorted(
        one.label for one in [*INSIDE, RIB]
    )
    for one in annotations:
        shape = next(lesion.shape for lesion in INSIDE if lesion.label == names[one["category_id"]])
        mask = coco.annToMask(one).astype(bool)
        ours = shape.mask(ROWS, COLUMNS)
        assert not (mask ^ ours)[~near_outline(shape.outline)].any()
        assert one["area"] == pytest.approx(shape.area, abs=1.0)
        left, top, width, height = one["bbox"]
        assert left >= 0 and top >= 0 and left + width <= COLUMNS and top + height <= ROWS
    pictures = {entry["file_name"] for entry in coco.loadImgs(coco.getImgIds())}
    assert all(picture_of(tmp_path / "out" / name).shape == (ROWS, COLUMNS) for name in pictures)


def near_outline(outline: np.ndarray) -> np.ndarray:
    """The pixels whose centre lies within one pixel of the outline."""
    from shapely import LinearRing, contains_xy

    x, y = np.meshgrid(np.arange(COLUMNS) + 0.5, np.arange(ROWS) + 0.5)
    return np.asarray(contains_xy(LinearRing(outline).buffer(1.0), x, y))


@pytest.mark.parametrize(("form", "outlines"), [("yolo", False), ("yolo-seg", True)])
def test_yolo_keeps_the_rules_and_the_places(
    archive: Archive, tmp_path: Path, form: str, outlines: bool
) -> None:
    export(archive, tmp_path / "out", form, "--classes", "disease", "--labels", "R1")
    rows = read_yolo(tmp_path / "out", outlines=outlines)
    first, second, third = archive.study_keys()
    assert set(rows) == {f"{key}_{view}" for key in (first, second, third) for view in Projection}
    assert [len(rows[f"{first}_{view}"]) for view in Projection] == [3, 1]
    assert rows[f"{second}_ANT"] == [] == rows[f"{second}_POST"]
    number, values = next(row for row in rows[f"{first}_ANT"] if abs(row[1][1] - 300) < 15)
    assert number == 0
    if outlines:
        assert Polygon(tuple(zip(values[::2], values[1::2], strict=True))).area == pytest.approx(
            RIB.shape.area, abs=1
        )
    else:
        assert values == pytest.approx([100, 301.25, 20, 22.5], abs=0.01)


def test_the_strict_reader_refuses_what_ultralytics_would(archive: Archive, tmp_path: Path) -> None:
    export(archive, tmp_path / "out", "yolo")
    label = next(path for path in (tmp_path / "out" / "labels").rglob("*.txt") if path.read_text())
    line = label.read_text().splitlines()[0]
    for wrong in (
        line + "\n" + line,
        line.replace(line.split()[1], "1.5"),
        "999" + line[line.index(" ") :],
        line + " 0.5",
    ):
        label.write_text(wrong)
        with pytest.raises(NotYoloError):
            read_yolo(tmp_path / "out", outlines=False)


def test_voc_counts_pixels_from_one(archive: Archive, tmp_path: Path) -> None:
    export(archive, tmp_path / "out", "voc", "--labels", "R1")
    key = archive.study_keys()[0]
    root = ElementTree.parse(tmp_path / "out" / "Annotations" / f"{key}_ANT.xml").getroot()
    assert [root.findtext(f"size/{name}") for name in ("width", "height", "depth")] == [
        "256",
        "1024",
        "1",
    ]
    boxes = {
        entry.findtext("name"): [int(edge.text or "") for edge in entry.find("bndbox") or ()]
        for entry in root.findall("object")
    }
    assert boxes == {
        "metastasis:rib:left": [91, 291, 110, 313],
        "arthritis:knee:right": [101, 801, 121, 831],
        "arthritis:elbow:right": [1, 401, 12, 420],
    }
    assert (tmp_path / "out" / "JPEGImages" / (root.findtext("filename") or "")).exists()
    assert (
        len((tmp_path / "out" / "ImageSets" / "Main" / "trainval.txt").read_text().splitlines())
        == 6
    )


def test_masks_are_the_pixels_whose_centre_is_inside(archive: Archive, tmp_path: Path) -> None:
    export(archive, tmp_path / "out", "masks", "--classes", "disease")
    key = archive.study_keys()[0]
    names = json.loads((tmp_path / "out" / "classes.json").read_text())
    classes = picture_of(tmp_path / "out" / "masks" / f"{key}_ANT.png")
    assert (classes == 1).sum() == RIB.shape.mask(ROWS, COLUMNS).sum() and names[
        "1"
    ] == "metastasis"
    assert (classes == 2).sum() == sum(
        one.shape.mask(ROWS, COLUMNS).sum() for one in (KNEE, EDGE)
    ) and names["2"] == "arthritis"
    lesions = picture_of(tmp_path / "out" / "lesions" / f"{key}_ANT.png")
    rows = [row for row in table(tmp_path / "out" / "lesions.csv") if row["view"] == "ANT"]
    for number, row in enumerate(rows, start=1):
        ring = Polygon(tuple((x, y) for x, y in json.loads(row["points"])))
        assert ((lesions == number) == ring.mask(ROWS, COLUMNS)).all()


def test_labelme_files_are_label_files(archive: Archive, tmp_path: Path) -> None:
    export(archive, tmp_path / "out", "labelme")
    key = archive.study_keys()[0]
    path = tmp_path / "out" / f"{key}_ANT.json"
    read = parse_label_file(path.read_bytes(), path.name)
    assert read.plain and read.flags == {"normal": False, "metastatic": True, "arthritic": True}
    assert {lesion.label for lesion in read.lesions} == {RIB.label, KNEE.label, EDGE.label}
    assert (path.parent / read.image_path).exists()
    assert (
        main(
            [
                "export",
                str(archive.folder),
                str(tmp_path / "deep"),
                "--format",
                "labelme",
                "--pictures",
                "16bit",
            ]
        )
        == 2
    )
    assert not (tmp_path / "deep").exists()


def test_the_tables_say_where_each_view_comes_from(archive: Archive, tmp_path: Path) -> None:
    export(archive, tmp_path / "out", "csv", "--labels", "R1", "--pictures", "none")
    views = table(tmp_path / "out" / "views.csv")
    key = archive.study_keys()[0]
    row = next(row for row in views if (row["study"], row["view"]) == (key, "ANT"))
    source = archive.study(key).source(Projection.ANT)
    assert source is not None
    assert (row["scan_file"], row["frame"], row["scan_sha256"]) == (source.file, "0", source.sha256)
    assert (row["answer"], row["standing"], row["lesions"]) == (
        "metastatic & arthritic",
        "firm",
        "3",
    )
    notes = {
        row["code"]: row["note"]
        for row in table(tmp_path / "out" / "lesions.csv")
        if row["study"] == key
    }
    assert notes[EDGE.label] == "'=1+1"


def test_what_is_open_stays_behind_unless_it_is_asked_for(
    archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export(archive, tmp_path / "firm", "csv", "--pictures", "none", "--json")
    said = json.loads(capsys.readouterr().out)
    counted = {"provisional": 2, "disputed": 0, "outdated": 0}
    assert said["views"] == 4 and counted.items() <= said.items()
    export(archive, tmp_path / "all", "csv", "--pictures", "none", "--provisional", "--json")
    said = json.loads(capsys.readouterr().out)
    assert said["views"] == 5 and counted.items() <= said.items()
    views = table(tmp_path / "all" / "views.csv")
    (open_one,) = [row for row in views if row["standing"] != "firm"]
    assert (open_one["answer"], open_one["standing"]) == ("normal", "provisional")
    assert "Views left out: 2 provisional, 0 disputed." in (
        tmp_path / "firm" / "README.txt"
    ).read_text(encoding="utf-8")


def test_the_counts_go_out_exactly(archive: Archive, tmp_path: Path) -> None:
    numbers = {archive.study_key(f"study {number}"): number for number in range(3)}
    key = archive.study_keys()[0]
    real = counts(numbers[key], Projection.ANT)
    export(archive, tmp_path / "deep", "coco", "--pictures", "16bit")
    assert (picture_of(tmp_path / "deep" / "images" / f"{key}_ANT.png") == real).all()
    export(archive, tmp_path / "npz", "yolo", "--pictures", "counts-npz")
    with np.load(tmp_path / "npz" / "counts" / f"{key}_ANT.npz") as arrays:
        assert (arrays["counts"] == real).all()
    assert picture_of(tmp_path / "npz" / "images" / "all" / f"{key}_ANT.png").dtype == np.uint8


def test_a_split_sends_studies_to_their_parts(
    archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, _ = archive.study_keys()
    patient = archive.study(second).patient
    split = tmp_path / "split.json"
    split.write_text(json.dumps({"training": [[first, "ANT", "p", "normal"]], "test": [patient]}))
    export(archive, tmp_path / "out", "yolo", "--split", str(split))
    assert {path.parent.name for path in (tmp_path / "out" / "images").rglob(f"{first}*.png")} == {
        "training"
    }
    assert {path.parent.name for path in (tmp_path / "out" / "images").rglob(f"{second}*.png")} == {
        "test"
    }
    assert "train: images/training" in (tmp_path / "out" / "data.yaml").read_text()
    split.write_text(json.dumps({"training": [first], "test": [archive.study(first).patient]}))
    assert (
        main(
            [
                "export",
                str(archive.folder),
                str(tmp_path / "two"),
                "--format",
                "voc",
                "--split",
                str(split),
            ]
        )
        == 2
    )
    assert "puts study" in capsys.readouterr().err and not (tmp_path / "two").exists()


@pytest.mark.parametrize("content", ["[", "[]", '{"../x": []}', '{"a": 3}', "{}"])
def test_a_bad_split_is_a_sentence(
    archive: Archive, tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "split.json").write_text(content)
    arguments = [
        "export",
        str(archive.folder),
        str(tmp_path / "o"),
        "--format",
        "csv",
        "--split",
        str(tmp_path / "split.json"),
    ]
    assert main(arguments) == 2
    assert "Nothing was written" in capsys.readouterr().err


def test_nothing_stands_half_written(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dspic_gui.exchange import new_folder

    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    assert main(["export", str(archive.folder), str(tmp_path / "full"), "--format", "coco"]) == 2
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]

    def disk_full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(new_folder.durable, "write_new", disk_full)
    assert main(["export", str(archive.folder), str(tmp_path / "out"), "--format", "coco"]) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["full"]


def test_the_old_command_writes_what_it_wrote(archive: Archive, tmp_path: Path) -> None:
    assert main(["export-labels", str(archive.folder), str(tmp_path / "old")]) == 0
    content = (tmp_path / "old.csv").read_bytes()
    assert content.startswith(b"study,patient,view,picture,class,by,") and content.isascii()
    assert len(list(csv.DictReader(io.StringIO(content.decode())))) == 4


def test_an_outline_that_leaves_the_picture_is_cut_at_its_edge() -> None:
    (ring,) = rings_in_picture(Rectangle((-6, 400), (12, 420)))
    assert area_of((ring,)) == 240 and box_of((ring,)) == (0, 400, 12, 420)
    two = Polygon(
        ((-10, 10), (10, 10), (10, 20), (-5, 20), (-5, 30), (10, 30), (10, 40), (-10, 40))
    )
    assert sorted(area_of((ring,)) for ring in rings_in_picture(two)) == [100, 100]
    assert rings_in_picture(Rectangle((-20, -20), (-10, -10))) == ()
