"""A view that comes to a study which is there already: its place, and what becomes of the view that was only assumed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dspic_gui.intake.deciding import FoundView, StudyError, exclusion_reason, moved, twice_reason
from dspic_gui.intake.evidence import contradicts_itself
from dspic_gui.scans.view_reasons import ASSUMED, ASSUMED_PAIR, VIEW_NAMES, is_asked, reason
from dspic_gui.study import Projection, Study, ViewSource


@dataclass(frozen=True)
class Joined:
    """The new views in their places, and the views that were there, some of them in another place than before."""

    views: tuple[FoundView, ...]
    there: tuple[ViewSource, ...]


def join(existing: Study, views: Sequence[FoundView], *, may_move: bool) -> Joined:
    """Find a place for each view. StudyError where none is free; two that are told to be one side are asked about.

    `may_move` says that nobody has marked the study, so that a view that was only assumed can become the other one.
    """
    there = {view.projection: view for view in existing.views}
    new: list[FoundView] = []
    for view in views:
        taken = there.get(view.projection)
        if taken is not None and view.told and is_asked(taken) and may_move and view.projection.other not in there:
            there = {taken.projection.other: _as_the_other(taken)}
        placed = _placed(view, there)
        if placed.projection in there or any(placed.projection is one.projection for one in new):
            raise StudyError("same_view_twice", view=VIEW_NAMES[placed.projection])
        new.append(placed)
    return Joined(tuple(new), tuple(there.values()))


def _placed(view: FoundView, there: dict[Projection, ViewSource]) -> FoundView:
    """The view in its own place, or in the other one where its own is taken."""
    taken, other = there.get(view.projection), there.get(view.projection.other)
    if taken is None:
        return _beside(view, other)
    if other is not None:
        raise StudyError("same_view_twice", view=VIEW_NAMES[view.projection]) if view.told else StudyError("undecided")
    if view.told and not is_asked(taken):
        place = view.projection.other
        return moved(view, place, twice_reason(view.reason, place))
    return _other_place(view, taken)


def _beside(view: FoundView, other: ViewSource | None) -> FoundView:
    """Its place is free: what does not tell is the other one of a view that does."""
    if view.told or other is None or contradicts_itself(view.file, view.frame):
        return view
    return view if is_asked(other) else moved(view, view.projection, exclusion_reason(view.projection))


def _other_place(view: FoundView, taken: ViewSource) -> FoundView:
    place = view.projection.other
    if view.told or contradicts_itself(view.file, view.frame):
        return moved(view, place, reason("left_over", place, other=VIEW_NAMES[place.other]))
    return moved(view, place, ASSUMED_PAIR[place] if is_asked(taken) else exclusion_reason(place))


def _as_the_other(view: ViewSource) -> ViewSource:
    """A view that was only assumed gives way to one that tells; where nothing spoke for it, it is the other one."""
    place = view.projection.other
    plain = view.reason in (ASSUMED, *ASSUMED_PAIR.values())
    why = exclusion_reason(place) if plain else reason("left_over", place, other=VIEW_NAMES[place.other])
    return replace(view, projection=place, reason=why, asked=False)
