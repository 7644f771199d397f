"""`dspic check`: every broken rule is named with file, shape index and value; a sound dataset has none."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from dspic_gui.cli import main
from dspic_gui.dataset.archive import Archive
from dspic_gui.intake.importing import import_sources
from dspic_gui.labels.text import checksum, laid_out
from dspic_gui.reading import Lesion, Reading
from dspic_gui.shape import Ellipse, Polygon, Rectangle
from dspic_gui.study import Projection
from tests.made.label_documents import document, encoded

MARKS = (
    Lesion(Projection.ANT, Ellipse(120, 300, 8, 5, 20), "metastasis:rib:left", "1", 1, certainty=5),
    Lesion(Projection.ANT, Rectangle((100.0, 500.0), (130.0, 520.0)), "arthritis:knee:right", "2", 2),
    Lesion(Projection.ANT, Polygon(((10.0, 20.0), (30.0, 20.0), (30.0, 44.0))), "urine", "3"),
)


@pytest.fixture(scope="module")
def sealed_once(tmp_path_factory: pytest.TempPathFactory, real_scan: Path) -> Path:
    """A folder with the real scan, a sealed reading of R1, a draft of R2 and a report."""
    archive = Archive.create(tmp_path_factory.mktemp("sealed") / "dataset", "Test")
    import_sources(archive, [real_scan])
    (key,) = archive.study_keys()
    first = archive.as_reader("R1")
    first.save(Reading(key, "R1", MARKS))
    first.seal(Reading(key, "R1", MARKS))
    archive.as_reader("R2").save(Reading(key, "R2", MARKS[:1]))
    (archive.folder / "reports").mkdir(exist_ok=True)
    (archive.folder / "reports" / f"{key}.txt").write_text("Description: hot rib\nSuggestion: CT")
    return archive.folder


@pytest.fixture
def sealed(sealed_once: Path, tmp_path: Path) -> Archive:
    """A copy of that dataset for one test."""
    shutil.copytree(sealed_once, tmp_path / "dataset")
    return Archive(tmp_path / "dataset")


def check(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[dict[str, Any]]]:
    """The exit code and the lines that `dspic check --json` prints."""
    code = main(["check", str(path), "--json"])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_sound_dataset_has_no_breach(sealed: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = check(sealed.folder, capsys)
    assert (code, lines) == (0, [{"checked": {"studies": 1, "pictures": 1, "reports": 1, "label files": 2}, "breaches": 0}])
    assert main(["check", str(sealed.folder)]) == 0
    said, not_said = capsys.readouterr().out.splitlines()
    assert said == "Checked: 1 studies, 1 pictures, 1 reports, 2 label files. Every rule is kept."
    assert "dspic verify" in not_said


def own_again(content: dict[str, Any]) -> bytes:
    """The document with a checksum that fits, so that only the rule under test is broken."""
    content["dspic"]["checksum"] = checksum(content, "x")
    return laid_out(content)


def edit(change: Callable[[dict[str, Any]], object]) -> Callable[[Archive, str], None]:
    """R1's label file with a change and a fitting checksum."""

    def apply(dataset: Archive, key: str) -> None:
        path = dataset.reading_path("R1", key, Projection.ANT)
        content = json.loads(path.read_bytes())
        change(content)
        path.write_bytes(own_again(content))

    return apply


def write(name: str, content: bytes | str) -> Callable[[Archive, str], None]:
    """A file of the dataset with this content; `{key}` in the name and the content is the study's."""

    def apply(dataset: Archive, key: str) -> None:
        path = dataset.folder / name.format(key=key)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.replace("{key}", key).encode())

    return apply


def remove(name: str) -> Callable[[Archive, str], None]:
    """A dataset without that file."""
    return lambda dataset, key: (dataset.folder / name.format(key=key)).unlink()


def picture(mode: str, columns: int, rows: int) -> Callable[[Archive, str], None]:
    """Another picture in place of the anterior one."""
    return lambda dataset, key: Image.new(mode, (columns, rows)).save(dataset.folder / "pictures" / f"{key}_ANT.png")


