"""Who the patient is and when the scan was made, as far as a file says. Runs in the decoder's child process only."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Any

from dspic_gui.scans.dicom_fields import chinese, items, text
from dspic_gui.study import scan_time

OLDEST = 120
"""Years; an age beyond is a placeholder."""
_ZERO_YEARS = re.compile(r"\s*0+[Yy]?\s*")
"""The age of somebody whose age nobody entered: newborns' are given in days, weeks or months."""
_SEXES = {sex: sex for sex in ("M", "F", "O")} | {"MALE": "M", "FEMALE": "F", "男": "M", "女": "F"}
_FIRST_YEAR, _LAST_YEAR = 1850, 2200
_ANYBODY = re.compile(
    r"(anon\w*|de-?identified|unknown|unnamed|none|null|n/?a|no ?name|no ?id|removed|hidden|test\w*|dummy|default"
    r"|patient[ _-]?(id|no|name|number|identifier)?|id|x+|[-0 .]+|\?+|\*+|-1|(?P<one>\d)(?P=one){3,}|1?23456?7?8?9?0?|匿名\w*|未知|无名)",
    re.IGNORECASE,
)
"""Numbers and names that de-identification gives to everybody."""


def identity(data_set: Any) -> tuple[dict[str, Any], list[str]]:
    """Fields of ScanFile on the patient and the times, and notes on those that cannot be facts."""
    notes: list[str] = []
    study_date = _stated(data_set, "StudyDate", notes) or _stated(data_set, "AcquisitionDate", notes)
    acquired = _acquired(data_set, notes)
    time = scan_time(study_date, [acquired])
    made = time.day
    if time.stated:
        notes.append("dates_differ")
    born = _stated(data_set, "PatientBirthDate", notes)
    if born and made and born > made:
        notes.append("born_later")
        born = None
    stated = text(data_set, "PatientAge")
    if born and made and born[:4] == made[:4] and (_stated_age(stated) or 0) > 1:
        notes.append("newborn")
        born = None
    age = _age(stated, born, made, notes)
    patient = text(data_set, "PatientID")
    found = {
        "patient": None if patient is None or _ANYBODY.fullmatch(patient) else patient,
        "name_hash": _name_hash(text(data_set, "PatientName")),
        "birth_date": born,
        "sex": _sex(text(data_set, "PatientSex") or ""),
        "age": age,
        "date": study_date,
        "acquired": acquired,
        "phase": _minutes_after_injection(data_set, acquired),
    }
    return found, list(dict.fromkeys(notes))


def _sex(stated: str) -> str | None:
    """M, F or O, also as words, which some programs write where the standard has letters."""
    return _SEXES.get((chinese(stated) or stated).upper())


def _stated(data_set: Any, keyword: str, notes: list[str]) -> str | None:
    """A date as ISO 8601; one that is none, or of no living person, is noted."""
    stated = text(data_set, keyword)
    found = to_date(stated)
    if stated and found is None and stated.strip("0 -."):
        notes.append("bad_date")
    return found


def to_date(stated: str | None) -> str | None:
    """ISO 8601 of a DICOM date; None where it is no day of the calendar."""
    found = re.fullmatch(r"(\d{4})[./-]?(\d\d)[./-]?(\d\d)", stated or "", re.ASCII)
    if not found or not _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
        return None
    try:
        return date(*map(int, found.groups())).isoformat()
    except ValueError:
        return None


def _acquired(data_set: Any, notes: list[str]) -> str | None:
    """When the picture was taken, as ISO 8601 to the millisecond: of the acquisition, else of the content or the series.

    A date or time of the acquisition that is none is noted, whatever takes its place.
    """
    stated = text(data_set, "AcquisitionDateTime") or ""
    whole = _moment(stated[:21])
    if stated.strip("0 -.") and whole is None and to_date(stated[:8]) is None:
        notes.append("bad_date")
    _stated(data_set, "AcquisitionDate", notes)
    clock = text(data_set, "AcquisitionTime")
    if clock and not _is_clock(clock):
        notes.append("bad_time")
    return whole or _of_parts(data_set)


