"""Which detector and which energy window each frame of a DICOM file belongs to. Runs in the decoder's child process only.

The standard counts both from 1 and wants one number a frame. Cameras count from 0, number on where there is
one window only, give one number for all frames, or keep the number of the file that a frame was cut out of.
"""

from __future__ import annotations

from typing import Any

from dspic_gui.scans.dicom_fields import MAXIMUM_ITEMS, items, number, numbers, text, values
from dspic_gui.scans.view_words import makers_ending, projection_in

_DIRECTIONS = {
    "L": (1.0, 0.0, 0.0),
    "R": (-1.0, 0.0, 0.0),
    "P": (0.0, 1.0, 0.0),
    "A": (0.0, -1.0, 0.0),
    "H": (0.0, 0.0, 1.0),
    "F": (0.0, 0.0, -1.0),
}
_MAKERS_GROUP, _MAKER = 0x0011, "GEMS_GENIE_1"
_MAKERS_NAMES = (0x12, 0x30)
"""GE: the names of the data set and of the picture, one a frame or one for all."""


def frame_hints(data_set: Any, frames: int) -> list[dict[str, Any]]:
    """What the file says of each frame's place, fields as FrameHints'."""
    information = items(data_set, "DetectorInformationSequence")
    detectors = _vector(data_set, "DetectorVector", frames)
    windows = _windows(data_set, frames, detectors)
    names = _makers_names(data_set, frames)
    whole = data_set if frames == 1 else None
    following = _following(data_set, information, detectors)
    found = []
    for frame in range(min(frames, MAXIMUM_ITEMS)):
        own = _own_item(information, detectors, frame, frames)
        placed: dict[str, Any] = {"energy_window": windows[frame], "detector": detectors[frame], "maker": names[frame]}
        placed |= {"following": _view_hints(following[frame], whole)} if following else {}
        found.append(placed | _view_hints(own, whole))
    return found


def counted_from_zero(data_set: Any, frames: int) -> list[str]:
    """The fields of FrameHints that this file's own vectors count from 0, which is what its examination's other files may do."""
    vectors = {"detector": "DetectorVector", "energy_window": "EnergyWindowVector"}
    return [name for name, keyword in vectors.items() if min(_counted(data_set, keyword, frames), default=1) == 0]


def _vector(data_set: Any, keyword: str, frames: int) -> list[int | None]:
    """One number a frame, counted from 1; None for all frames where there is not one for each."""
    found = _counted(data_set, keyword, frames)
    if not found:
        return [None] * frames
    return [entry + 1 for entry in found] if min(found) == 0 else list(found)


def _counted(data_set: Any, keyword: str, frames: int) -> list[int]:
    """The numbers as they stand in the file; none where there is not one for each frame."""
    found = [int(entry) for entry in numbers(data_set, keyword)]
    return found if len(found) == frames and min(found, default=-1) >= 0 else []


def _following(data_set: Any, information: list[Any], detectors: list[int | None]) -> list[Any]:
    """The item after each frame's own: the frame's where a file counts from 0 that has no frame of its first detector.

    None of a file that tells how it counts: by a 0, or by the number of its last detector.
    """
    known = [detector for detector in detectors if detector is not None]
    tells = 0 in _counted(data_set, "DetectorVector", len(detectors)) or max(known, default=0) >= len(information)
    return [] if tells or len(known) < len(detectors) else [information[detector] for detector in known]


def _windows(data_set: Any, frames: int, detectors: list[int | None]) -> list[int | None]:
    """Frames that are numbered on though there is one window, or like their detectors, are all of one."""
    found = _vector(data_set, "EnergyWindowVector", frames)
    described = len(items(data_set, "EnergyWindowInformationSequence"))
    there = described or number(data_set, "NumberOfEnergyWindows") or 0
    numbered_like_detectors = len(set(found)) == frames > 1 and found == detectors and there != frames
    if there == 1 or numbered_like_detectors:
        return [None if entry is None else 1 for entry in found]
    return found


def _own_item(information: list[Any], detectors: list[int | None], frame: int, frames: int) -> Any | None:
    """The detector's item that is this frame's."""
    detector = detectors[frame]
    if len(information) == 1 and len(set(detectors)) == 1:
        return information[0]  # one detector is described, whatever number it kept
    if detector is not None:
        return information[detector - 1] if detector <= len(information) else None
    return information[frame] if len(information) == frames else None


def _view_hints(detector: Any | None, whole: Any | None) -> dict[str, Any]:
    """From the detector's item; a view code may stand beside the image too where it has one frame only."""
    places = [place for place in (detector, whole) if place is not None]
    code = next((code for place in places for code in items(place, "ViewCodeSequence")[:1]), None)
    angle, orientation = (
        next((found for place in places if (found := numbers(place, name))), []) for name in ("StartAngle", "ImageOrientationPatient")
    )
    orientation = orientation or _by_letters(whole)
    return {
        "view_code": None if code is None else _code(code),
        "meaning": None if code is None else text(code, "CodeMeaning"),
        "start_angle": angle[0] if angle else None,
        "orientation": orientation if len(orientation) == 6 else None,
    }


def _by_letters(whole: Any | None) -> list[float]:
    """PatientOrientation, which captures have, as the directions of ImageOrientationPatient; empty where it is not there."""
    letters = [] if whole is None else values(whole, "PatientOrientation")
    if len(letters) != 2 or not all(entry[:1] in _DIRECTIONS for entry in letters):
        return []
    return [side for entry in letters for side in _DIRECTIONS[entry[:1]]]


def _code(code: Any) -> list[str]:
    return [text(code, "CodingSchemeDesignator") or "", text(code, "CodeValue") or ""]


def _makers_names(data_set: Any, frames: int) -> list[str | None]:
    """The view that the maker's own names of the frames tell, as "ANT" or "POST"; with "?" where only an ending does."""
    told: list[set[str]] = [set() for _ in range(frames)]
    for element in _MAKERS_NAMES:
        names = _private_values(data_set, element)
        for frame in range(frames) if len(names) == frames else ():
            by_word = projection_in(names[frame], name=True)
            if by_word or (by_ending := makers_ending(names[frame])):
                told[frame].add(by_word.value if by_word else f"{by_ending}?")
    return [next(iter(found)) if len(found) == 1 else None for found in told]


def _private_values(data_set: Any, element: int) -> list[str]:
    try:
        block = data_set.private_block(_MAKERS_GROUP, _MAKER)
    except (KeyError, ValueError, TypeError, AttributeError):
        return []
    tag = block.get_tag(element)
    return values(data_set, tag)
