"""Cases of what archives and workstations make of scans: undeclared character sets, words for letters, packed files."""

from __future__ import annotations

import gzip

from tests.made.body_case import BOTH, CONSTRUCTED, Case, case
from tests.made.body_cases_of_more import NOTHING
from tests.made.body_files import Fields, Scan, scan

WORDS = {"late_ant": "全身前位", "late_post": "全身后位"}


def undeclared(made: Scan, word: str, encoding: str) -> bytes:
    """The file with a word in place of as many X as it has bytes, whatever character set the file declares."""
    return made.content().replace(b"X" * len(word.encode(encoding)), word.encode(encoding))


def in_chinese(encoding: str, **changes: object) -> Case:
    """Two files that tell their views in Chinese only."""
    files = {
        name: undeclared(scan(name, SeriesDescription="X" * len(word.encode(encoding)), **NOTHING, **changes), word, encoding)
        for name, word in WORDS.items()
    }
    return Case(files, holds={name: [name] for name in files})


@case(CONSTRUCTED)
def chinese_in_no_character_set() -> Case:
    """A RIS wrote GBK and declares nothing."""
    return in_chinese("gbk", SpecificCharacterSet=None)


@case(CONSTRUCTED)
def chinese_in_latin() -> Case:
    """A de-identifier declares Latin over GBK."""
    return in_chinese("gbk", SpecificCharacterSet="ISO_IR 100")


@case(CONSTRUCTED)
def chinese_in_latin_that_is_utf8() -> Case:
    """The same over UTF-8."""
    return in_chinese("utf-8", SpecificCharacterSet="ISO_IR 100")


@case(CONSTRUCTED)
def chinese_without_escapes() -> Case:
    """GB2312 as ISO 2022 without the escapes that this wants."""
    return in_chinese("gb2312", SpecificCharacterSet=["", "ISO 2022 IR 58"])


@case(CONSTRUCTED)
def name_in_two_scripts() -> Case:
    """The front names the patient in Latin letters, the back in Chinese, and no number confirms: nothing contradicts."""
    nobody: Fields = {"PatientID": "anonymous", "PatientBirthDate": None}
    latin = scan("late_ant", PatientName="Wang^Wei", **nobody)
    return Case({"a": latin, "p": scan("late_post", PatientName="王^伟", SpecificCharacterSet="GB18030", **nobody)})


@case(CONSTRUCTED)
def sex_in_words() -> Case:
    """One number, a man's study with an M and a woman's that writes 女: no prior."""
    one: Fields = {"PatientID": "SUBJECT", "PatientBirthDate": None, "PatientAge": None, "PatientName": None}
    she = undeclared(scan("other_ant", "other_post", **(one | {"PatientSex": "XX"})), "女", "gbk")
    other = ["other_ant", "other_post"]
    more = {"patients": 2, "says": ["no prior"]}
    return Case({"m": scan(*BOTH, **(one | {"PatientSex": "M"})), "w": she}, [BOTH, other], holds={"w": other}, more=more)


@case(CONSTRUCTED)
def dates_with_strokes() -> Case:
    """2023/05/24 is a day, though not in DICOM's spelling."""
    made = scan(*BOTH, StudyDate="2023/05/24", AcquisitionDate="2023/05/24")
    return Case({"a": made}, more={"days": {"late_ant": "2023-05-24"}, "times": {"late_ant": "14:09"}})


@case(CONSTRUCTED)
def taken_through_the_patient() -> Case:
    """A transmission picture shows no uptake: it is refused as none of the views."""
    kind = ["ORIGINAL", "PRIMARY", "WHOLE BODY", "TRANSMISSION"]
    return Case({"a": scan(*BOTH, ImageType=kind)}, [], more={"refused": ["in/a"], "says": ["transmission"], "exit": 2})


@case(CONSTRUCTED)
def packed_alone() -> Case:
    """A scan that was packed by gzip, in no archive."""
    return Case({"scan.dcm.gz": gzip.compress(scan(*BOTH).content(), mtime=0)}, holds={"scan.dcm.gz/scan.dcm": BOTH})


@case(CONSTRUCTED)
def packed_alone_and_cut_short() -> Case:
    """The same, cut short: named as damaged."""
    packed = gzip.compress(scan(*BOTH).content(), mtime=0)
    return Case({"scan.dcm.gz": packed[:-2000]}, [], more={"refused": ["in/scan.dcm.gz"], "says": ["damaged"], "exit": 2})
