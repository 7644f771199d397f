"""Cases of views, phases and people: words that only look like a view, pictures of several passes, patients without a name."""

from __future__ import annotations

import numpy as np
from pydicom.uid import UID

from dspic_gui.counts.picture import write_png
from tests.made.bodies import picture
from tests.made.body_case import ASKED, BOTH, CONSTRUCTED, OR_ASKED, Case, case
from tests.made.body_files import HEAD_UP, Fields, as_stored, code, head, scan, window

CTK = "https://github.com/commontk/CTK/issues/275"
GE_NAMES = "https://github.com/salimkanoun/Scintigraphy"
BLOOD_POOL = "https://adc.bmj.com/highwire/markup/173093/expansion"
CHINESE = "https://github.com/Enet4/dicom-rs/issues/675"


# words that only look like a view


@case(CHINESE)
def words_after_operation() -> Case:
    """The series is called "bone scan (after operation)" in Chinese, which holds the sign for "back" but is no view.

    This anterior picture stays anterior, or is asked about.
    """
    made = scan("late_ant", SpecificCharacterSet="GB18030", SeriesDescription="全身骨显像(术后)", DetectorInformationSequence=None)
    return Case({"a.dcm": made}, [["late_ant"]], OR_ASKED)


@case("https://github.com/fo-dicom/fo-dicom/issues/1805")
def words_hours_after_injection() -> Case:
    """Both series are called "3 hours after injection" in Chinese; that makes neither of them posterior, and the pair is one study."""
    said: Fields = {"SpecificCharacterSet": "GB18030", "SeriesDescription": "注射后3小时 WB", "DetectorInformationSequence": None}
    nothing: Fields = {"DetectorVector": None, "NumberOfDetectors": None}
    made = {"a.dcm": scan("late_ant", ImageID="A", **said, **nothing), "p.dcm": scan("late_post", ImageID="P", **said, **nothing)}
    return Case(made, sure=OR_ASKED)


@case(CONSTRUCTED)
def words_after_operation_and_the_view() -> Case:
    """Here the words do tell: "check after the operation, front" and "check after the operation, back". Nothing is to be asked."""
    said: Fields = {
        "SpecificCharacterSet": "GB18030",
        "DetectorVector": None,
        "NumberOfDetectors": None,
        "DetectorInformationSequence": None,
    }
    files = {
        "1": scan("late_post", SeriesDescription="术后复查 后位", **said),
        "2": scan("late_ant", SeriesDescription="术后复查 前位", **said),
    }
    return Case(files)


@case(CHINESE)
def words_before_and_after_therapy() -> Case:
    """Pictures called "before therapy" and "after therapy" are two scans of two dates; they never stand side by side as front and back."""
    before, after = (picture(name).astype(np.uint8) for name in ("prior_ant", "late_ant"))
    files = {"patient/治疗前.png": write_png(before), "patient/治疗后.png": write_png(after)}
    holds = {"patient/治疗前.png": ["prior_ant"], "patient/治疗后.png": ["late_ant"]}
    return Case(files, [["prior_ant"], ["late_ant"]], OR_ASKED, holds)


@case(CONSTRUCTED)
def words_three_hours_post() -> Case:
    """The words "3HR POST" say when, not from where: an anterior picture three hours after the injection is not posterior."""
    made = scan("late_ant", SeriesDescription="BONE WB 3HR POST", DetectorInformationSequence=None)
    return Case({"a.dcm": made}, [["late_ant"]], OR_ASKED)


# blood pool and delayed pictures of one examination


@case(BLOOD_POOL)
def mixed_early_posterior_left_over() -> Case:
    """Of the blood pool only the back was sent: it is a study of its own and must not stand beside the delayed front."""
    files = {
        "e_p.dcm": scan("early_post"),
        "l_a.dcm": scan("late_ant"),
        "l_p.dcm": scan("late_post", AcquisitionTime="140902"),
    }
    return Case(files, [BOTH, ["early_post"]])


