"""Cases of the kinds of `body_cases_of_views` and `_of_files` that were found by asking what else may lie in a file."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate, generate_frames
from pydicom.pixels.utils import compress
from pydicom.uid import ImplicitVRLittleEndian, RLELossless

from dspic_gui.counts.picture import write_png
from tests.made.bodies import Counts, picture
from tests.made.body_case import ASKED, BOTH, CONSTRUCTED, OR_ASKED, Case, case
from tests.made.body_cases_of_files import CAPTURE, inverted
from tests.made.body_cases_of_more import NOTHING, UNTOLD, totals
from tests.made.body_files import Fields, as_stored, bare, code, head, item, scan, uid

CHINESE: Fields = {"SpecificCharacterSet": "GB18030"}


# words


@case(CONSTRUCTED)
def words_front_after_operation() -> Case:
    """术后前位 is the front after an operation, though 后前位 stands in it."""
    files = {
        "1": scan("late_ant", SeriesDescription="术后前位", **CHINESE, **NOTHING),
        "2": scan("late_post", SeriesDescription="术后后位", **CHINESE, **NOTHING),
    }
    return Case(files)


@case(CONSTRUCTED)
def words_of_the_beam() -> Case:
    """ "Antero-posterior" names both sides, and neither for sure."""
    way = [code("SCT", "272479007", "postero-anterior"), code("SCT", "399348003", "antero-posterior")]
    heads = [head(ViewCodeSequence=[one]) for one in way]
    return Case({"a": scan("late_post", "late_ant", DetectorInformationSequence=heads)}, sure=ASKED)


@case(CONSTRUCTED)
def words_in_the_comments() -> Case:
    """The views stand in the image's comments and in the name of the protocol."""
    files = {
        "1": scan("late_ant", ImageComments="vue de face", **NOTHING),
        "2": scan("late_post", ProtocolName="Ganzkörper dorsale Ansicht", **NOTHING),
    }
    return Case(files)


@case(CONSTRUCTED)
def words_pre_and_post() -> Case:
    """ "PRE" and "POST" of one patient are before and after: the second is no back."""
    files = {
        "1": scan("prior_ant", SeriesDescription="PRE", **NOTHING),
        "2": scan("late_ant", SeriesDescription="POST", **NOTHING),
    }
    return Case(files, [["prior_ant"], ["late_ant"]], ASKED)


@case(CONSTRUCTED)
def words_pre_and_post_in_names() -> Case:
    """The same of two pictures."""
    shows = {"p/PRE/1.png": "prior_ant", "p/POST/1.png": "late_ant"}
    files = {name: write_png(picture(body).astype(np.uint8)) for name, body in shows.items()}
    holds = {name: [body] for name, body in shows.items()}
    return Case(files, [["prior_ant"], ["late_ant"]], ASKED, holds)


# angles, positions, orientations


@case(CONSTRUCTED)
def angle_zero_and_nothing_else() -> Case:
    """An angle of 0 alone: cameras write it whatever head it was."""
    told = NOTHING | {"DetectorInformationSequence": [head(StartAngle=0)]}
    return Case({"a": scan("late_ant", **told)}, [["late_ant"]], ASKED)


@case(CONSTRUCTED)
def angle_of_somebody_on_the_side() -> Case:
    """An angle tells nothing of somebody who lay on the right side."""
    told: Fields = {"PatientPosition": "HFDR", "DetectorInformationSequence": [head(StartAngle=359)]}
    return Case({"a": scan("late_ant", **told)}, [["late_ant"]], ASKED)


@case(CONSTRUCTED)
def prone_by_a_code_in_another_language() -> Case:
    """That the patient lay on the belly is told by a code whose meaning is German."""
    lay = item(PatientOrientationModifierCodeSequence=[code("SCT", "1240000", "Bauchlage")])
    told: Fields = {"PatientOrientationCodeSequence": [lay], "DetectorInformationSequence": [head(StartAngle=359)]}
    return Case({"a": scan("late_ant", **told)}, [["late_ant"]], ASKED)


@case(CONSTRUCTED)
def lying_only_in_the_orientation() -> Case:
    """The orientation is that of a lying picture, and the picture stands: it is not refused but asked about."""
    ways = {"ant": [0, 0, -1, -1, 0, 0], "post": [0, 0, -1, 1, 0, 0]}
    heads = [head(view, ImageOrientationPatient=way) for view, way in ways.items()]
    more = totals(*BOTH) | {"says": ["does not fit the picture's shape"]}
    return Case({"a": scan(*BOTH, DetectorInformationSequence=heads)}, sure=ASKED, more=more)


