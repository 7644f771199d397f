"""The hand-over: 200 planted strings, none found; what is found stops it; labels, votes and intervals stay what they were."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset

from dspic_gui.cli import main
from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.exchange import hand_over as module
from dspic_gui.exchange.hand_over import hand_over
from dspic_gui.exchange.hand_over_note import HandOver
from dspic_gui.exchange.hand_over_search import Leaking
from dspic_gui.exchange.leak_check import Patterns, Tokens
from dspic_gui.ground_truth import consolidation
from dspic_gui.ground_truth.adjudication import basis_of
from dspic_gui.ground_truth.annotation_table import rows
from dspic_gui.ground_truth.label_source import dataset_labels
from dspic_gui.ground_truth.settlement import Settlement
from dspic_gui.intake.importing import import_sources
from dspic_gui.reading import Reading
from dspic_gui.study import Projection
from tests.exchange.dicom_dataset import MARKS, RIB, dicom_dataset, scan_file, study_key
from tests.made import odd_dicom as odd

TEXT_FIELDS = (
    *(
        "AccessionNumber",
        "InstitutionName",
        "InstitutionAddress",
        "ReferringPhysicianName",
        "StationName",
        "StudyDescription",
    ),
    *(
        "SeriesDescription",
        "PhysiciansOfRecord",
        "PerformingPhysicianName",
        "OperatorsName",
        "ManufacturerModelName",
        "Manufacturer",
    ),
    *(
        "PatientName",
        "PatientID",
        "IssuerOfPatientID",
        "OtherPatientNames",
        "PatientBirthName",
        "PatientAddress",
        "MilitaryRank",
    ),
    *(
        "PatientMotherBirthName",
        "CountryOfResidence",
        "PatientTelephoneNumbers",
        "Occupation",
        "AdditionalPatientHistory",
    ),
    *(
        "PatientComments",
        "DeviceSerialNumber",
        "SoftwareVersions",
        "ProtocolName",
        "StudyID",
        "ImageID",
        "ImageComments",
    ),
    *(
        "RequestingPhysician",
        "RequestedProcedureDescription",
        "CurrentPatientLocation",
        "PatientState",
        "StudyComments",
    ),
    *(
        "AdmissionID",
        "RequestAttributesSequenceless",
        "Radiopharmaceutical",
        "ContrastBolusAgent",
        "PerformedProcedureStepDescription",
    ),
)


class Planter:
    """Gives out strings that stand nowhere else, and remembers them."""

    def __init__(self) -> None:
        self.strings: list[str] = []

    def __call__(self, kind: str = "X") -> str:
        text = f"{kind}{len(self.strings):03d}Qz"
        self.strings.append(text)
        return text


def planted_scan(plant: Planter, number: int) -> bytes:
    fields = {
        name: plant()
        for name in TEXT_FIELDS
        if hasattr(Dataset(), "add") and pydicom.datadict.tag_for_keyword(name)
    }
    inner = [Dataset() for _ in range(3)]
    for item in inner:
        item.RequestedProcedureDescription, item.ScheduledProcedureStepID = plant(), plant()
        deeper = Dataset()
        deeper.CodeValue, deeper.CodingSchemeDesignator, deeper.CodeMeaning = (
            plant("C"),
            "L",
            plant(),
        )
        item.ScheduledProtocolCodeSequence = [deeper]
    content = scan_file(number, **fields, RequestAttributesSequence=inner)
    scanned = pydicom.dcmread(__import__("io").BytesIO(content))
    for group in (0x0009, 0x0011, 0x0055, 0x5401):
        block = scanned.private_block(group, plant("V"), create=True)
        for element in range(12):
            block.add_new(
                element + 1,
                "LO" if element % 2 else "OB",
                plant() if element % 2 else plant().encode() + b"\0\0",
            )
    for day in ("PatientBirthDate", "StudyDate", "AcquisitionDate", "ContentDate"):
        setattr(
            scanned,
            day,
            f"19{40 + number}0{1 + len(day) % 9}17" if "Birth" in day else f"2019031{number}",
        )
    whole = odd.content(scanned)
    return plant("P").encode().ljust(128, b"\0")[:128] + whole[128:]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Archive, list[str]]:
    plant = Planter()
    folder = tmp_path_factory.mktemp("planted")
    source = folder / plant("Folder")
    source.mkdir()
    for number in range(2):
        name = plant("Wang")
        (source / f"{name}.dcm").write_bytes(planted_scan(plant, number))
        report = {
            "description": f"{plant()} sees a rib, told to {plant('Dr')}",
            "suggestion": plant(),
        }
        (source / f"{name}.json").write_text(json.dumps(report))
    archive = Archive.create(folder / "d", plant("Hospital"), ("Zhang3Qz", "R2", "R3"))
    plant.strings.append("Zhang3Qz")
    import_sources(archive, [source])
    for key in archive.study_keys():
        study = archive.study(key)
        archive.save_study(
            replace(
                study,
                tracer=plant(),
                extra=dict(study.extra) | {"note": plant(), "张": plant("张伟")},
            )
        )
        marks = tuple(
            replace(
                mark,
                description=plant(),
                flags={plant(): True},
                extra={plant(): plant()},
                own_extra={"x": plant()},
            )
            for mark in MARKS
        )
        for reader in archive.dataset.readers:
            archive.as_reader(reader).seal(Reading(key, reader, marks))
    consolidation.run(archive)
    return archive, plant.strings


def test_none_of_200_planted_strings_is_found(
    planted: tuple[Archive, list[str]], tmp_path: Path
) -> None:
    archive, strings = planted
    assert len(strings) >= 200 and len(set(strings)) == len(strings)
    before = "".join(
        path.read_bytes().decode("latin-1") for path in archive.folder.rglob("*") if path.is_file()
    )
    there = [text for text in strings if text.encode().decode("latin-1") in before]
    assert (
        len(there) > 180
    )  # names of files and folders are the ones that the import itself leaves out
    assert main(["deidentify", str(archive.folder), str(tmp_path / "out")]) == 0
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    content = b"\n".join(
        path.read_bytes() + str(path.relative_to(tmp_path / "out")).encode() for path in files
    )
    for text in strings:
        for encoding in ("utf-8", "utf-16-le", "gb18030"):
            assert text.encode(encoding) not in content, text
    uids = [
        str(pydicom.dcmread(path).StudyInstanceUID)
        for path in (archive.folder / "scans").rglob("*.dcm")
    ]
    assert not [uid for uid in uids if uid.encode() in content]
    assert not (tmp_path / "out" / "key").exists() and not list((tmp_path / "out").rglob(".lock"))


def test_a_leak_is_found_and_nothing_is_kept(
    planted: tuple[Archive, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, _ = planted
    ours = module.deidentified_scan
    secret = str(pydicom.dcmread(next((archive.folder / "scans").rglob("*.dcm"))).PatientComments)
    for leak in (secret.encode(), secret.lower().encode("utf-16-le"), secret.encode("gb18030")):
        monkeypatch.setattr(
            module, "deidentified_scan", lambda *given, leak=leak: ours(*given) + leak
        )
        with pytest.raises(Leaking, match="Nothing of it was kept") as found:
            hand_over(archive, tmp_path / "out", HandOver())
        assert found.value.found[0].source == "PatientComments" and secret not in str(found.value)
        assert list(tmp_path.iterdir()) == []


def test_labels_votes_and_pixels_stay_what_they_were(tmp_path: Path) -> None:
    archive = dicom_dataset(tmp_path / "d")
    done = hand_over(archive, tmp_path / "out", HandOver("Given"))
    new = Archive(tmp_path / "out")
    assert new.dataset.name == "Given" and len(done.studies) == 2
    for made, old in done.studies.items():
        for view in Projection:
            assert (new.views(made)[view].counts == archive.views(old)[view].counts).all()
            assert new.views(made)[view].pixel_mm == pytest.approx(
                archive.views(old)[view].pixel_mm
            )
    for source in ("consensus", "R1"):
        was, now = (
            {
                (row["class"], row["view"], str(row["lesions"]))
                for row in rows(dataset_labels(one, source).views)
            }
            for one in (archive, new)
        )
        assert was == now
    assert main(["verify", str(new.folder)]) == 0 and main(["check", str(new.folder)]) == 0


def test_dates_keep_their_intervals_or_are_gone(tmp_path: Path) -> None:
    source = tmp_path / "s"
    source.mkdir()
    for number, day in enumerate(("20200115", "20210301", "20200115")):
        who = {"PatientID": f"P{number // 2}", "PatientBirthDate": "19250101"}
        (source / f"{number}.dcm").write_bytes(
            scan_file(number, StudyDate=day, AcquisitionDate=day, **who)
        )
    archive = Archive.create(tmp_path / "d", "Dates")
    import_sources(archive, [source])
    done = hand_over(archive, tmp_path / "out", HandOver())
    new = Archive(tmp_path / "out")
    old = {made: archive.study(key) for made, key in done.studies.items()}
    moved = {
        made: (
            date.fromisoformat(str(old[made].date)) - date.fromisoformat(str(new.study(made).date))
        ).days
        for made in old
    }
    by_patient: dict[str, set[int]] = {}
    for made, days in moved.items():
        by_patient.setdefault(old[made].patient, set()).add(days)
    assert (
        all(len(days) == 1 and min(days) > 0 for days in by_patient.values())
        and len(by_patient) == 2
    )
    assert {new.study(made).age for made in old} == {90}
    hand_over(archive, tmp_path / "without", HandOver(shift_dates=False))
    assert {Archive(tmp_path / "without").study(made).date for made in old} == {None}


def test_what_a_person_settled_goes_along_without_names_and_comments(tmp_path: Path) -> None:
    archive = dicom_dataset(tmp_path / "d", consensus=False)
    key = study_key(archive)
    for reader, marks in (
        ("R1", (RIB,)),
        ("R2", ()),
        ("R3", (replace(RIB, label="arthritis:rib:left"),)),
    ):
        archive.as_reader(reader).seal(Reading(key, reader, marks, says_normal=not marks))
    vote = consolidation.study_vote(archive, archive.study(key))
    lesion = vote.lesions[0]
    settled = (
        Settlement(
            lesion.uid,
            "",
            "Wang",
            "2026-01-01T00:00:00Z",
            label="metastasis:rib:left",
            outline="R1",
            comment="ask Li",
        ),
        Settlement(
            "ANT",
            basis_of(vote.answers[Projection.ANT]),
            "Wang",
            "2026-01-01T00:00:00Z",
            answer=Answer.METASTATIC,
        ),
    )
    from dspic_gui.ground_truth.adjudication import Adjudication, write_adjudication

    write_adjudication(archive.folder, Adjudication(key, settled))
    consolidation.run(archive)
    done = hand_over(archive, tmp_path / "out", HandOver())
    (made,) = [made for made, old in done.studies.items() if old == key]
    new = Archive(tmp_path / "out")
    now = consolidation.study_consensus(new, new.study(made))
    assert now.answers[Projection.ANT].result is Answer.METASTATIC and not now.problems
    assert [one.code.label for one in now.lesions if one.code] == ["metastasis:rib:left"]
    assert b"Wang" not in (tmp_path / "out" / "adjudications" / f"{made}.json").read_bytes()


def test_reports_go_along_only_when_a_person_approved_them(
    planted: tuple[Archive, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, _ = planted
    assert (
        main(["deidentify", str(archive.folder), str(tmp_path / "no"), "--reports", "ask"]) == 2
    )  # nobody can be asked
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    answers = iter(["y", "n"])
    monkeypatch.setattr("builtins.input", lambda question: next(answers))
    assert main(["deidentify", str(archive.folder), str(tmp_path / "out"), "--reports", "ask"]) == 0
    assert len(list((tmp_path / "out" / "reports").glob("*.json"))) == 1


def test_the_new_scan_is_a_valid_object(tmp_path: Path) -> None:
    archive = dicom_dataset(tmp_path / "d", 1, consensus=False)
    hand_over(archive, tmp_path / "out", HandOver())
    (path,) = (tmp_path / "out" / "scans").rglob("*.dcm")
    scan = pydicom.dcmread(path)
    assert path.read_bytes()[:128] == bytes(128) and scan.PatientIdentityRemoved == "YES"
    assert [code.CodeValue for code in scan.DeidentificationMethodCodeSequence] == [
        "113100",
        "113108",
        "113107",
    ]
    if shutil.which("dciodvfy"):
        done = subprocess.run(["dciodvfy", str(path)], capture_output=True, text=True, check=False)
        assert "Error" not in done.stdout + done.stderr, done.stderr


def test_letters_in_a_picture_are_warned_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from PIL import Image, ImageDraw

    frames = [
        Image.fromarray(odd.counts_of(at).astype(np.uint16).astype(np.int32)) for at in range(2)
    ]
    ImageDraw.Draw(frames[0]).text((10, 10), "WANG WEI 1950", fill=4000)
    pair = np.stack([np.array(frame) for frame in frames]).astype(np.uint16)
    views = [odd.detector(view=view) for view in (("SCT", "399321004"), ("SCT", "399001007"))]
    (tmp_path / "s.dcm").write_bytes(
        odd.file(
            pair,
            DetectorVector=[1, 2],
            EnergyWindowVector=[1, 1],
            DetectorInformationSequence=views,
        )
    )
    archive = Archive.create(tmp_path / "d", "Letters")
    import_sources(archive, [tmp_path / "s.dcm"])
    assert main(["deidentify", str(archive.folder), str(tmp_path / "out")]) == 1
    assert "look for letters" in capsys.readouterr().err
    assert "anterior view" in (tmp_path / "out" / "deidentification.txt").read_text()


def test_numbers_count_where_they_stand_alone() -> None:
    tokens = Tokens()
    for text in ("12345", "Müller^Jürg", "2020-01-31", "7.5", "12"):
        tokens.add(text, "field", "s")
    assert set(tokens.everywhere) == {"12345", "Müller^Jürg", "Müller", "Jürg"} and set(
        tokens.local["s"]
    ) == {"20200131", "2020-01-31"}
    patterns = Patterns(tokens.everywhere)
    assert list(patterns.found_in(b"x 912345 3.12345")) == []
    assert list(patterns.found_in(b"id=12345;")) == [("field", "utf-8")]
