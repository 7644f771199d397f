"""Cases beside those that were reported: the same kinds in other clothes."""

from __future__ import annotations

import io
import os
import tarfile
import zipfile

import numpy as np

from dspic_gui.counts.picture import write_png
from tests.made.bodies import picture
from tests.made.body_case import ASKED, BOTH, CONSTRUCTED, OR_ASKED, Case, case
from tests.made.body_files import HEAD_UP, Fields, as_stored, code, head, scan, twice_as_fine, uid, window

NOTHING: Fields = {"DetectorVector": None, "NumberOfDetectors": None, "DetectorInformationSequence": None}
UNTOLD: Fields = NOTHING | {"EnergyWindowVector": None, "NumberOfEnergyWindows": None}


def totals(*names: str) -> Fields:
    return {"totals": {name: int(picture(name).sum()) for name in names}}


# words


@case(CONSTRUCTED)
def words_in_european_languages() -> Case:
    """Front and back as German, French and Spanish technicians write them."""
    files = {
        "1": scan("late_ant", SeriesDescription="GK von vorne", **NOTHING),
        "2": scan("late_post", SeriesDescription="Corps entier, face postérieure", **NOTHING),
    }
    return Case(files)


@case(CONSTRUCTED)
def words_of_lying_on_the_back() -> Case:
    """A patient in dorsal decubitus lies on the back, which is no view."""
    made = scan("late_ant", SeriesDescription="WB decubito dorsal", DetectorInformationSequence=None)
    return Case({"a": made}, [["late_ant"]], OR_ASKED)


@case(CONSTRUCTED)
def words_alike_on_both_files() -> Case:
    """Both files are called after both views: that tells neither."""
    files = {str(place): scan(name, SeriesDescription="WB ANT/POST", **NOTHING) for place, name in enumerate(BOTH)}
    return Case(files, sure=OR_ASKED)


# phases


@case(CONSTRUCTED)
def phases_by_their_names() -> Case:
    """Neither file has a time; one is called blood pool and one delayed: they never meet."""
    timeless: Fields = {"AcquisitionDate": None, "AcquisitionTime": None}
    files = {
        "e": scan("early_post", SeriesDescription="BLOOD POOL POST", **timeless),
        "l": scan("late_ant", SeriesDescription="DELAYED ANT", **timeless),
    }
    return Case(files, [["early_post"], ["late_ant"]])


@case(CONSTRUCTED)
def phases_of_a_camera_with_one_head() -> Case:
    """One head takes the back 25 minutes after the front: one pass, and the reader is told of the pause."""
    files = {"a": scan("late_ant"), "p": scan("late_post", AcquisitionTime="143400")}
    return Case(files, more={"notes": ["in/a", "in/p"], "says": ["25 minutes apart"]})


# views that come one after the other


@case(CONSTRUCTED)
def later_the_front_that_tells() -> Case:
    """The back came first and was only assumed to be the front; the front tells, and the back gives way."""
    first = scan("late_post", **UNTOLD)
    return Case({"1/p": first, "2/a": scan("late_ant")}, sure=OR_ASKED, imports=[["in/1"], ["in/2"]])


@case(CONSTRUCTED)
def later_a_processed_copy() -> Case:
    """The original is there; a processed copy of both views is named as left out."""
    derived: Fields = {"ImageType": ["DERIVED", "SECONDARY", "WHOLE BODY", "EMISSION"]}
    files = {"1/a": scan(*BOTH), "2/b": scan("enhanced_ant", "enhanced_post", **derived)}
    more = {"refused": ["in/2/b"], "says": ["processed copy"]}
    return Case(files, imports=[["in/1"], ["in/2"]], more=more)


@case(CONSTRUCTED)
def later_the_same_picture_of_somebody_else() -> Case:
    """The same pixels under another patient: one of the two names is wrong, and the reader is told."""
    other = scan(*BOTH, PatientID="PID-9", PatientSex="F", StudyInstanceUID=uid("study", "9"), SOPInstanceUID=uid("9"))
    files = {"1/a": scan(*BOTH), "2/b": other}
    more = {"notes": ["in/2/b"], "says": ["under another patient"], "patients": 2}
    return Case(files, [BOTH, BOTH], imports=[["in/1"], ["in/2"]], more=more)


