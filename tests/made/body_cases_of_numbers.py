"""Cases of files that number heads and energy windows, and of pictures of one study that contradict each other."""

from __future__ import annotations

from typing import Any

from tests.made.body_case import ASKED, BOTH, CONSTRUCTED, OR_ASKED, Case, case
from tests.made.body_cases_of_more import NOTHING
from tests.made.body_files import Fields, Scan, head, scan, uid, window

APART = [["in/1"], ["in/2"]]


def of_head(name: str, number: int, **changes: Any) -> Scan:
    """A file of one head that describes both, by this number."""
    heads = [head("ant"), head("post")]
    return scan(name, DetectorVector=[number], NumberOfDetectors=2, DetectorInformationSequence=heads, **changes)


@case(CONSTRUCTED)
def heads_from_zero_in_two_files() -> Case:
    """Two files number the heads 0 and 1, and both describe both heads: the second is no other front."""
    return Case({"a": of_head("late_ant", 0), "p": of_head("late_post", 1)})


@case(CONSTRUCTED)
def heads_from_zero_the_back_later() -> Case:
    """The same in two imports: the front that is there tells how the back is numbered."""
    return Case({"1/a": of_head("late_ant", 0), "2/p": of_head("late_post", 1)}, imports=APART)


@case(CONSTRUCTED)
def heads_from_zero_the_front_later() -> Case:
    """The back came first and was read as the first head, as the standard has it; the front shows how both are numbered."""
    return Case({"1/p": of_head("late_post", 1), "2/a": of_head("late_ant", 0)}, imports=APART)


@case(CONSTRUCTED)
def heads_from_zero_beside_a_pair() -> Case:
    """The blood pool is one file of two frames, 0 and 1; of the late pass there is the back alone, number 1."""
    early = scan("early_ant", "early_post", DetectorVector=[0, 1])
    return Case({"e": early, "p": of_head("late_post", 1)}, [["early_ant", "early_post"], ["late_post"]])


@case(CONSTRUCTED)
def heads_from_zero_in_three_files() -> Case:
    """Blood pool of the back, and both late views: the numbers hold for all."""
    files = {"e": of_head("early_post", 1), "a": of_head("late_ant", 0), "p": of_head("late_post", 1)}
    return Case(files, [["early_post"], BOTH])


@case(CONSTRUCTED)
def heads_from_one_in_two_files() -> Case:
    """As the standard has it: a file with number 1 is the first head's though it describes both."""
    return Case({"a": of_head("late_ant", 1), "p": of_head("late_post", 2)})


@case(CONSTRUCTED)
def heads_from_zero_by_their_angles() -> Case:
    """The heads are described by angles only."""
    heads = [head(StartAngle=180), head(StartAngle=357)]
    told: Fields = {"NumberOfDetectors": 2, "DetectorInformationSequence": heads}
    files = {str(place): scan(name, DetectorVector=[place], **told) for place, name in enumerate(BOTH)}
    return Case(files)


@case(CONSTRUCTED)
def heads_from_zero_and_nothing_told() -> Case:
    """Nothing but the numbers speaks: a convention, asked about, the first head as the front."""
    told: Fields = {"NumberOfDetectors": 2, "DetectorInformationSequence": None}
    files = {str(place): scan(name, DetectorVector=[place], **told) for place, name in enumerate(BOTH)}
    return Case(files, sure=OR_ASKED, more={"says": ["Detector 2 of 2"]})


def of_window(number: int, *names: str) -> Scan:
    """A file of one energy window that describes both, by this number in every frame."""
    described: Fields = {"NumberOfEnergyWindows": 2, "EnergyWindowInformationSequence": [window(126, 154), window(92, 125)]}
    return scan(*names, EnergyWindowVector=[number] * len(names), **described)


SCATTER = ("scatter_ant", "scatter_post")


@case(CONSTRUCTED)
def windows_in_two_files_that_describe_both() -> Case:
    """Photopeak and scatter lie in two files, and each describes both windows: the scatter is left out."""
    return Case({"a": of_window(1, *BOTH), "s": of_window(2, *SCATTER)}, more={"refused": ["in/s"]})


@case(CONSTRUCTED)
def windows_from_zero_in_two_files() -> Case:
    """The same with windows that are numbered from 0."""
    return Case({"a": of_window(0, *BOTH), "s": of_window(1, *SCATTER)}, more={"refused": ["in/s"]})


@case(CONSTRUCTED)
def window_of_scatter_alone() -> Case:
    """Only the scatter came, in a file that describes the photopeak too: it is taken, and said to be off the peak."""
    return Case({"s": of_window(2, *SCATTER)}, [SCATTER], more={"notes": ["in/s"], "says": ["92 to 125 keV"]})


# pictures that contradict each other


def front(name: str, **changes: Any) -> Scan:
    return scan(name, DetectorInformationSequence=[head("ant")], **changes)


@case(CONSTRUCTED)
def twice_the_front_by_the_codes() -> Case:
    """A technician left the first view's code for the second: both are said to be the front, and the user is asked."""
    return Case({"a": front("late_ant"), "p": front("late_post")}, sure=ASKED, more={"exit": 0, "says": ["says the same"]})


@case(CONSTRUCTED)
def twice_the_front_by_the_codes_later() -> Case:
    """The same in two imports: what came first stays the front, the other is asked about."""
    files = {"1/a": front("late_ant"), "2/p": front("late_post")}
    return Case(files, sure=OR_ASKED, imports=APART, more={"exit": 0, "says": ["says the same"]})


@case(CONSTRUCTED)
def twice_the_front_by_words_and_codes() -> Case:
    """Code and description call the one the front, the other only its description: that one is asked to be the back."""
    told = NOTHING | {"SeriesDescription": "WB ANTERIOR"}
    files = {"p": scan("late_post", **told), "a": front("late_ant", SeriesDescription="WB ANTERIOR")}
    return Case(files, sure=OR_ASKED, more={"exit": 0})


@case(CONSTRUCTED)
def twice_the_front_and_the_back_is_there() -> Case:
    """Both views are there, and another front comes: it is left out with what to do, the pair stays."""
    files = {"1/a": scan(*BOTH), "2/b": front("early_ant", AcquisitionTime="141200", SOPInstanceUID=uid("repeated"))}
    return Case(files, imports=APART, more={"refused": ["in/2/b"], "says": ["--replace"]})