@case(BLOOD_POOL)
def mixed_one_of_each() -> Case:
    """A blood-pool back and a delayed front are three hours apart: two studies of one view each, not a pair."""
    return Case({"e_p.dcm": scan("early_post"), "l_a.dcm": scan("late_ant")}, [["early_post"], ["late_ant"]])


@case(BLOOD_POOL)
def mixed_second_comes_later() -> Case:
    """The blood-pool back is in the dataset already when the delayed front is imported: the free place beside it is not for that."""
    files = {"first/e_p.dcm": scan("early_post"), "second/l_a.dcm": scan("late_ant")}
    return Case(files, [["early_post"], ["late_ant"]], imports=[["in/first"], ["in/second"]])


@case("https://github.com/fedorov/MultiVolumeImporter/pull/14")
def mixed_parts_of_a_second() -> Case:
    """One file a view, and the two heads write times a quarter of a second apart.

    Still one pair early and one pair late; readers tell them apart by the hour.
    """
    names = ("early_ant", "early_post", *BOTH)
    times = ("110500.000", "110500.250", "140900.000", "140900.250")
    files = {f"IM{place}": scan(name, AcquisitionTime=time) for place, (name, time) in enumerate(zip(names, times, strict=True), 1)}
    return Case(files, [names[:2], BOTH], more={"times": {"early_ant": "11:05", "late_ant": "14:09"}})


# patients without a name

ANONYMOUS: Fields = {"PatientID": "anonymous", "PatientName": "anonymous", "PatientIdentityRemoved": "YES", "PatientBirthDate": None}


@case(CTK)
def anonymous_number_for_everybody() -> Case:
    """De-identified files all carry the patient number "anonymous".

    A woman of 71 and a man of 54 are two patients, and neither scan is the prior of the other.
    """
    files = {"1.dcm": scan(*BOTH, **ANONYMOUS), "2.dcm": scan("other_ant", "other_post", **ANONYMOUS)}
    return Case(files, [BOTH, ["other_ant", "other_post"]], more={"patients": 2})


@case("https://github.com/horosproject/horos/issues/476")
def anonymous_identifiers_for_everybody() -> Case:
    """De-identification gave all files the same identifiers.

    The front of a man of 54 and the back of a woman of 71 never make one study.
    """
    same: Fields = {
        "StudyInstanceUID": UID("1.2.3"),
        "SeriesInstanceUID": UID("1.2.3.4"),
        "SOPInstanceUID": UID("1.2.3.4.5"),
        "PatientSex": None,
    }
    same |= ANONYMOUS | {"AcquisitionDate": None, "AcquisitionTime": None}
    files = {"p1/a.dcm": scan("late_ant", **same), "p2/p.dcm": scan("other_post", **same)}
    return Case(files, [["late_ant"], ["other_post"]], more={"or_said": True})


@case("https://github.com/dcm4che/dcm4chee-arc-light/issues/4701")
def anonymous_instance_for_everybody() -> Case:
    """All identifiers are alike, the instance's too, but the pictures are of two people on two days.

    The second scan is no copy of the first and is not lost.
    """
    same: Fields = {
        "StudyInstanceUID": UID("1.2.3"),
        "SeriesInstanceUID": UID("1.2.3.4"),
        "SOPInstanceUID": UID("1.2.3.4.5"),
        "PatientSex": None,
    }
    files = {"1.dcm": scan(*BOTH, **same, **ANONYMOUS), "2.dcm": scan("other_ant", "other_post", **same, **ANONYMOUS)}
    return Case(files, [BOTH, ["other_ant", "other_post"]])


@case(CONSTRUCTED)
def anonymous_number_of_one_patient() -> Case:
    """De-identified files with a number that is one patient's own: this year's scan and last year's belong together, at 53 and at 54."""
    removed: Fields = {"PatientIdentityRemoved": "YES", "PatientID": "S-0017", "PatientName": "S-0017", "PatientBirthDate": None}
    files = {"1.dcm": scan("prior_ant", "prior_post", PatientAge="053Y", **removed), "2.dcm": scan(*BOTH, **removed)}
    return Case(files, [["prior_ant", "prior_post"], BOTH], more={"patients": 1})


