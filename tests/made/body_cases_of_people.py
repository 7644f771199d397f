"""Cases of numbers that different people have, found out in a later import than the one that brought the first of them."""

from __future__ import annotations

from typing import Any

from tests.made.body_case import BOTH, CONSTRUCTED, Case, case
from tests.made.body_files import Fields, Scan, scan, uid

PRIOR, OTHER = ("prior_ant", "prior_post"), ("other_ant", "other_post")
KNOWN: Fields = {"PatientID": "SUBJECT", "PatientName": "Li^Ming", "PatientBirthDate": None, "PatientSex": None, "PatientAge": None}


def of(names: tuple[str, ...], **changes: Any) -> Scan:
    """A study under the number that all have; what else is known of its patient stands in `changes`."""
    return scan(*names, **(KNOWN | changes))


def contradicted(first: Fields, third: Fields, **more: Any) -> Case:
    """Two studies that agree, and one that comes later and cannot be of the same person: none of them has a prior."""
    files = {"1/a": of(PRIOR, **first), "2/a": of(BOTH, **first), "3/a": of(OTHER, **third)}
    expected = {"patients": 3, "notes": ["in/3/a"], "says": ["no prior"]} | more
    return Case(files, [PRIOR, BOTH, OTHER], imports=[["in/1", "in/2"], ["in/3"]], more=expected)


@case(CONSTRUCTED)
def number_of_two_contradicted_by_sex() -> Case:
    """Two men, then a woman."""
    return contradicted({"PatientSex": "M"}, {"PatientSex": "F"})


@case(CONSTRUCTED)
def number_of_two_contradicted_by_birth_date() -> Case:
    """Born in 1969 twice, then in 1949."""
    return contradicted({"PatientBirthDate": "19690101"}, {"PatientBirthDate": "19491130"})


@case(CONSTRUCTED)
def number_of_two_contradicted_by_age() -> Case:
    """Ages 54 and 53 a year before, then 71 two years before."""
    files = {"1/a": of(PRIOR, PatientAge="053Y"), "2/a": of(BOTH, PatientAge="054Y"), "3/a": of(OTHER, PatientAge="071Y")}
    more = {"patients": 3, "says": ["no prior"]}
    return Case(files, [PRIOR, BOTH, OTHER], imports=[["in/1", "in/2"], ["in/3"]], more=more)


@case(CONSTRUCTED)
def number_of_two_contradicted_by_name() -> Case:
    """Nothing but names: Li Ming twice, then Wang Fang."""
    return contradicted({}, {"PatientName": "Wang^Fang"})


@case(CONSTRUCTED)
def number_of_two_and_two_others_at_once() -> Case:
    """The later import brings one that agrees and one that contradicts."""
    files = {"1/a": of(PRIOR, PatientSex="M"), "2/a": of(BOTH, PatientSex="M"), "2/b": of(OTHER, PatientSex="F")}
    more = {"patients": 3, "says": ["no prior"]}
    return Case(files, [PRIOR, BOTH, OTHER], imports=[["in/1"], ["in/2"]], more=more)


@case(CONSTRUCTED)
def number_of_two_contradicted_within_an_examination() -> Case:
    """The third file has the identifiers of the second study and is a woman's."""
    files = {
        "1/a": of(PRIOR, PatientSex="M"),
        "2/a": of(BOTH, PatientSex="M"),
        "3/a": of(OTHER, PatientSex="F", StudyInstanceUID=uid("study", "late")),
    }
    more = {"patients": 3, "notes": ["in/3/a"]}
    return Case(files, [PRIOR, BOTH, OTHER], imports=[["in/1", "in/2"], ["in/3"]], more=more)


@case(CONSTRUCTED)
def number_of_two_who_agree() -> Case:
    """Three studies of one man stay one patient's."""
    man: Fields = {"PatientSex": "M", "PatientBirthDate": "19490101"}
    return Case(
        {"1/a": of(PRIOR, **man), "2/a": of(BOTH, **man), "3/a": of(OTHER, **man)},
        [PRIOR, BOTH, OTHER],
        imports=[["in/1", "in/2"], ["in/3"]],
        more={"patients": 1},
    )
