"""What a reader can do to marks that are already drawn, each as a function from a Reading to a Reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dspic_gui.reading import Lesion, Reading, new_uid
from dspic_gui.sentence import MOST_CHARACTERS, Sentence, writable
from dspic_gui.shape import Foreign, Shape
from dspic_gui.study import COLUMNS, ROWS, Projection

DUPLICATE_STEP = 8.0
"""How far a duplicate lies from its original, in pixels, to the right and down."""


def chosen(reading: Reading, uids: Iterable[str]) -> list[Lesion]:
    """The lesions of these names that exist, in the reading's order."""
    wanted = set(uids)
    return [lesion for lesion in reading.lesions if lesion.uid in wanted]


def with_linked(reading: Reading, uids: Iterable[str]) -> tuple[str, ...]:
    """The names, and those of the marks linked with them as one lesion."""
    marks = chosen(reading, uids)
    groups = {mark.group_id for mark in marks if mark.group_id is not None}
    names = {mark.uid for mark in marks}
    return tuple(mark.uid for mark in reading.lesions if mark.uid in names or mark.group_id in groups)


def delete(reading: Reading, uids: Iterable[str]) -> Reading:
    """The reading without the marks; locked ones stay."""
    return reading.without(*(mark.uid for mark in chosen(reading, uids) if not mark.locked))


def reshape(reading: Reading, shapes: dict[str, Shape]) -> Reading:
    """The reading with new outlines; locked marks keep theirs."""

    def change(lesion: Lesion) -> Lesion:
        return lesion if lesion.locked else replace(lesion, shape=shapes[lesion.uid])

    return reading.changing(change, *shapes)


def recode(reading: Reading, uids: Iterable[str], label: str) -> Reading:
    """The marks, and those linked with them, carry another code."""
    return reading.changing(lambda lesion: replace(lesion, label=label), *with_linked(reading, uids))


def grade(reading: Reading, uids: Iterable[str], certainty: int | None) -> Reading:
    """The marks, and those linked with them, carry another certainty (1 to 5, None: not said)."""
    return reading.changing(lambda lesion: replace(lesion, certainty=certainty), *with_linked(reading, uids))


def describe(reading: Reading, uids: Iterable[str], description: str | None) -> Reading:
    """The marks carry another free text."""
    return reading.changing(lambda lesion: replace(lesion, description=description or None), *uids)


def lock(reading: Reading, uids: Sequence[str]) -> Reading:
    """Lock the marks; where all are locked already, unlock them."""
    locked = not all(mark.locked for mark in chosen(reading, uids))
    return reading.changing(lambda lesion: replace(lesion, locked=locked), *uids)


def link(reading: Reading, uids: Iterable[str]) -> Reading:
    """Join the marks into one lesion; all take the code and certainty of the first."""
    names = with_linked(reading, uids)
    marks = chosen(reading, names)
    if len(marks) < 2:
        return reading
    numbers = [mark.group_id for mark in marks if mark.group_id is not None]
    number = min(numbers) if numbers else reading.next_group()
    first = marks[0]
    return reading.changing(lambda lesion: replace(lesion, group_id=number, label=first.label, certainty=first.certainty), *names)


def unlink(reading: Reading, uids: Iterable[str]) -> Reading:
    """Make the marks lesions of their own; a mark left alone in its group loses the number too."""
    names = {mark.uid for mark in chosen(reading, uids)}
    freed = reading.changing(lambda lesion: replace(lesion, group_id=None), *names)
    members: dict[int, list[str]] = {}
    for mark in freed.lesions:
        if mark.group_id is not None:
            members.setdefault(mark.group_id, []).append(mark.uid)
    alone = [group[0] for group in members.values() if len(group) == 1]
    touched = {mark.group_id for mark in chosen(reading, names)}
    lonely = [uid for uid in alone if reading.lesion(uid).group_id in touched]
    return freed.changing(lambda lesion: replace(lesion, group_id=None), *lonely)


Edit = tuple[Reading, tuple[str, ...]]
"""The new reading and the names of the marks that should be selected then."""