# how the patient lay

FEET_FIRST: Fields = {
    "PatientPosition": "FFS",
    "PatientGantryRelationshipCodeSequence": [code("SCT", "102541007", "feet-first")],
}


@case("https://github.com/OHIF/Viewers/issues/4352")
def lying_feet_up() -> Case:
    """The file says that its rows run from the feet to the head: shown as stored, the body stands on its head and left is right."""
    heads = [head("ant", ImageOrientationPatient=[-1, 0, 0, 0, 0, 1]), head("post", ImageOrientationPatient=[1, 0, 0, 0, 0, 1])]
    made = scan(*BOTH, stored=lambda both: as_stored([np.rot90(one, 2) for one in both]), DetectorInformationSequence=heads, **FEET_FIRST)
    return Case({"a.dcm": made})


@case(CONSTRUCTED)
def lying_feet_first_head_up() -> Case:
    """The patient went in feet first, but the picture is stored head up, as its orientation says: nothing is to be turned."""
    heads = [head(view, ImageOrientationPatient=way) for view, way in HEAD_UP.items()]
    return Case({"a.dcm": scan(*BOTH, DetectorInformationSequence=heads, **FEET_FIRST)})


@case(CONSTRUCTED)
def mirrored_posterior() -> Case:
    """The posterior frame is stored mirrored, as its orientation says: shown as stored, the letters R and L stand on the wrong sides."""
    heads = [head(view, ImageOrientationPatient=HEAD_UP["ant"]) for view in HEAD_UP]
    made = scan(*BOTH, stored=lambda both: as_stored([both[0], both[1][:, ::-1]]), DetectorInformationSequence=heads)
    return Case({"a.dcm": made}, sure=OR_ASKED, more={"mirrored": ["late_post"]})


@case(CONSTRUCTED)
def mirrored_posterior_alone() -> Case:
    """The words say posterior, the orientation is that of an anterior picture: mirrored or misnamed, only a person can tell."""
    heads = [head(ImageOrientationPatient=HEAD_UP["ant"])]
    made = scan(
        "late_post",
        stored=lambda one: as_stored([one[0][:, ::-1]]),
        SeriesDescription="WB POSTERIOR",
        DetectorVector=None,
        DetectorInformationSequence=heads,
    )
    return Case({"p.dcm": made}, [["late_post"]], ASKED, more={"mirrored": ["late_post"]})


# cameras that write the back first, or speak their own language


@case(GE_NAMES)
def vendor_names_posterior_first() -> Case:
    """The first frame is the back, and only the camera maker's own picture names say so: detector 1 is not always the front."""
    made = scan("late_post", "late_ant", ImageID="WHOLE BODY", DetectorInformationSequence=None)
    made.data.add_new(0x00110010, "LO", "GEMS_GENIE_1")
    made.data.add_new(0x00111012, "LO", ["WB POST", "WB ANT"])
    made.data.add_new(0x00111030, "LO", ["WB POST", "WB ANT"])
    return Case({"a.dcm": made}, sure=OR_ASKED)


@case(GE_NAMES)
def vendor_own_view_codes() -> Case:
    """The view codes are the maker's own, but their meanings are plain English and say that the back comes first."""
    heads = [head(ViewCodeSequence=[code("99VENDOR", word[0], word)]) for word in ("Posterior", "Anterior")]
    return Case({"a.dcm": scan("late_post", "late_ant", DetectorInformationSequence=heads)}, sure=OR_ASKED)


@case(CONSTRUCTED)
def vendor_detectors_counted_from_zero() -> Case:
    """The detectors are numbered 0 and 1, not 1 and 2: each frame still belongs to its own view code, not to its neighbour's."""
    return Case({"a.dcm": scan(*BOTH, DetectorVector=[0, 1], EnergyWindowVector=[0, 0])}, sure=OR_ASKED)