def study(**changes: Any) -> Callable[[Archive, str], None]:
    """studies/<key>.json with changed keys of its anterior view."""

    def apply(dataset: Archive, key: str) -> None:
        path = dataset.folder / "studies" / f"{key}.json"
        content = json.loads(path.read_bytes())
        content["views"]["ANT"] |= changes
        path.write_text(json.dumps(content))

    return apply


def copy_reading(target: str) -> Callable[[Archive, str], None]:
    """R1's file at another place of the dataset."""

    def apply(dataset: Archive, key: str) -> None:
        place = dataset.folder / target.format(key=key)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(dataset.reading_path("R1", key, Projection.ANT), place)

    return apply


def replace_text(old: str, new: str) -> Callable[[Archive, str], None]:
    """R1's file with one word replaced and its checksum left."""

    def apply(dataset: Archive, key: str) -> None:
        path = dataset.reading_path("R1", key, Projection.ANT)
        path.write_text(path.read_text().replace(old, new, 1))

    return apply


R1, R2 = "readings/R1/{key}_ANT.json", "readings/R2/{key}_ANT.json"
NO_CODE = (
    "“Fraktur?” is no code: a code is finding, body part and side joined by colons. It is kept, and must be given a code before a seal."
)
MISSING = "the file is missing: labelme would not know which labels are allowed."
BROKEN: dict[str, tuple[Callable[[Archive, str], None], list[tuple[str, int | None, str]]]] = {
    "unknown label": (
        edit(lambda file: file["shapes"][2].update(label="Fraktur?", dspic={"uid": "3"})),
        [(R1, 2, NO_CODE)],
    ),
    "label and part differ": (
        edit(lambda file: file["shapes"][0]["dspic"].update(part="skull")),
        [(R1, 0, "dspic.part is skull, but the label is “metastasis:rib:left”, which decides.")],
    ),
    "repeated uid": (
        edit(lambda file: file["shapes"][1]["dspic"].update(uid="1")),
        [(R1, None, "shapes[1] repeats the uid of an earlier shape (a copy made elsewhere) and got a uid of its own.")],
    ),
    "image flags": (
        edit(lambda file: file["flags"].update(arthritic=False)),
        [(R1, None, "the image flags say metastatic, but the marks say metastatic & arthritic.")],
    ),
    "answer": (
        edit(lambda file: file["dspic"].update(answer="normal")),
        [(R1, None, "dspic.answer is normal, but the marks say abnormal.")],
    ),
    "wrong size": (
        edit(lambda file: file.update(imageHeight=1000)),
        [(R1, None, "imageHeight is 1000, but the picture has 1024: labelme refuses the file.")],
    ),
    "another study's picture": (
        edit(lambda file: file.update(imagePath="../../pictures/x_ANT.png")),
        [
            (R1, None, "imagePath “../../pictures/x_ANT.png”: there is no such picture."),
            (R1, None, "imagePath “../../pictures/x_ANT.png” is not pictures/{key}_ANT.png."),
        ],
    ),
    "points at a DICOM": (
        edit(lambda file: file.update(imagePath="../../scans/0.dcm")),
        [
            (R1, None, "imagePath “../../scans/0.dcm”: there is no such picture."),
            (R1, None, "imagePath “../../scans/0.dcm” is not pictures/{key}_ANT.png."),
        ],
    ),
    "one bad shape": (
        edit(lambda file: file["shapes"][1].update(shape_type="ellipse")),
        [(R1, 1, "shape_type ellipse is none that labelme knows.")],
    ),
    "half a file": (write(R1, b'{"shapes": ['), [(R1, None, "the text is no complete JSON (line 1, column 13).")]),
    "edited elsewhere": (
        replace_text('"urine"', '"injection"'),
        [
            (R1, None, "the checksum does not fit: the file was edited elsewhere since this program wrote it."),
            (R1, 2, "dspic.disease is urine, but the label is “injection”, which decides."),
        ],
    ),
    "another reader's file": (
        copy_reading("readings/R3/{key}_ANT.json"),
        [("readings/R3/{key}_ANT.json", None, "the file belongs to the reader R1, not to R3.")],
    ),
    "not a view's name": (
        copy_reading("readings/R1/copy.json"),
        [("readings/R1/copy.json", None, "the name is not <study>_ANT.json or <study>_POST.json.")],
    ),
    "a view that the study does not have": (
        copy_reading("readings/R1/{key}_POST.json"),
        [
            ("readings/R1/{key}_POST.json", None, "the file holds the marks of ANT, and stands where those of POST belong."),
            ("readings/R1/{key}_POST.json", None, "there is no study {key} with the view POST."),
        ],
    ),
    "an unplanned reader": (
        write("readings/R9/notes.txt", "mine"),
        [("readings/R9", None, "“R9” is no planned reader of this dataset.")],
    ),
    "no picture": (
        remove("pictures/{key}_ANT.png"),
        [
            ("pictures/{key}_ANT.png", None, "there is no such picture."),
            (R1, None, "imagePath “../../pictures/{key}_ANT.png”: there is no such picture."),
            (R2, None, "imagePath “../../pictures/{key}_ANT.png”: there is no such picture."),
        ],
    ),
    "16-bit picture": (
        picture("I;16", 256, 1024),
        [
            ("pictures/{key}_ANT.png", None, "this is no 8-bit grey PNG, and labelme shows only such."),
            (R1, None, "imagePath “../../pictures/{key}_ANT.png”: this is no 8-bit grey PNG, and labelme shows only such."),
            (R2, None, "imagePath “../../pictures/{key}_ANT.png”: this is no 8-bit grey PNG, and labelme shows only such."),
        ],
    ),
    "report of no study": (
        write("reports/0000000000000000.txt", "hot"),
        [("reports/0000000000000000.txt", None, "there is no study 0000000000000000.")],
    ),
    "report no JSON": (
        write("reports/{key}.json", "{"),
        [("reports/{key}.json", None, "The report is no valid JSON. Nothing was changed; correct the file or save it as text.")],
    ),
    "scan missing": (
        study(file="scans/{key}/7.dcm"),
        [("studies/{key}.json", None, "views.ANT.file “scans/{{key}}/7.dcm” is missing.")],
    ),
    "scan outside": (
        study(file="../../etc/passwd"),
        [("studies/{key}.json", None, "views.ANT.file “../../etc/passwd” is neither in the dataset nor in its scan folders.")],
    ),
    "hash": (study(sha256="abc"), [("studies/{key}.json", None, "views.ANT.sha256 “abc” is no hash.")]),
    "labels.txt": (
        write("labels.txt", "metastasis\n"),
        [("labels.txt", None, "“artefact” stands in the list or in the code book, but not in both.")],
    ),
    "no labels.txt": (remove("labels.txt"), [("labels.txt", None, MISSING)]),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_each_broken_rule_is_named(kind: str, sealed: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    key = sealed.study_keys()[0]
    change, wanted = BROKEN[kind]
    change(sealed, key)
    code, lines = check(sealed.folder, capsys)
    assert code == 1
    found = [(line["file"], line["shape"], line["sentence"]) for line in lines[:-1]]
    assert found == [(file.format(key=key), shape, sentence.format(key=key)) for file, shape, sentence in wanted]
    assert lines[-1]["breaches"] == len(wanted)


@pytest.mark.parametrize("change", ["another scan", "cut"])
def test_a_scan_that_is_not_the_imported_one_is_named(change: str, sealed: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    (key,) = sealed.study_keys()
    source = sealed.study(key).views[0]
    scan = sealed.folder / source.file
    content = scan.read_bytes()
    scan.chmod(0o644)
    scan.write_bytes(content[:5000] if change == "cut" else content[:-1] + bytes([content[-1] ^ 1]))
    code, lines = check(sealed.folder, capsys)
    assert code == 1 and lines[-1]["breaches"] == 1
    assert lines[0]["file"] == f"studies/{key}.json" and f"“{source.file}” is not the file that was imported" in lines[0]["sentence"]


def test_a_study_that_cannot_be_read(sealed: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    key = sealed.study_keys()[0]
    (sealed.folder / "studies" / f"{key}.json").write_text('{"schema": 1, "patient": "p"}')
    _, lines = check(sealed.folder, capsys)
    assert lines[0] == {
        "file": f"studies/{key}.json", "sentence": "the study cannot be read (KeyError: 'views').", "shape": None, "values": {},
    }  # fmt: skip


def test_one_file_of_a_dataset(sealed: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    key = sealed.study_keys()[0]
    path = sealed.reading_path("R1", key, Projection.ANT)
    assert check(path, capsys) == (0, [{"checked": {"label files": 1}, "breaches": 0}])
    assert check(sealed.folder / "studies" / f"{key}.json", capsys)[0] == 0
    edit(lambda file: file["shapes"][1].update(group_id="2"))(sealed, key)
    assert main(["check", str(path)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"readings/R1/{key}_ANT.json, shapes[1]: group_id is a whole number or null, not 2."
    assert said[1] == "Checked: 1 label files. 1 broken rule(s)."


def test_a_plain_file_that_stands_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = {key: value for key, value in document().items() if key != "dspic"}
    for shape in content["shapes"]:
        shape.pop("dspic", None)
    Image.new("L", (256, 1024)).save(tmp_path / "x_ANT.png")
    path = tmp_path / "x_ANT.json"
    path.write_bytes(encoded({**content, "imagePath": "x_ANT.png"}))
    assert check(path, capsys) == (0, [{"checked": {"plain LabelMe files": 1}, "breaches": 0}])


def test_a_consensus_and_a_truth_file_are_checked_too(sealed: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    key = sealed.study_keys()[0]
    copy_reading("consensus/{key}_ANT.json")(sealed, key)
    _, lines = check(sealed.folder, capsys)
    assert lines[0]["sentence"] == "imagePath “../../pictures/" + f"{key}_ANT.png” leads out of the dataset."
    assert lines[0]["file"] == f"consensus/{key}_ANT.json"


def test_wrong_use_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "nothing")]) == 2
    assert "neither a folder nor a file" in capsys.readouterr().err
    assert main(["check", str(tmp_path)]) == 2
    assert "holds no dataset.json" in capsys.readouterr().err


def test_a_link_that_leads_out_is_found(sealed: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = sealed.study_keys()[0]
    picture = sealed.folder / "pictures" / f"{key}_ANT.png"
    picture.rename(tmp_path / "away.png")
    picture.symlink_to(tmp_path / "away.png")
    _, lines = check(sealed.folder, capsys)
    assert f"imagePath “../../pictures/{key}_ANT.png” leads out of the dataset." in [line.get("sentence") for line in lines]


def test_the_checked_files_are_left_as_they_were(sealed: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.stat().st_mtime_ns for path in sorted(sealed.folder.rglob("*"))}
    check(sealed.folder, capsys)
    assert {path: path.stat().st_mtime_ns for path in sorted(sealed.folder.rglob("*"))} == before


def test_marks_outside_the_code_book_of_the_dataset(sealed: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    key = sealed.study_keys()[0]
    sealed.as_reader("R2").save(Reading(key, "R2", (replace(MARKS[0], label="metastasis:wing"),)))
    code, lines = check(sealed.folder, capsys)
    assert (code, lines[0]["shape"], lines[0]["values"]) == (1, 0, {"label": "metastasis:wing"})


@pytest.mark.parametrize("kind", ["predictions", "reviews"])
def test_kept_predictions_and_reviews_are_checked(sealed: Archive, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    (key,) = sealed.study_keys()
    folder = sealed.folder / kind / ("dSPIC-AM-0123abcd" if kind == "predictions" else "R1")
    folder.mkdir(parents=True)
    (folder / f"{key}.json").write_text('{"schema": ')
    (folder / "0123456789abcdef.json").write_text("{}")
    code, lines = check(sealed.folder, capsys)
    assert code == 1
    told = {line["file"]: line for line in lines if line.get("file", "").startswith(kind)}
    assert set(told) == {f"{folder.relative_to(sealed.folder).as_posix()}/{name}.json" for name in (key, "0123456789abcdef")}
    assert "no study" in json.dumps(told[f"{folder.relative_to(sealed.folder).as_posix()}/0123456789abcdef.json"])