def duplicate(reading: Reading, uids: Iterable[str]) -> Edit:
    """Copies beside the originals, in the same view, not linked with them."""
    copies: list[Lesion] = []
    for mark in chosen(reading, uids):
        copies.append(_copy(mark, _free_place(mark.shape, mark.projection, (*reading.lesions, *copies))))
    return reading.adding(*copies), tuple(copy.uid for copy in copies)


def mirror_to_other_view(reading: Reading, uids: Iterable[str]) -> Edit:
    """Copies at the mirrored column of the other view, each linked with its original as one lesion."""
    copies = []
    for uid in [mark.uid for mark in chosen(reading, uids)]:
        mark = reading.lesion(uid)
        if isinstance(mark.shape, Foreign) or _has_partner(reading, mark):
            continue
        number = mark.group_id if mark.group_id is not None else reading.next_group()
        reading = reading.changing(lambda lesion, number=number: replace(lesion, group_id=number), uid)  # type: ignore[misc]
        copy = replace(_copy(mark, mark.shape.mirrored(COLUMNS)), projection=mark.projection.other, group_id=number)
        reading = reading.adding(copy)
        copies.append(copy.uid)
    return reading, tuple(copies)


def paste(reading: Reading, marks: Sequence[Lesion], projection: Projection | None = None) -> Edit:
    """Copies of marks taken from this or another study; `projection` puts all of them into one view (None: each into its own).

    Marks that come into the other view are mirrored, because that is where the same bone lies; links among the copies are kept.
    """
    numbers: dict[int, int] = {}
    copies: list[Lesion] = []
    for mark in marks:
        target = projection or mark.projection
        shape = mark.shape if target is mark.projection else mark.shape.mirrored(COLUMNS)
        group = None
        if mark.group_id is not None and sum(other.group_id == mark.group_id for other in marks) > 1:
            group = numbers.setdefault(mark.group_id, reading.next_group() + len(numbers))
        place = _free_place(shape, target, (*reading.lesions, *copies))
        copies.append(replace(_copy(mark, place), projection=target, group_id=group))
    return reading.adding(*copies), tuple(copy.uid for copy in copies)


def with_writable_texts(reading: Reading) -> tuple[Reading, Sentence | None]:
    """The reading with free texts that every file can hold, and a sentence where that changed one."""
    cut = broken = False
    lesions = []
    for lesion in reading.lesions:
        text = lesion.description
        if text is not None and (kept := writable(text)) != text:
            cut, broken = cut or len(text) > MOST_CHARACTERS, broken or len(text) <= MOST_CHARACTERS
            lesions.append(replace(lesion, description=kept))
        else:
            lesions.append(lesion)
    if cut:
        said = Sentence("A free text was longer than {most} characters, and is kept up to there.", most=MOST_CHARACTERS)
    elif broken:
        said = Sentence("A free text held half a character, as a cut emoji leaves it; it was mended.")
    else:
        return reading, None
    return replace(reading, lesions=tuple(lesions)), said


def recent_labels(label: str, labels: Sequence[str], length: int = 9) -> tuple[str, ...]:
    """The recently used codes with this one in front."""
    return (label, *(other for other in labels if other != label))[:length]


def _copy(mark: Lesion, shape: Shape) -> Lesion:
    return replace(mark, uid=new_uid(), shape=shape, group_id=None, locked=False)


def _has_partner(reading: Reading, mark: Lesion) -> bool:
    other = mark.projection.other
    return mark.group_id is not None and any(lesion.group_id == mark.group_id for lesion in reading.in_view(other))


def _free_place(shape: Shape, projection: Projection, others: Sequence[Lesion]) -> Shape:
    """The shape where it is, or so many steps further that it covers no other mark exactly."""
    taken = {other.shape for other in others if other.projection is projection}
    candidates = (_within(shape, number * DUPLICATE_STEP) if number else shape for number in range(len(taken) + 1))
    return next((place for place in candidates if place not in taken), shape)


def _within(shape: Shape, step: float) -> Shape:
    """The shape moved by `step` right and down, or the other way where it would leave the picture."""
    _, _, right, bottom = shape.bounds
    return shape.moved(step if right + step <= COLUMNS else -step, step if bottom + step <= ROWS else -step)