@case(CONSTRUCTED)
def twice_under_two_names_at_once() -> Case:
    """The same, in one import."""
    other = scan(*BOTH, PatientID="PID-9", PatientSex="F", StudyInstanceUID=uid("study", "9"), SOPInstanceUID=uid("9"))
    more = {"notes": ["in/a", "in/b"], "says": ["under another patient"], "patients": 2}
    return Case({"a": scan(*BOTH), "b": other}, [BOTH, BOTH], more=more)


# codes, vectors, positions


@case(CONSTRUCTED)
def codes_alike_for_both_heads() -> Case:
    """The view code says anterior of both frames: two heads never stood on one side, so it tells nothing."""
    heads = [head("ant"), head("ant")]
    return Case({"a": scan(*BOTH, DetectorInformationSequence=heads)}, sure=OR_ASKED, more={"says": ["only assumed"]})


@case(CONSTRUCTED)
def vector_of_one_for_two_frames() -> Case:
    """One number for two frames: the two descriptions are theirs in order."""
    return Case({"a": scan("late_post", "late_ant", DetectorVector=[1])})


@case(CONSTRUCTED)
def prone_and_an_angle() -> Case:
    """The patient lay on the belly: an angle that cameras count from the table tells nothing for sure."""
    heads = [head(StartAngle=180)]
    made = scan("late_post", PatientPosition="HFP", DetectorInformationSequence=heads)
    return Case({"a": made}, [["late_post"]], ASKED)


@case(CONSTRUCTED)
def upside_down_and_nothing_says_so() -> Case:
    """Feet up, and only the picture shows it: turned, and asked about."""
    made = scan(*BOTH, stored=lambda both: as_stored([np.rot90(one, 2) for one in both]))
    return Case({"a": made}, sure=OR_ASKED, more={"says": ["looked upside down", "assumed"]})


@case(CONSTRUCTED)
def upside_down_against_the_file() -> Case:
    """The file says that the head is up, and the picture stands on it."""
    heads = [head(view, ImageOrientationPatient=way) for view, way in HEAD_UP.items()]
    stored = scan(*BOTH, stored=lambda both: as_stored([np.rot90(one, 2) for one in both]), DetectorInformationSequence=heads)
    return Case({"a": stored}, sure=OR_ASKED, more={"says": ["looked upside down"]})


@case(CONSTRUCTED)
def lying_and_nothing_says_so() -> Case:
    """256 rows x 1024 columns without an orientation: turned by the look of it, and asked about."""
    made = scan(*BOTH, stored=lambda both: as_stored([np.rot90(one, -1) for one in both]))
    return Case({"a": made}, sure=OR_ASKED, more=totals(*BOTH) | {"says": ["lay on its side"]})


# matrices


@case(CONSTRUCTED)
def size_one_above_the_other() -> Case:
    """Two views stacked in one frame of 2048 rows."""
    made = scan(*BOTH, stored=lambda both: as_stored([np.vstack(both)]), **UNTOLD)
    made.data.NumberOfFrames = 1
    return Case({"a": made}, sure=ASKED, more=totals(*BOTH) | {"says": ["two views"]})


@case(CONSTRUCTED)
def size_fine_and_short() -> Case:
    """1848 x 512: summed, then filled up."""
    cut = lambda one: twice_as_fine(one)[: 2 * 924]  # noqa: E731
    made = scan(*BOTH, stored=lambda both: as_stored([cut(one) for one in both]), PixelSpacing=[1.13, 1.13])
    kept = {"totals": {name: int(picture(name)[:924].sum()) for name in BOTH}}
    return Case({"a": made}, more=kept | {"says": ["2 x 2 pixels were added together", "empty ones"]})


