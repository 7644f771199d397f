"""Which view a frame is, by the order of trust, and which files make a study."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dspic_gui.intake.acquisitions import ASSUMED, FoundStudy, Refused, studies
from dspic_gui.scans.decoder import Decoder
from dspic_gui.scans.scan_file import FrameHints, ScanFile
from dspic_gui.scans.view_words import pair_name, projection_in
from dspic_gui.study import Projection
from tests.made import odd_dicom as odd
from tests.made.odd_dicom import detector

ANT, POST = Projection.ANT, Projection.POST


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder() as started:
        yield started


def read(decoder: Decoder, folder: Path, content: bytes, name: str = "a.dcm") -> ScanFile:
    path = folder / name
    path.write_bytes(content)
    return decoder.read(path, pixels=False)


ONE = {
    "view code anterior": ({"DetectorInformationSequence": [detector(view=("SCT", "399321004"))]}, ANT, "view code"),
    "view code posterior": ({"DetectorInformationSequence": [detector(view=("SCT", "399001007"))]}, POST, "view code"),
    "old view code anterior": ({"DetectorInformationSequence": [detector(view=("SRT", "G-5215"))]}, ANT, "view code"),
    "old view code posterior": ({"DetectorInformationSequence": [detector(view=("SNM3", "G-5216"))]}, POST, "view code"),
    "view code of a strange scheme": ({"DetectorInformationSequence": [detector(view=("LOCAL", "399001007"))]}, ANT, "assumed"),
    "lateral view code": ({"DetectorInformationSequence": [detector(view=("SCT", "399198007"))]}, ANT, "assumed"),
    "angle 180": ({"DetectorInformationSequence": [detector(StartAngle="180")]}, ANT, "180 degrees"),
    "angle 0": ({"DetectorInformationSequence": [detector(StartAngle="0")]}, POST, "0 degrees: .* only assumed"),
    "angle 359": ({"DetectorInformationSequence": [detector(StartAngle="359")]}, POST, "359 degrees"),
    "angle 90": ({"DetectorInformationSequence": [detector(StartAngle="90")]}, ANT, "assumed"),
    "orientation from the front": (
        {"DetectorInformationSequence": [detector(ImageOrientationPatient=[1, 0, 0, 0, 0, -1])]},
        ANT,
        "orientation",
    ),
    "orientation from the back": (
        {"DetectorInformationSequence": [detector(ImageOrientationPatient=[-1, 0, 0, 0, 0, -1])]},
        POST,
        "orientation",
    ),
    "orientation feet up": ({"DetectorInformationSequence": [detector(ImageOrientationPatient=[-1, 0, 0, 0, 0, 1])]}, ANT, "orientation"),
    "orientation from the side": ({"DetectorInformationSequence": [detector(ImageOrientationPatient=[0, 1, 0, 0, 0, -1])]}, ANT, "assumed"),
    "image ID": ({"ImageID": "WB_POST"}, POST, "image ID"),
    "series description": ({"SeriesDescription": "Whole Body Anterior"}, ANT, "series description"),
    "both words": ({"SeriesDescription": "ANT/POST"}, ANT, "assumed"),
    "post therapy": ({"SeriesDescription": "WB post therapy"}, ANT, "assumed"),
    "post 3 h": ({"SeriesDescription": "BONE POST 3 HR"}, ANT, "assumed"),
    "anterior post injection": ({"SeriesDescription": "ANT POST INJECTION"}, ANT, "series description"),
    "chinese": ({"SpecificCharacterSet": "ISO_IR 192", "SeriesDescription": "全身后位"}, POST, "series description"),
    "detector 2 of 2": ({"DetectorVector": [2], "NumberOfDetectors": 2}, POST, "Detector 2 of 2 .* only assumed"),
    "detector 1 of 1": ({"DetectorVector": [1], "NumberOfDetectors": 1}, ANT, "assumed"),
    "code before words": (
        {"DetectorInformationSequence": [detector(view=("SCT", "399001007"))], "ImageID": "ANT"},
        POST,
        "view code says posterior. But: .*image ID says anterior. So it is only assumed",
    ),
    "words against a convention": ({"ImageID": "POST", "DetectorVector": [1], "NumberOfDetectors": 2}, POST, "image ID says posterior.$"),
    "words against the angle": (
        {"ImageID": "ANTERIOR", "DetectorInformationSequence": [detector(StartAngle="0")]},
        ANT,
        "image ID says anterior. But: .*0 degrees: posterior. So it is only assumed",
    ),
    "the angle of somebody on the belly": (
        {"PatientPosition": "HFP", "DetectorInformationSequence": [detector(StartAngle="180")]},
        ANT,
        "convention .* only assumed",
    ),
}


@pytest.mark.parametrize("name", ONE)
def test_one_view_is_told_by_the_order_of_trust(name: str, decoder: Decoder, tmp_path: Path) -> None:
    changes, projection, reason = ONE[name]
    found, refused = studies([read(decoder, tmp_path, odd.file(**changes))])
    assert not refused
    (view,) = found[0].views
    assert view.projection is projection
    assert view.told is not ("assumed" in reason)
    assert reason != "assumed" or view.reason == ASSUMED

    assert re.search(reason, view.reason)


TWO = {
    "detectors 1 and 2": ({}, (0, 1), "Detector 1 of 2"),
    "detectors 2 and 1": ({"DetectorVector": [2, 1]}, (1, 0), "Detector 1 of 2"),
    "codes against detectors": (
        {"DetectorInformationSequence": [detector(view=("SCT", "399001007")), detector(view=("SCT", "399321004"))]},
        (1, 0),
        "view code says anterior",
    ),
    "angles": ({"DetectorInformationSequence": [detector(StartAngle="0"), detector(StartAngle="180")]}, (1, 0), "180 degrees"),
    "both angles 0 tell nothing": (
        {"DetectorInformationSequence": [detector(StartAngle="0"), detector(StartAngle="0")]},
        (0, 1),
        "Detector 1",
    ),
    "one code tells the other": (
        {"DetectorVector": [1, 2], "DetectorInformationSequence": [detector(), detector(view=("SCT", "399321004"))]},
        (1, 0),
        "view code says anterior",
    ),
    "words of the series tell no frame": ({"SeriesDescription": "WB ANT"}, (0, 1), "Detector 1"),
}


@pytest.mark.parametrize("name", TWO)
def test_two_frames_are_two_views(name: str, decoder: Decoder, tmp_path: Path) -> None:
    changes, frames, reason = TWO[name]
    found, refused = studies([read(decoder, tmp_path, odd.two_frames(**changes))])
    assert not refused
    anterior, posterior = found[0].views
    assert (anterior.projection, posterior.projection) == (ANT, POST)
    assert (anterior.frame, posterior.frame) == frames
    assert reason in anterior.reason


def test_two_frames_that_nothing_tells_are_asked_about(decoder: Decoder, tmp_path: Path) -> None:
    file = read(decoder, tmp_path, odd.two_frames(DetectorVector=None, NumberOfDetectors=None, EnergyWindowVector=None))
    found, _ = studies([file])
    assert [(view.projection, view.frame, view.told) for view in found[0].views] == [(ANT, 0, False), (POST, 1, False)]
    found, _ = studies([file], view=POST)
    assert [(view.projection, view.frame) for view in found[0].views] == [(ANT, 1), (POST, 0)]


def test_the_technetium_window_is_taken_of_several(decoder: Decoder, tmp_path: Path) -> None:
    import numpy as np
    from pydicom.dataset import Dataset

    def window(low: float, high: float) -> Dataset:
        item, span = Dataset(), Dataset()
        span.EnergyWindowLowerLimit, span.EnergyWindowUpperLimit = low, high
        item.EnergyWindowRangeSequence = [span]
        return item

    four = np.stack([odd.counts_of(seed) for seed in range(4)]).astype(np.uint16)
    windows = [window(90, 110), window(126, 154)]
    content = odd.file(
        four, EnergyWindowVector=[1, 1, 2, 2], DetectorVector=[1, 2, 1, 2], NumberOfDetectors=2, EnergyWindowInformationSequence=windows
    )
    found, _ = studies([read(decoder, tmp_path, content)])
    assert [view.frame for view in found[0].views] == [2, 3]
    assert "Energy window 2 of 2" in found[0].views[0].reason


def test_three_frames_are_refused(decoder: Decoder, tmp_path: Path) -> None:
    import numpy as np

    content = odd.file(np.zeros((3, 1024, 256), np.uint16))
    found, refused = studies([read(decoder, tmp_path, content)])
    assert not found and refused[0].error.code == "several_frames"


def scan(name: str, **fields: Any) -> ScanFile:
    hints = fields.pop("hints", FrameHints())
    words = (("SeriesDescription", fields.pop("words")),) if "words" in fields else ()
    at = "2023-05-24T10:00:00.000"
    known = {"sha256": name * 8, "kind": "dicom", "rows": 1024, "columns": 256, "study_uid": "1.2", "patient": "P", "acquired": at}
    return ScanFile(path=Path(f"/scans/{name}"), frame_hints=(hints,), words=words, **(known | fields))


EARLY, LATE = "2023-05-24T11:05:00.000", "2023-05-24T14:09:00.250"


def codes(refused: list[Refused]) -> list[str]:
    return [refusal.error.code for refusal in refused]


def views(found: list[FoundStudy]) -> list[dict[str, str]]:
    return [{view.projection.value: view.file.path.name for view in study.views} for study in found]


def test_two_files_of_one_study_are_paired() -> None:
    found, refused = studies([scan("b", words="POST"), scan("a", words="ANT")])
    assert views(found) == [{"ANT": "a", "POST": "b"}] and not refused


def test_one_file_that_tells_decides_the_other() -> None:
    found, _ = studies([scan("a"), scan("b", words="ANT")])
    assert views(found) == [{"ANT": "b", "POST": "a"}]
    assert found[0].views[1].reason == "The study's other view is anterior, so this is taken as posterior."


def test_two_files_with_detectors_1_and_2_are_two_detectors() -> None:
    found, _ = studies([scan("a", hints=FrameHints(detector=2)), scan("b", hints=FrameHints(detector=1))])
    assert views(found) == [{"ANT": "b", "POST": "a"}]


def test_two_files_that_nothing_tells_are_asked_about() -> None:
    found, refused = studies([scan("b"), scan("a")])
    assert views(found) == [{"ANT": "a", "POST": "b"}] and not refused
    assert not any(view.told for view in found[0].views)
    found, _ = studies([scan("a"), scan("b")], view=POST)
    assert views(found) == [{"ANT": "b", "POST": "a"}]


def test_two_pictures_that_tell_one_view_are_asked_about() -> None:
    found, refused = studies([scan("a", words="ANT"), scan("b", words="ANT")])
    assert views(found) == [{"ANT": "a", "POST": "b"}] and not refused
    said = "The file's series description says anterior. The study's other picture says the same, so it is only assumed to be {}."
    assert [view.reason for view in found[0].views] == [said.format("anterior"), said.format("posterior")]
    found, _ = studies([scan("a", words="ANT"), scan("b", words="ANT")], view=POST)
    assert views(found) == [{"ANT": "b", "POST": "a"}] and all(view.told for view in found[0].views)


@pytest.mark.parametrize(("field", "one", "other"), [("patient", "P", "Q"), ("birth_date", "1950-01-01", "1960-01-01"), ("sex", "M", "F")])
def test_different_patients_in_one_study_are_kept_apart_and_it_is_said(field: str, one: str, other: str) -> None:
    found, refused = studies([scan("a", words="ANT", **{field: one}), scan("b", words="POST", **{field: other})])
    assert views(found) == [{"ANT": "a"}, {"POST": "b"}] and not refused
    assert all("kept apart" in study.views[0].notes[-1] for study in found)


def test_a_file_without_a_patient_beside_two_patients_is_left_out() -> None:
    files = [scan("a", words="ANT", patient="P"), scan("b", words="POST", patient="Q"), scan("c", patient=None)]
    found, refused = studies(files)
    assert views(found) == [{"ANT": "a"}, {"POST": "b"}] and codes(refused) == ["mixed_patients"]


def test_a_missing_patient_identifier_is_no_other_patient() -> None:
    found, _ = studies([scan("a", words="ANT", patient=None), scan("b", words="POST")])
    assert len(found) == 1 and found[0].patient == "P"


def test_two_studies_stay_two() -> None:
    found, refused = studies([scan("a", words="ANT"), scan("b", words="POST", study_uid="1.3", patient="Q")])
    assert views(found) == [{"ANT": "a"}, {"POST": "b"}] and not refused


def test_early_and_late_acquisitions_are_paired_by_time() -> None:
    files = [
        scan(name, words=words, acquired=at)
        for name, words, at in [("a", "ANT", EARLY), ("b", "POST", EARLY), ("c", "ANT", LATE), ("d", "POST", LATE)]
    ]
    found, refused = studies(files)
    assert views(found) == [{"ANT": "a", "POST": "b"}, {"ANT": "c", "POST": "d"}] and not refused
    assert found[0].identity == found[1].identity and found[0].acquisition != found[1].acquisition


def test_without_times_the_series_pair() -> None:
    files = [
        scan(name, words=words, acquired=None, series_uid=series)
        for name, words, series in [("a", "ANT", "1"), ("b", "POST", "1"), ("c", "ANT", "2")]
    ]
    assert views(studies(files)[0]) == [{"ANT": "a", "POST": "b"}, {"ANT": "c"}]


def test_the_same_file_twice_is_taken_once() -> None:
    found, refused = studies([scan("a", words="ANT"), scan("a", words="ANT")])
    assert views(found) == [{"ANT": "a"}] and codes(refused) == ["double"]


def test_the_view_the_user_says_is_taken_only_where_the_file_does_not_tell() -> None:
    assert views(studies([scan("a")], view=POST)[0]) == [{"POST": "a"}]
    assert views(studies([scan("a", words="ANT")], view=POST)[0]) == [{"ANT": "a"}]


def picture(path: str) -> ScanFile:
    return ScanFile(Path(path), path * 3, "png", 1024, 256, (FrameHints(),))


PAIRS = {
    "names": (["/s/12_ANT.png", "/s/12_POST.png"], [{"ANT": "12_ANT.png", "POST": "12_POST.png"}]),
    "folders": (["/s/Anterior/12.png", "/s/Posterior/12.png"], [{"ANT": "12.png", "POST": "12.png"}]),
    "class and view folders": (
        ["/s/yes/ANT/1.png", "/s/no/ANT/1.png", "/s/no/POST/1.png"],
        [{"ANT": "1.png"}, {"ANT": "1.png", "POST": "1.png"}],
    ),
    "view before class": (["/s/posterior/yes/1.png", "/s/anterior/yes/1.png"], [{"ANT": "1.png", "POST": "1.png"}]),
    "one alone": (["/s/7 posterior.png"], [{"POST": "7 posterior.png"}]),
    "no words": (["/s/1.png", "/s/2.png"], [{"ANT": "1.png"}, {"ANT": "2.png"}]),
    "a folder far above": (["/ant/a/b/c/1.png", "/ant/a/b/c/2_post.png"], [{"ANT": "1.png"}, {"POST": "2_post.png"}]),
}


@pytest.mark.parametrize("name", PAIRS)
def test_pictures_pair_by_their_names(name: str) -> None:
    paths, expected = PAIRS[name]
    found, refused = studies([picture(path) for path in paths])
    assert views(found) == expected and not refused


@pytest.mark.parametrize(
    ("words", "projection"),
    [
        ("ANT", ANT),
        ("wb_anterior_2", ANT),
        ("POST", POST),
        ("Posterior", POST),
        ("antenna poster", None),
        ("", None),
        ("post-op", None),
        ("后位", POST),
    ],
)
def test_words(words: str, projection: Projection | None) -> None:
    assert projection_in(words) is projection


def test_the_name_of_a_pair_has_no_view() -> None:
    assert pair_name(Path("/s/ANT/7.png")) == (pair_name(Path("/s/post/7.png"))[0], ANT)