@case(CONSTRUCTED)
def lying_against_the_orientation() -> Case:
    """The picture lies, and its orientation is that of an upright one."""
    ways = {"ant": [1, 0, 0, 0, 0, -1], "post": [-1, 0, 0, 0, 0, -1]}
    heads = [head(view, ImageOrientationPatient=way) for view, way in ways.items()]
    stored = scan(*BOTH, stored=lambda both: as_stored([np.rot90(one) for one in both]), DetectorInformationSequence=heads)
    return Case({"a": stored}, sure=ASKED, more=totals(*BOTH))


@case(CONSTRUCTED)
def turned_capture_with_letters() -> Case:
    """A capture tells its orientation in letters: columns to the patient's left, rows to the head, so it is a back."""
    told = NOTHING | CAPTURE | {"PatientOrientation": ["L", "H"]}
    made = scan("late_post", stored=lambda one: as_stored([np.rot90(one[0], 2)]), **told)
    return Case({"a": made}, [["late_post"]])


@case(CONSTRUCTED)
def two_views_upside_down() -> Case:
    """Two views beside each other, stored feet up: both are turned."""
    made = scan(*BOTH, stored=lambda both: as_stored([np.rot90(np.hstack(both), 2)]), **UNTOLD)
    made.data.NumberOfFrames = 1
    return Case({"a": made}, sure=ASKED, more=totals(*BOTH) | {"says": ["looked upside down"]})


# values


def margin(value: int, kind: Any, **changes: Any) -> Case:
    """The field of view is framed with a value that the file does not call padding."""
    inside = np.zeros((1024, 256), bool)
    inside[40:980, 8:248] = True

    def stored(both: Sequence[Counts]) -> NDArray[Any]:
        return np.stack([np.where(inside | (one > 0), one, value) for one in both]).astype(kind)

    more = totals(*BOTH) | {"notes": ["in/a"], "says": ["A margin was filled with one value"]}
    return Case({"a": scan(*BOTH, stored=stored, **changes)}, more=more)


@case(CONSTRUCTED)
def padding_with_the_highest_value() -> Case:
    """65535 around the field of view."""
    return margin(65535, np.uint16)


@case(CONSTRUCTED)
def padding_with_the_highest_byte() -> Case:
    """255 around the field of view, hardly above the counts."""
    return margin(255, np.uint8)


@case(CONSTRUCTED)
def padding_below_zero() -> Case:
    """-1000 around the field of view."""
    return margin(-1000, np.int16)


@case(CONSTRUCTED)
def inverted_and_its_air_called_padding() -> Case:
    """A capture of black on white names its air as padding: that is no reason to keep the bones at 0."""
    made = scan(*BOTH, stored=inverted, PixelPaddingValue=255, **CAPTURE)
    return Case({"a": made}, more=totals(*BOTH) | {"says": ["black on white"]})


@case(CONSTRUCTED)
def inverted_in_a_black_frame() -> Case:
    """A capture of black on white with a black frame around it."""

    def framed(both: Sequence[Counts]) -> NDArray[Any]:
        pixels = inverted(both)
        for edge in (pixels[:, :6], pixels[:, -6:], pixels[:, :, :6], pixels[:, :, -6:]):
            edge[...] = 0
        return pixels

    return Case({"a": scan(*BOTH, stored=framed, **CAPTURE)}, more={"says": ["black on white"]})


# passes, windows, frames


@case(CONSTRUCTED)
def phases_with_one_time() -> Case:
    """A workstation wrote one time into both: what is called blood pool never stands beside what is called delayed."""
    early: Fields = {"SeriesDescription": "BLOOD POOL", "AcquisitionTime": "140900"}
    files = {"e": scan("early_post", **early), "l": scan("late_ant", SeriesDescription="DELAYED")}
    return Case(files, [["early_post"], ["late_ant"]])


@case(CONSTRUCTED)
def phases_of_four_files_with_one_time() -> Case:
    """The same of two pairs in one series."""
    files = {}
    for name in ("early_ant", "early_post", *BOTH):
        words = "BLOOD POOL" if name.startswith("early") else "DELAYED"
        files[name] = scan(name, SeriesDescription=words, AcquisitionTime="140900", SeriesInstanceUID=uid("one series"))
    return Case(files, [["early_ant", "early_post"], BOTH])