def _of_parts(data_set: Any) -> str | None:
    """The moment of a date and a time that stand in fields of their own."""
    for kind in ("Acquisition", "Content", "Series"):
        day = text(data_set, f"{kind}Date") or text(data_set, "StudyDate")
        clock = text(data_set, f"{kind}Time")
        if clock and (found := _moment(f"{(to_date(day) or '').replace('-', '')}{clock.replace(':', '')}")):
            return found
    return None


def _is_clock(clock: str) -> bool:
    """Whether it is a time of day to the minute at least; an hour alone is one too, of which nothing is shown."""
    return _moment(f"20000101{clock.replace(':', '')}") is not None or (clock.isdigit() and len(clock) == 2 and int(clock) < 24)


def _moment(stated: str) -> str | None:
    found = re.match(r"(\d{8})(\d\d)(\d\d)(\d\d)?(?:\.(\d{1,6}))?", stated, re.ASCII)
    day = to_date(found[1]) if found else None
    if not found or day is None:
        return None
    hour, minute, second = int(found[2]), int(found[3]), min(int(found[4] or 0), 59)
    if hour > 23 or minute > 59:
        return None
    fraction = int((found[5] or "").ljust(6, "0")[:6])
    moment = datetime.combine(date.fromisoformat(day), datetime.min.time())
    moment += timedelta(hours=hour, minutes=minute, seconds=second, microseconds=fraction)
    return moment.isoformat(timespec="milliseconds")


def _minutes_after_injection(data_set: Any, acquired: str | None) -> int | None:
    for item in items(data_set, "RadiopharmaceuticalInformationSequence") if acquired else []:
        whole = _moment((text(item, "RadiopharmaceuticalStartDateTime") or "")[:21])
        clock = text(item, "RadiopharmaceuticalStartTime")
        injected = whole or _moment(f"{acquired[:10].replace('-', '')}{clock or ''}" if acquired else "")
        if injected and acquired:
            passed = datetime.fromisoformat(acquired) - datetime.fromisoformat(injected)
            minutes = round(passed.total_seconds() / 60)
            return minutes if 0 <= minutes <= 3 * 24 * 60 else None
    return None


def _age(stated: str | None, born: str | None, made: str | None, notes: list[str]) -> int | None:
    """Whole years: as stated where the birth date does not contradict, else by the birth date."""
    by_birth = None
    if born and made:
        by_birth = int(made[:4]) - int(born[:4]) - (made[5:] < born[5:])
    by_word = _stated_age(stated)
    meaningless = by_birth is None and bool(_ZERO_YEARS.fullmatch(stated or ""))
    if by_word is None and stated:
        notes.append("bad_age")
    elif by_word is not None and (by_word > OLDEST or meaningless):
        by_word = None
        notes.append("bad_age")
    if by_birth is not None and by_birth > OLDEST:
        by_birth = None
        notes.append("bad_age")
    if by_word is None or by_birth is None:
        return by_birth if by_word is None else by_word
    if abs(by_word - by_birth) > 1:
        notes.append("age_differs")
        return by_birth
    return by_word


def _stated_age(stated: str | None) -> int | None:
    found = re.fullmatch(r"(\d{1,3})([DWMY]?)", (stated or "").strip().upper(), re.ASCII)
    if not found or (not found[2] and int(found[1]) == 0):
        return None
    days = {"D": 1.0, "W": 7.0, "M": 30.44, "Y": 365.25, "": 365.25}[found[2]]
    return int(found[1]) if found[2] in ("Y", "") else int(int(found[1]) * days / 365.25)


def _name_hash(name: str | None) -> str | None:
    """A name can be compared by this and is neither kept nor shown; the order of its parts and their spelling's case do not matter.

    The first letter stands for its script, for one name may be written in two.
    """
    stated = (name or "").partition("=")[0]
    split = unicodedata.normalize("NFKD", chinese(stated) or stated).casefold()
    parts = sorted(part for part in re.split(r"[\W_]+", split) if part)
    plain = " ".join(parts)
    if not plain or _ANYBODY.fullmatch(plain) or _ANYBODY.fullmatch(plain.replace(" ", "")):
        return None
    return ("l" if plain.isascii() else "o") + hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:16]