# an angle against the words


@case(GE_NAMES)
def angle_zero_for_both_heads() -> Case:
    """The camera writes angle 0 whatever head it was.

    The file that calls itself anterior is not posterior, and its partner, imported later, finds its place.
    """
    zero = [head(StartAngle=0)]
    files = {
        "anterior.dcm": scan("late_ant", SeriesDescription="WB ANTERIOR", ImageID="WB ANTERIOR", DetectorInformationSequence=zero),
        "posterior.dcm": scan("late_post", SeriesDescription="WB POSTERIOR", ImageID="WB POSTERIOR", DetectorInformationSequence=zero),
    }
    return Case(files, sure=OR_ASKED, imports=[["in/anterior.dcm"], ["in/posterior.dcm"]])


@case(GE_NAMES)
def angle_of_another_convention() -> Case:
    """The words say posterior, the angle 180 says anterior, for this maker counts angles from the other side: ask, or believe the words."""
    made = scan("late_post", SeriesDescription="WB POSTERIOR", DetectorInformationSequence=[head(StartAngle=180)])
    return Case({"p.dcm": made}, [["late_post"]], OR_ASKED)


# the wrong picture of the right patient

PROCESSED: Fields = {"ImageType": ["DERIVED", "SECONDARY", "WHOLE BODY", "EMISSION"], "SeriesDescription": "WB enhanced"}
ENHANCED = ("enhanced_ant", "enhanced_post")


@case("https://github.com/Open-Minds-Lab/mrQA/issues/49")
def wrong_processed_copy_first() -> Case:
    """A processed copy sorts before the scan itself: what is read and counted is the original, and the copy is named as left out."""
    files = {"1_enhanced.dcm": scan(*ENHANCED, **PROCESSED), "2_scan.dcm": scan(*BOTH)}
    return Case(files, more={"refused": ["in/1_enhanced.dcm"]})


@case("https://github.com/Open-Minds-Lab/mrQA/issues/49")
def wrong_processed_copy_imported_before() -> Case:
    """The processed copy came alone and was taken. When the original is imported it must get in, whatever becomes of the copy."""
    files = {"first.dcm": scan(*ENHANCED, **PROCESSED), "second.dcm": scan(*BOTH)}
    return Case(files, imports=[["in/first.dcm"], ["in/second.dcm"]], more={"also": [list(ENHANCED)]})


@case("https://github.com/UCL/STIR/pull/1122")
def wrong_scatter_window_first() -> Case:
    """One file for each energy window, the scatter window first: the scan is the window that holds 140 keV."""
    files = {
        "1.dcm": scan("scatter_ant", "scatter_post", SeriesDescription="WB SCATTER", EnergyWindowInformationSequence=[window(108, 126)]),
        "2.dcm": scan(*BOTH, SeriesDescription="WB PEAK", EnergyWindowInformationSequence=[window(126.5, 154.5)]),
    }
    return Case(files, more={"refused": ["in/1.dcm"]})


# a second view that gets lost


@case("https://github.com/pydicom/pydicom/issues/2035")
def lost_frames_not_counted() -> Case:
    """The number of frames is missing, the pixels of two are there: both views are read, not one."""
    return Case({"a.dcm": scan(*BOTH, NumberOfFrames=None)}, sure=OR_ASKED)


@case("https://github.com/pydicom/pydicom/issues/1844")
def lost_frames_counted_as_one() -> Case:
    """The file says one frame and holds the pixels of two: the back is not dropped without a word."""
    return Case({"a.dcm": scan(*BOTH, NumberOfFrames=1)}, sure=OR_ASKED, more={"or_said": True})


@case(CONSTRUCTED)
def lost_window_vector_counts_on() -> Case:
    """The frames are numbered 1 and 2 in the vector of energy windows, but there is one window only: both frames are views of it."""
    return Case({"a.dcm": scan(*BOTH, EnergyWindowVector=[1, 2])}, sure=OR_ASKED)
