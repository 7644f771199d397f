"""Cases of files: pixel values that are no counts, copies, other matrices, containers, detectors and ages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.uid import ImplicitVRLittleEndian

from dspic_gui.study import COLUMNS, ROWS
from tests.made.bodies import Counts, picture
from tests.made.body_case import ASKED, BOTH, CONSTRUCTED, Case, case
from tests.made.body_files import BYTE_CAPTURE, Fields, as_stored, bare, directory, head, scan, twice_as_fine

# pixel values that are no counts

CAPTURE: Fields = {"SOPClassUID": BYTE_CAPTURE, "ImageType": ["DERIVED", "SECONDARY"]}


def inverted(pictures: Sequence[Counts]) -> NDArray[Any]:
    """As display software stores black on white."""
    return np.stack([255 - one for one in pictures]).astype(np.uint8)


def totals(*names: str) -> Fields:
    """The sums of counts that must come out."""
    return {"totals": {name: int(picture(name).sum()) for name in names}}


@case("https://github.com/Project-MONAI/monai-deploy-app-sdk/issues/282")
def inverted_capture() -> Case:
    """A screen capture stores bones as 0 and the air around them as 255 (MONOCHROME1): hot must be high, and the air holds no counts."""
    made = scan(*BOTH, stored=inverted, PhotometricInterpretation="MONOCHROME1", **CAPTURE)
    return Case({"a.dcm": made}, more=totals(*BOTH))


@case("https://github.com/Project-MONAI/monai-deploy-app-sdk/issues/282")
def inverted_capture_that_does_not_say_so() -> Case:
    """The same capture under MONOCHROME2: air of 255 and bones of 0 are no counts; put it right or say so."""
    return Case({"a.dcm": scan(*BOTH, stored=inverted, **CAPTURE)}, more={"or_said": True})


@case(CONSTRUCTED)
def inverted_for_display_only() -> Case:
    """A camera's own counts with MONOCHROME1, which asks for dark bones on a light ground: the counts are right as they are."""
    return Case({"a.dcm": scan(*BOTH, PhotometricInterpretation="MONOCHROME1")}, more=totals(*BOTH))


def padded(pictures: Sequence[Counts]) -> NDArray[Any]:
    """-32768 around the field of view."""
    inside = np.zeros((ROWS, COLUMNS), bool)
    inside[40:980, 8:248] = True
    return np.stack([np.where(inside | (one > 0), one, -32768) for one in pictures]).astype(np.int16)


@case("http://pullrequest.ru/13044047")
def padding_around_the_body() -> Case:
    """The margin is filled with the file's padding value, -32768, which is no count.

    It takes no part in totals, nor in what the network sees.
    """
    return Case({"a.dcm": scan(*BOTH, stored=padded, PixelPaddingValue=-32768)}, more=totals(*BOTH))


@case(CONSTRUCTED)
def padding_negative_counts_in_one_view() -> Case:
    """The anterior view holds negative counts, the posterior none: the reader is told, whichever view comes last."""

    def stored(both: Sequence[Counts]) -> NDArray[Any]:
        below = np.stack(both).astype(np.int16)
        below[0, :20] = -5
        return below

    return Case({"a.dcm": scan(*BOTH, stored=stored)}, more={"notes": ["in/a.dcm"]})


@case("http://pullrequest.ru/13044047")
def padding_counts_that_do_not_add_up() -> Case:
    """The file claims fifteen times the counts that its two frames hold: somebody scaled them, and the reader is told."""
    claimed = 15 * sum(int(picture(name).sum()) for name in BOTH)
    return Case({"a.dcm": scan(*BOTH, CountsAccumulated=claimed)}, more={"notes": ["in/a.dcm"]})


# the same picture twice


@case("https://github.com/dgobbi/vtk-dicom/issues/95")
def twice_in_two_folders() -> Case:
    """The workstation's export and the archive's copy lie side by side and differ in one header field.

    One study, nothing lost, nothing refused.
    """
    files = {
        f"{folder}/{number}": scan(name, RetrieveAETitle=address)
        for folder, address in (("workstation", None), ("archive", "ARCHIVE"))
        for number, name in enumerate(BOTH, 1)
    }
    return Case(files, more={"exit": 0})


@case("https://github.com/openslide/openslide/pull/470")
def twice_in_two_encodings() -> Case:
    """The same instance, once explicit and once implicit: taken once, and the copy is no reason to complain."""
    copy = scan(*BOTH, syntax=ImplicitVRLittleEndian, RetrieveAETitle="ARCHIVE")
    return Case({"workstation/a.dcm": scan(*BOTH), "archive/IM0001": copy}, more={"exit": 0})


# other matrices

LIMITED_BONE_SCAN = "http://nmt-procedures-2011.wikispaces.com/Limited+Bone+Scan"


