"""Files of one examination number detectors and energy windows alike: what one of them shows holds for the others.

The standard counts from 1 and some cameras from 0. A file with one frame of the second head alone then looks like
the first head's; only the file of the first head, whose number is 0, tells how both are to be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dspic_gui.intake.deciding import FoundView, moved
from dspic_gui.intake.evidence import evidence, telling, told_reason
from dspic_gui.scans.scan_file import FrameHints, ScanFile
from dspic_gui.scans.view_reasons import is_assumed
from dspic_gui.study import ViewSource

DETECTOR, WINDOW = "detector", "energy_window"


def numbered_alike(files: Sequence[ScanFile]) -> list[ScanFile]:
    """The files of one examination, each counted from 0 where another one of them is and its own numbers allow it."""
    return [_counted_as(file, files) for file in files]


def _counted_as(file: ScanFile, others: Sequence[ScanFile]) -> ScanFile:
    """The file counted from 0 where another one of the same camera is; itself where it tells how it counts."""
    fields = {name for other in others if other.detectors == file.detectors for name in other.counted_from_zero}
    fields -= set(file.counted_from_zero)
    hints = file.frame_hints
    if DETECTOR in fields and max((one.detector or file.detectors for one in hints), default=file.detectors) < file.detectors:
        hints = tuple(_of_the_next(one) for one in hints)
    if WINDOW in fields and hints:
        last = max(one.energy_window or len(file.energy_windows) for one in hints)
        if last < len(file.energy_windows):
            hints = tuple(replace(one, energy_window=(one.energy_window or 0) + 1) for one in hints)
    return file if hints is file.frame_hints else replace(file, frame_hints=hints)


def _of_the_next(hints: FrameHints) -> FrameHints:
    following = hints.following or hints
    return replace(following, energy_window=hints.energy_window, detector=(hints.detector or 0) + 1, maker=hints.maker)


def as_numbered_by(view: FoundView, others: Sequence[ScanFile]) -> FoundView:
    """A view that comes later, told anew where these files of its study count from 0."""
    file = _counted_as(view.file, others)
    if file is view.file:
        return view
    found = evidence(file, view.frame)
    told = telling(found)
    again = replace(view, file=file)
    return moved(again, told.pop(), told_reason(found)) if len(told) == 1 else again


def place_as_numbered_by(view: ViewSource, header: ScanFile, others: Sequence[ScanFile]) -> ViewSource:
    """The same of a view that is there already; one that somebody answered for stays."""
    file = _counted_as(header, others)
    if file is header or view.corrected_by or is_assumed(view.reason):
        return view
    found = evidence(file, view.frame)
    other = view.projection.other
    return replace(view, projection=other, reason=told_reason(found)) if telling(found) == {other} else view
