"""A case: files that somebody imports, what must become of them, and whether it did."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from tests.made.bodies import recognise
from tests.made.body_files import Fields, Scan

CONSTRUCTED = "constructed"
BOTH = ("late_ant", "late_post")
TOLD, OR_ASKED, ASKED = "", " or asked", "asked"


@dataclass(frozen=True)
class Case:
    """Files below in/, and what must become of them. `sure` is how sure the views can be, `more` goes into the expectation as it is."""

    files: Mapping[str, Scan | bytes]
    studies: Sequence[Sequence[str]] = (BOTH,)
    sure: str = TOLD
    holds: Mapping[str, Sequence[str]] = field(default_factory=dict)
    imports: Sequence[Sequence[str]] = (("in",),)
    more: Mapping[str, Any] = field(default_factory=dict)

    def expected(self) -> Fields:
        """What must be there, as `faults` compares it."""
        holds = {f"in/{name}": list(made.names) for name, made in self.files.items() if isinstance(made, Scan)}
        views = {name: self._view(name) for study in self.studies for name in study}
        expect = {"studies": [list(study) for study in self.studies], "views": views, **self.more}
        more_holds = {f"in/{name}": list(names) for name, names in self.holds.items()}
        return {"holds": holds | more_holds, "expect": expect}

    def _view(self, name: str) -> str:
        return ASKED if self.sure == ASKED else name.partition("_")[2].upper() + self.sure


@dataclass(frozen=True)
class Entry:
    """A case that can be made, why it matters, and who met it."""

    make: Callable[[], Case]
    why: str
    source: str


def write_case(made: Case, folder: Path) -> None:
    """Write the files that are to be imported."""
    for file, content in made.files.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.content() if isinstance(content, Scan) else content)


CASES: dict[str, Entry] = {}


def case(source: str) -> Callable[[Callable[[], Case]], Callable[[], Case]]:
    """Enter a function into the list of cases: its name is the case's name, its docstring says why it matters."""

    def enter(make: Callable[[], Case]) -> Callable[[], Case]:
        CASES[make.__name__] = Entry(make, " ".join((make.__doc__ or "").split()), source)
        return make

    return enter


@dataclass(frozen=True)
class Shown:
    """A study as the program shows it.

    `views` are counts by view ("ANT", "POST"), `asked` the views that it asks about, `patient` the patient's key,
    `time` as "14:09", `day` as "2023-05-24".
    """

    views: Mapping[str, NDArray[Any]]
    asked: frozenset[str] = frozenset()
    patient: str | None = None
    age: int | None = None
    time: str | None = None
    day: str | None = None


@dataclass(frozen=True)
class Said:
    """What an import said: its exit code, which files it left out by name or noted something of, and all of its words."""

    exit: int
    left_out: frozenset[str] = frozenset()
    noted: frozenset[str] = frozenset()
    words: str = ""


def faults(expected: Mapping[str, Any], studies: Sequence[Shown], said: Sequence[Said]) -> list[str]:
    """What is wrong with these studies (empty: all is right) after the imports that `expected` lists, in order."""
    expect = expected["expect"]
    seen = [{view: recognise(counts) for view, counts in study.views.items()} for study in studies]
    found = [sorted(name for name, _ in views.values()) for views in seen]
    wrong = [*_wrong_studies(expected, found, said), *_wrong_ends(expect, studies, said)]
    for study, views in zip(studies, seen, strict=True):
        for view, (name, turn) in views.items():
            wrong += _wrong_view(expect, name, turn, view, asked=view in study.asked)
            total = expect.get("totals", {}).get(name)
            if total is not None and int(study.views[view].sum()) != total:
                wrong.append(f"{name}: {int(study.views[view].sum())} counts, not {total}")
            for what, told in (("age", study.age), ("time", study.time), ("day", study.day)):
                wanted = expect.get(f"{what}s", {}).get(name, told)
                if told != wanted:
                    wrong.append(f"{name}: {what} {told}, not {wanted}")
    return wrong


def _wrong_studies(expected: Mapping[str, Any], found: list[list[str]], said: Sequence[Said]) -> list[str]:
    expect = expected["expect"]
    wanted = [sorted(study) for study in expect["studies"]]
    rest = [study for study in found if study not in [sorted(names) for names in expect.get("also", [])]]
    if sorted(rest) == sorted(wanted):
        return []
    spoken = frozenset(itertools.chain.from_iterable(one.left_out | one.noted for one in said))
    missing = set(itertools.chain.from_iterable(wanted)) - set(itertools.chain.from_iterable(rest))
    told = {name for file, names in expected["holds"].items() if file in spoken for name in names}
    parts = all(any(set(study) - {"unknown"} <= set(whole) for whole in wanted) for study in rest)
    if expect.get("or_said") and parts and missing <= told:
        return []
    return [f"studies {rest}, not {wanted}"]


def _wrong_view(expect: Mapping[str, Any], name: str, turn: str, view: str, *, asked: bool) -> list[str]:
    wanted = expect["views"].get(name)
    if wanted is None:
        return []
    side, _, doubt = wanted.partition(" or ")
    if wanted == ASKED or doubt:
        right = asked or (side, turn) == (view, "")
        turned_over = turn and not (asked and turn == "mirrored" and name in expect.get("mirrored", []))
        return [] if right and not turned_over else [f"{name}: {view} {turn}, not {wanted}"]
    if turn or view != side:
        return [f"{name}: {view} {turn}, not {wanted}"]
    return [f"{name}: asked about, though the file tells that it is {wanted}"] if asked else []


def _wrong_ends(expect: Mapping[str, Any], studies: Sequence[Shown], said: Sequence[Said]) -> list[str]:
    wrong = []
    left_out = frozenset(itertools.chain.from_iterable(one.left_out for one in said))
    noted = frozenset(itertools.chain.from_iterable(one.noted for one in said))
    wrong += [f"{file} was not named as left out" for file in expect.get("refused", []) if file not in left_out]
    wrong += [f"nothing was noted of {file}" for file in expect.get("notes", []) if file not in noted]
    words = " ".join(one.words for one in said)
    wrong += [f"“{text}” was not said: {words}" for text in expect.get("says", []) if text not in words]
    patients = len({study.patient for study in studies})
    if expect.get("patients", patients) != patients:
        wrong.append(f"{patients} patients, not {expect['patients']}")
    if any(one.exit != expect["exit"] for one in said if "exit" in expect):
        wrong.append(f"exit {[one.exit for one in said]}, not {expect['exit']}")
    return wrong
