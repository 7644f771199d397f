"""What a file says of one picture's view, rule by rule; and which rules tell it and which are only conventions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dspic_gui.scans.scan_file import FrameHints, ScanFile
from dspic_gui.scans.view_reasons import FIELD_NAMES, REASONS, VIEW_NAMES, reason
from dspic_gui.scans.view_words import is_only_post, pair_name, projection_in
from dspic_gui.sentence import Sentence
from dspic_gui.study import Projection

_CODES = {"399321004": Projection.ANT, "G-5215": Projection.ANT, "399001007": Projection.POST, "G-5216": Projection.POST}
_SCHEMES = frozenset(("SCT", "SRT", "SNM3", "99SDM", ""))
_ANGLE_TOLERANCE = 5.0
_FIRST = re.compile("^[HFA]F")
"""Head, feet or another part first, in PatientPosition."""
BY_THE_CAMERA = frozenset(("angle", "orientation"))
"""Rules of which cameras write the same for every picture, whatever head took it."""


@dataclass(frozen=True)
class Evidence:
    """One rule's word on a view. `tells` is False for a convention, which no one should take for a fact."""

    rule: str
    projection: Projection
    sentence: Sentence
    tells: bool = True


def evidence(file: ScanFile, frame: int) -> list[Evidence]:
    """What the file says of a frame's view, the rules that are most often right first."""
    hints = file.frame_hints[frame] if frame < len(file.frame_hints) else FrameHints()
    found = [
        *_from_codes(hints),
        *_from_words(file, hints),
        *_from_geometry(file, hints),
        *_from_detector(file, hints),
    ]
    if hints.start_angle == 0 and {one.rule for one in found if one.tells} == {"angle"} and not _has_another_angle(file):
        return [replace(one, tells=False) for one in found]  # some cameras write 0 whatever head it was
    return found


def _has_another_angle(file: ScanFile) -> bool:
    return any(hints.start_angle for hints in file.frame_hints)


def telling(found: Sequence[Evidence]) -> set[Projection]:
    """The views that are told; two where the file contradicts itself."""
    return {one.projection for one in found if one.tells}


def contradicts_itself(file: ScanFile, frame: int) -> bool:
    """Whether the file tells both views of one frame."""
    return len(telling(evidence(file, frame))) > 1


def told_reason(found: Sequence[Evidence]) -> Sentence:
    """The reason of a view that is told without contradiction."""
    return next(one.sentence for one in found if one.tells)


def doubtful_reason(found: Sequence[Evidence], projection: Projection) -> Sentence | None:
    """What speaks for a view that is only assumed, and what against it; None where nothing speaks for it."""
    speaking = next((one for one in found if one.projection is projection), None)
    if speaking is None:
        return None
    against = next((one.sentence for one in found if one.tells and one.projection is not projection), None)
    if against is None:
        return reason("convention", projection, reason=speaking.sentence)
    return reason("contradicted", projection, reason=speaking.sentence, other=against)


def _from_codes(hints: FrameHints) -> list[Evidence]:
    found = []
    scheme, value = hints.view_code or ("", "")
    by_code = _CODES.get(value.upper()) if scheme.upper() in _SCHEMES else None
    if by_code:
        found.append(Evidence("code", by_code, reason("code", by_code)))
    by_meaning = projection_in(hints.meaning or "")
    if by_meaning:
        found.append(Evidence("meaning", by_meaning, reason("meaning", by_meaning)))
    return found


def _from_words(file: ScanFile, hints: FrameHints) -> list[Evidence]:
    """The words of a file with several pictures say nothing of one of them."""
    found = []
    if file.kind == "png" and (named := pair_name(file.named)[1]):
        found.append(Evidence("name", named, reason("name", named), tells=not _may_be_after(file, str(file.named))))
    if len(file.frame_hints) == 1:
        for field, words in file.words:
            if projection := projection_in(words):
                said = reason("field", projection, field=FIELD_NAMES.get(field, field))
                found.append(Evidence(field, projection, said, tells=not _may_be_after(file, words)))
    if hints.maker and hints.maker.rstrip("?") in Projection.__members__:
        by_maker = Projection(hints.maker.rstrip("?"))
        found.append(Evidence("maker", by_maker, reason("maker", by_maker), tells=not hints.maker.endswith("?")))
    return found


def _may_be_after(file: ScanFile, words: str) -> bool:
    """Whether the only word for the back may be the "post" of a "pre" that came with it."""
    return file.before_and_after and is_only_post(words)


def _from_geometry(file: ScanFile, hints: FrameHints) -> list[Evidence]:
    found = []
    if by_orientation := by_handedness(hints.orientation):
        found.append(Evidence("orientation", by_orientation, reason("orientation", by_orientation)))
    if by_angle := _by_angle(hints):
        # Angles count from the patient's back (PS3.3 C.8.4.10), but cameras count them from the table:
        # of somebody who lies on the belly or on a side they tell nothing.
        supine = _FIRST.sub("", file.position or "") in ("", "S")
        said = reason("angle", by_angle, angle=f"{hints.start_angle or 0:g}")
        found.append(Evidence("angle", by_angle, said, tells=supine))
    return found


def _from_detector(file: ScanFile, hints: FrameHints) -> list[Evidence]:
    several = len({entry.detector for entry in file.frame_hints}) > 1
    by_detector = {1: Projection.ANT, 2: Projection.POST}.get(hints.detector or 0)
    if by_detector is None or not (file.detectors > 1 or several):
        return []
    count = max(file.detectors, 2)
    said = Sentence(REASONS["detector"], view=VIEW_NAMES[by_detector], number=hints.detector, count=count)
    return [Evidence("detector", by_detector, said, tells=False)]


def _by_angle(hints: FrameHints) -> Projection | None:
    """180 degrees is in front of the patient, 0 behind (PS3.3 C.8.4.10)."""
    if hints.start_angle is None:
        return None
    angle = hints.start_angle % 360.0
    if abs(angle - 180.0) <= _ANGLE_TOLERANCE:
        return Projection.ANT
    return Projection.POST if min(angle, 360.0 - angle) <= _ANGLE_TOLERANCE else None


def by_handedness(orientation: Sequence[float] | None) -> Projection | None:
    """The view whose picture can be turned, not mirrored, into one with this orientation.

    From the front the picture's normal points to the back: rows towards the left hand, columns to the feet.
    """
    if orientation is None:
        return None
    (row_x, _, row_z), (column_x, _, column_z) = orientation[:3], orientation[3:]
    backwards = row_z * column_x - row_x * column_z
    return None if abs(backwards) < 0.5 else Projection.ANT if backwards > 0 else Projection.POST