@case(LIMITED_BONE_SCAN)
def size_fine_matrix() -> Case:
    """2048 rows x 512 columns of 1.13 mm are the same body twice as fine: 2 x 2 pixels are summed and every count is kept."""
    made = scan(*BOTH, stored=lambda both: as_stored([twice_as_fine(one) for one in both]), PixelSpacing=[1.13, 1.13])
    return Case({"a.dcm": made}, more=totals(*BOTH))


@case("https://doi.org/10.1371/journal.pone.0243253")
def size_two_views_in_one_picture() -> Case:
    """Front and back side by side in one frame of 512 columns: two views, cut in the middle; which is which must be asked."""
    made = scan(*BOTH, stored=lambda both: as_stored([np.hstack(both)]), NumberOfFrames=1)
    for name in ("DetectorVector", "EnergyWindowVector", "DetectorInformationSequence", "NumberOfDetectors"):
        delattr(made.data, name)
    return Case({"a.dcm": made}, sure=ASKED, more=totals(*BOTH))


@case(LIMITED_BONE_SCAN)
def size_short_picture() -> Case:
    """900 rows, for the camera stopped at the feet: the missing rows are empty, and every count is kept."""
    kept = {"totals": {name: int(picture(name)[62:962].sum()) for name in BOTH}}
    return Case({"a.dcm": scan(*BOTH, stored=lambda both: as_stored([one[62:962] for one in both]))}, more=kept)


@case(CONSTRUCTED)
def size_lying_picture() -> Case:
    """256 rows x 1024 columns, the head at the left, as the file's orientation says: turned upright, left and right where they belong."""
    heads = [head("ant", ImageOrientationPatient=[0, 0, -1, -1, 0, 0]), head("post", ImageOrientationPatient=[0, 0, -1, 1, 0, 0])]
    made = scan(*BOTH, stored=lambda both: as_stored([np.rot90(one) for one in both]), DetectorInformationSequence=heads)
    return Case({"a.dcm": made}, more=totals(*BOTH))


# scans in containers


@case("https://github.com/nroduit/Weasis/issues/793")
def container_zip() -> Case:
    """What an archive's web page gives out: a zip file that holds the study."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(zipfile.ZipInfo("DICOM/PAT1/IM0001"), scan(*BOTH).content())
    return Case({"export.zip": target.getvalue()}, holds={"export.zip": BOTH})


@case("https://github.com/OHIF/Viewers/issues/815")
def container_disc_directory_alone() -> Case:
    """A user opens the CD and chooses its table of contents, DICOMDIR, as other viewers want it: the scans it lists are taken."""
    made = scan(*BOTH)
    return Case({"DICOMDIR": directory(made, "DICOM", "PAT1", "IM1"), "DICOM/PAT1/IM1": made}, imports=[["in/DICOMDIR"]])


# detectors and frames that do not match


@case("https://www.dabsoft.ch/dicom/17/MM.2.7/")
def detector_two_alone() -> Case:
    """A frame cut out of a two-headed scan keeps the number 2 of its detector.

    The one detector that the file describes is its own, and says posterior.
    """
    return Case({"p.dcm": scan("late_post", DetectorVector=[2])}, [["late_post"]])


@case(CONSTRUCTED)
def detector_vector_missing() -> Case:
    """Two frames, two detectors with their view codes, and no vector that joins them: the first belongs to the first."""
    return Case({"a.dcm": scan("late_post", "late_ant", DetectorVector=None, EnergyWindowVector=None)})


# files without a preamble


@case("https://github.com/pydicom/pydicom/issues/150")
def bare_data_set() -> Case:
    """An old export without preamble, the first field is the SOP class: other programs read it, so it is a scan."""
    made = scan(*BOTH, syntax=ImplicitVRLittleEndian, SpecificCharacterSet=None, ImageType=None)
    return Case({"a": bare(made.content())}, holds={"a": BOTH})


@case("https://github.com/pydicom/pydicom/issues/316")
def bare_meta_information() -> Case:
    """No preamble, and file meta information without its length: still the same scan."""
    return Case({"a": scan(*BOTH).content()[144:]}, holds={"a": BOTH})


# ages


@case(CONSTRUCTED)
def age_without_zero() -> Case:
    """The age is written "57Y" instead of "057Y", and there is no birth date: the patient is 57, not of unknown age."""
    made = scan(*BOTH, PatientBirthDate=None, PatientAge="057Y").content().replace(b"057Y", b"57Y ")
    return Case({"a.dcm": made}, holds={"a.dcm": BOTH}, more={"ages": {"late_ant": 57}})


@case(CONSTRUCTED)
def age_zero_against_the_birth_date() -> Case:
    """The age is a meaningless "000Y", the birth date says 54: nobody takes this for an infant's scan."""
    return Case({"a.dcm": scan(*BOTH, PatientAge="000Y")}, more={"ages": {"late_ant": 54}})