@case(CONSTRUCTED)
def windows_told_by_their_names() -> Case:
    """The energy windows have names and no limits."""
    names = {"1": "SCATTER", "2": "Tc99m PEAK"}
    told = {file: {"EnergyWindowInformationSequence": [item(EnergyWindowName=name)]} for file, name in names.items()}
    files = {"1": scan("scatter_ant", "scatter_post", **told["1"]), "2": scan(*BOTH, **told["2"])}
    return Case(files, more={"refused": ["in/1"]})


@case(CONSTRUCTED)
def windows_of_one_file_told_by_their_names() -> Case:
    """The same within one file, the scatter first."""
    windows = [item(EnergyWindowName=name) for name in ("Scatter", "Peak")]
    vectors: Fields = {"EnergyWindowVector": [1, 1, 2, 2], "DetectorVector": [1, 2, 1, 2], "NumberOfDetectors": 2}
    heads = {"DetectorInformationSequence": [head("ant"), head("post")], "NumberOfEnergyWindows": 2}
    made = scan("scatter_ant", "scatter_post", *BOTH, EnergyWindowInformationSequence=windows, **vectors, **heads)
    return Case({"a": made})


@case(CONSTRUCTED)
def lost_frame_of_compressed_pixels() -> Case:
    """Two compressed frames, no table of their offsets, and a file that counts one."""
    made = scan(*BOTH)
    compress(made.data, RLELossless, encoding_plugin="pydicom", generate_instance_uid=False)
    frames = list(generate_frames(made.data.PixelData, number_of_frames=2))
    made.data.PixelData, made.data.NumberOfFrames = encapsulate(frames, has_bot=False), 1
    return Case({"a": made}, more={"says": ["counts one picture and holds two"]})


# copies, people


def renamed() -> Dataset:
    """The same instance as somebody de-identified it."""
    return scan(*BOTH, PatientID="ANON-17", PatientName="ANON", PatientBirthDate=None).data


@case(CONSTRUCTED)
def twice_under_another_number() -> Case:
    """One instance with equal pixels is one picture, whatever number it came under; that one is wrong is said."""
    other = type(scan(*BOTH))(renamed(), BOTH)
    more = {"exit": 0, "says": ["under another patient"]}
    return Case({"a": scan(*BOTH), "b": other}, more=more)


@case(CONSTRUCTED)
def twice_under_another_number_later() -> Case:
    """The same in two imports."""
    other = type(scan(*BOTH))(renamed(), BOTH)
    more = {"exit": 0, "says": ["under another patient"]}
    return Case({"1/a": scan(*BOTH), "2/b": other}, imports=[["in/1"], ["in/2"]], more=more)


def subject(*names: str) -> Any:
    return scan(*names, PatientID="SUBJECT", PatientName="anonymous", PatientBirthDate=None, PatientAge=None)


PEOPLE = (("prior_ant", "prior_post"), ("other_ant", "other_post"), BOTH)


@case(CONSTRUCTED)
def one_number_for_three() -> Case:
    """A number that stands for a man and a woman gives nobody a prior, though two of the three might be one man."""
    files = {str(place): subject(*names) for place, names in enumerate(PEOPLE)}
    return Case(files, PEOPLE, more={"patients": 3, "says": ["no prior"]})


@case(CONSTRUCTED)
def one_number_for_three_one_by_one() -> Case:
    """The same in three imports."""
    files = {f"{place}/a": subject(*names) for place, names in enumerate(PEOPLE)}
    imports = [[f"in/{place}"] for place in range(3)]
    return Case(files, PEOPLE, imports=imports, more={"patients": 3, "says": ["no prior"]})


@case(CONSTRUCTED)
def age_of_a_newborn_with_an_age() -> Case:
    """The birth date is the day of the scan, as programs fill it in; the age says 54."""
    made = scan(*BOTH, PatientBirthDate="20230524")
    return Case({"a": made}, more={"ages": {"late_ant": 54}, "notes": ["in/a"]})


# files


@case(CONSTRUCTED)
def named_like_a_text_and_bare() -> Case:
    """A scan without preamble whose name ends in .txt."""
    return Case({"scan.txt": bare(scan(*BOTH).content())}, holds={"scan.txt": BOTH})


@case(CONSTRUCTED)
def bare_and_private_first() -> Case:
    """Without preamble, and its first element is of a group that programs seldom begin with."""
    first = struct.pack("<HHI", 0x0004, 0x1130, 4) + b"DISC"
    made = first + bare(scan(*BOTH, syntax=ImplicitVRLittleEndian).content())
    return Case({"a": made}, sure=OR_ASKED, holds={"a": BOTH})
