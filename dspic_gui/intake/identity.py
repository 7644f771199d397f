"""Whether two files may be of one person, by what they say of the patient."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dspic_gui.scans.scan_file import ScanFile
from dspic_gui.study import scan_time

ONE_YEAR = 1
"""How far an age may be from the date: birthdays, and ages that were entered at another visit."""


@dataclass(frozen=True)
class Person:
    """What is known of a patient from one file or study. `id` and `born` may be pseudonyms; `year` is of the scan."""

    id: str | None = None
    born: str | None = None
    sex: str | None = None
    age: int | None = None
    year: int | None = None
    name: str | None = None


def person_of(file: ScanFile) -> Person:
    """The person that a file speaks of."""
    made = scan_time(file.date, [file.acquired]).day
    return Person(file.patient, file.birth_date, file.sex, file.age, int(made[:4]) if made else None, file.name_hash)


def contradiction(one: Person, other: Person) -> str | None:
    """The field (a key of notes.FIELDS) in which two files cannot be of one person; None where nothing speaks against it.

    What a file does not say contradicts nothing. A name decides only where nothing else confirms: people marry, and
    spellings depend on the character set.
    """
    if one.id and other.id and one.id != other.id:
        return "patient"
    if one.born and other.born and one.born != other.born:
        return "birth_date"
    if one.sex and other.sex and "O" not in (one.sex, other.sex) and one.sex != other.sex:
        return "sex"
    if _ages_differ(one, other):
        return "age"
    confirmed = (one.id and one.id == other.id) or (one.born and one.born == other.born)
    return "name" if not confirmed and _names_differ(one.name, other.name) else None


def _names_differ(one: str | None, other: str | None) -> bool:
    """Whether two names in one script differ; 王伟 and Wang Wei may be one."""
    return one is not None and other is not None and one[:1] == other[:1] and one != other


def _ages_differ(one: Person, other: Person) -> bool:
    """Years of birth that follow from age and date, or ages alone where a date is missing."""
    if one.age is None or other.age is None:
        return False
    if one.year is None or other.year is None:
        return abs(one.age - other.age) > ONE_YEAR + 1
    return abs((one.year - one.age) - (other.year - other.age)) > ONE_YEAR


Kind = TypeVar("Kind")


def by_person(entries: Iterable[Kind], person: Callable[[Kind], Person]) -> tuple[list[list[Kind]], list[Kind], str | None]:
    """Groups that may each be one person; what fits several of them; and the field of the first contradiction."""
    several: list[list[Kind]] = []
    waiting: list[Kind] = []
    field: str | None = None
    known = sorted(entries, key=lambda entry: -_said(person(entry)))
    for entry in known:
        against = [_against(person(entry), group, person) for group in several]
        field = field or next((found for found in against if found), None)
        fitting = [group for group, found in zip(several, against, strict=True) if found is None]
        if len(fitting) > 1:
            waiting.append(entry)
        elif fitting:
            fitting[0].append(entry)
        else:
            several.append([entry])
    return several, waiting, field


def _against(one: Person, group: Sequence[Kind], person: Callable[[Kind], Person]) -> str | None:
    return next((found for entry in group if (found := contradiction(one, person(entry)))), None)


def _said(person: Person) -> int:
    """How much is known: those that say most are put together first."""
    return sum(value is not None for value in (person.id, person.born, person.sex, person.age, person.name))
