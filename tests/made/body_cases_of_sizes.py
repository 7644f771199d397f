"""Cases of matrices that are somewhat narrower, wider or longer than the dataset's raster, and of ages and dates that are none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.made.bodies import Counts
from tests.made.body_case import BOTH, CONSTRUCTED, Case, case
from tests.made.body_cases_of_more import totals
from tests.made.body_files import as_stored, scan

Stored = Callable[[Sequence[Counts]], NDArray[Any]]


def columns(first: int, last: int) -> Stored:
    """The pictures from one column to the one before another; zeros where there are none."""
    return lambda both: as_stored([np.pad(one, ((0, 0), (64, 64)))[:, 64 + first : 64 + last] for one in both])


def noted(made: Stored, words: str) -> Case:
    more = totals(*BOTH) | {"notes": ["in/a"], "says": [words]}
    return Case({"a": scan(*BOTH, stored=made)}, more=more)


@case(CONSTRUCTED)
def size_one_column_less() -> Case:
    """1024 x 255: an empty column is put beside it, and it is said."""
    return noted(columns(0, 255), "1024 rows x 255 columns; empty ones")


@case(CONSTRUCTED)
def size_of_a_cropped_table() -> Case:
    """1024 x 236: a workstation cut off what lies beside the table."""
    return noted(columns(10, 246), "1024 rows x 236 columns; empty ones")


@case(CONSTRUCTED)
def size_with_a_margin() -> Case:
    """1024 x 272: empty margins are cut off, and every count is kept."""
    return noted(columns(-8, 264), "empty margins were cut off to 1024 rows x 256 columns")


@case(CONSTRUCTED)
def size_with_rows_below() -> Case:
    """1060 x 256: empty rows below the feet."""
    return noted(lambda both: as_stored([np.pad(one, ((0, 36), (0, 0))) for one in both]), "cut off to 1024 rows")


def refused(made: Stored) -> Case:
    return Case({"a": scan(*BOTH, stored=made)}, [], more={"refused": ["in/a"], "says": ["without inventing or losing counts"], "exit": 2})


@case(CONSTRUCTED)
def size_with_counts_in_the_margin() -> Case:
    """1024 x 272 with counts up to both edges: none of them may be lost, so it is refused."""
    return refused(lambda both: as_stored([np.pad(one, ((0, 0), (8, 8)), constant_values=3) for one in both]))


@case(CONSTRUCTED)
def size_of_half_a_body() -> Case:
    """1024 x 150 is half a body or has pixels twice as wide: refused with what to do."""
    return refused(columns(53, 203))


# ages and dates


def told(says: str, **changes: Any) -> Case:
    expected = {"notes": ["in/a"], "says": [says]} | changes.pop("expect", {})
    return Case({"a": scan(*BOTH, **changes)}, more=expected)


NO_AGE = "The age in the file is no age of a person"
NO_DAY = "A date in the file is no day of the calendar"
BORN = {"PatientBirthDate": None}


@case(CONSTRUCTED)
def age_999_years() -> Case:
    """999Y and no birth date: nobody's age is known, and it is said."""
    return told(NO_AGE, PatientAge="999Y", expect={"ages": {"late_ant": None}}, **BORN)


@case(CONSTRUCTED)
def age_999_years_and_a_birth_date() -> Case:
    """999Y beside a birth date: the birth date tells the age."""
    return told(NO_AGE, PatientAge="999Y", expect={"ages": {"late_ant": 54}})


@case(CONSTRUCTED)
def age_000_years() -> Case:
    """000Y and no birth date: no newborn has a bone scan."""
    return told(NO_AGE, PatientAge="000Y", expect={"ages": {"late_ant": None}}, **BORN)


@case(CONSTRUCTED)
def age_000_years_and_a_birth_date() -> Case:
    """000Y beside a birth date: the birth date tells the age."""
    return told("contradicts the birth date", PatientAge="000Y", expect={"ages": {"late_ant": 54}})


@case(CONSTRUCTED)
def age_in_words() -> Case:
    """An age that is none of DICOM's: 54 years in German."""
    return told(NO_AGE, PatientAge="54J", expect={"ages": {"late_ant": None}}, **BORN)


@case(CONSTRUCTED)
def date_of_birth_that_is_none() -> Case:
    """Born on 31 February: the age in the file is followed, and the date is said to be none."""
    return told(NO_DAY, PatientBirthDate="19690231", expect={"ages": {"late_ant": 54}})


@case(CONSTRUCTED)
def date_of_study_that_is_none() -> Case:
    """The study is dated on month 13: the acquisition's day stands in the list."""
    return told(NO_DAY, StudyDate="20231340", expect={"days": {"late_ant": "2023-05-24"}, "times": {"late_ant": "14:09"}})


@case(CONSTRUCTED)
def date_of_acquisition_that_is_none() -> Case:
    """The acquisition is dated on 30 February: the study's day stands in the list, no moment is made up."""
    return told(NO_DAY, AcquisitionDate="20230230", expect={"days": {"late_ant": "2023-05-24"}, "times": {"late_ant": None}})


@case(CONSTRUCTED)
def date_and_time_of_acquisition_that_are_none() -> Case:
    """The same in one field."""
    parts = {"AcquisitionDate": None, "AcquisitionTime": None}
    expect = {"days": {"late_ant": "2023-05-24"}, "times": {"late_ant": None}}
    return told(NO_DAY, AcquisitionDateTime="20230230140900", expect=expect, **parts)


@case(CONSTRUCTED)
def time_of_acquisition_that_is_none() -> Case:
    """Taken at 29:75: the day stands in the list, and no time."""
    expect = {"days": {"late_ant": "2023-05-24"}, "times": {"late_ant": None}}
    return told("is no time of day", AcquisitionTime="297500", expect=expect)


@case(CONSTRUCTED)
def no_date_that_is_one() -> Case:
    """No date of the file is a day: the list shows none."""
    dates = {"StudyDate": "99999999", "AcquisitionDate": "20231340", "PatientBirthDate": "unknown"}
    return told(NO_DAY, expect={"days": {"late_ant": None}, "ages": {"late_ant": 54}}, **dates)