@case(CONSTRUCTED)
def size_that_is_too_coarse() -> Case:
    """512 x 128 has a quarter of the pixels; making more of them would be invented."""
    made = scan(*BOTH, stored=lambda both: as_stored([one[::2, ::2] for one in both]))
    return Case({"a": made}, [], more={"refused": ["in/a"], "says": ["without inventing or losing counts"], "exit": 2})


# values


@case(CONSTRUCTED)
def padding_that_the_file_does_not_name() -> Case:
    """-32768 around the field of view, and no word of it in the header."""
    inside = np.zeros((1024, 256), bool)
    inside[40:980, 8:248] = True

    def stored(both: list[np.ndarray]) -> np.ndarray:
        return np.stack([np.where(inside | (one > 0), one, -32768) for one in both]).astype(np.int16)

    return Case({"a": scan(*BOTH, stored=stored)}, more=totals(*BOTH) | {"notes": ["in/a"]})


@case(CONSTRUCTED)
def window_of_scatter_alone() -> Case:
    """Only the scatter window was sent: it is read, and the reader is told."""
    made = scan("scatter_ant", "scatter_post", EnergyWindowInformationSequence=[window(108, 126)])
    return Case({"a": made}, [["scatter_ant", "scatter_post"]], more={"notes": ["in/a"], "says": ["108 to 126 keV"]})


# containers and names


@case(CONSTRUCTED)
def container_tar() -> Case:
    """A packed tar."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as packed:
        content = scan(*BOTH).content()
        info = tarfile.TarInfo("../../PAT1/IM1")
        info.size = len(content)
        packed.addfile(info, io.BytesIO(content))
    return Case({"export.tar.gz": target.getvalue()}, holds={"export.tar.gz": BOTH})


@case(CONSTRUCTED)
def container_with_chinese_names() -> Case:
    """A zip whose names are in GBK, as Windows in China packs: the words for the views are read."""
    target = io.BytesIO()
    marks = {"AAAAAAAA_BBBB": "late_ant", "CCCCCCCC_DDDD": "late_post"}
    with zipfile.ZipFile(target, "w") as packed:
        for name, shows in marks.items():
            packed.writestr(zipfile.ZipInfo(f"{name}.png"), write_png(picture(shows).astype(np.uint8)))
    raw = target.getvalue()
    for name, chinese in zip(marks, ("病人甲乙_前位", "病人甲乙_后位"), strict=True):
        raw = raw.replace(name.encode(), chinese.encode("gbk"))
    return Case({"export.zip": raw}, holds={"export.zip": BOTH})


@case(CONSTRUCTED)
def container_with_a_password() -> Case:
    """A locked archive is named, with what to do."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("IM1", scan(*BOTH).content())
    raw = bytearray(target.getvalue())
    central = raw.index(b"PK\x01\x02")
    raw[6] |= 1
    raw[central + 8] |= 1
    return Case({"locked.zip": bytes(raw)}, [], more={"refused": ["in/locked.zip"], "says": ["password"], "exit": 2})


@case(CONSTRUCTED)
def named_like_a_text() -> Case:
    """A scan whose name ends in .txt, as some mail filters want it."""
    return Case({"scan.txt": scan(*BOTH)})


if os.name == "posix":

    @case(CONSTRUCTED)
    def named_in_no_utf8() -> Case:
        """A name of bytes that are no UTF-8 neither ends the import nor costs the scan."""
        return Case({os.fsdecode("扫描.dcm".encode("gbk")): scan(*BOTH), "b.txt": b"Description: x"}, more={"exit": 0})


@case(CONSTRUCTED)
def codes_of_the_makers_own_in_words_of_another_language() -> Case:
    """The meaning of a maker's own view code, in German."""
    heads = [head(ViewCodeSequence=[code("99VENDOR", "1", word)]) for word in ("von hinten", "von vorne")]
    return Case({"a": scan("late_post", "late_ant", DetectorInformationSequence=heads)}, sure=OR_ASKED)
