"""The codes of structured reports: SNOMED CT and DICOM where there are some, our own scheme for what a code book alone knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dspic_gui.code import Code, CodeBook, Side
from dspic_gui.disease import Answer

SCHEME = "99DSPIC"
"""Our own coding scheme: its values are the words of the dataset's code book."""
SNOMED = ("SCT", "SRT", "SNM3")
METASTASIS, ARTHRITIS = "94222008", "3723001"
_DISEASES = {"metastasis": METASTASIS, "arthritis": ARTHRITIS}
_ALSO = {
    "128462008": "metastasis",
    "M-80006": "metastasis",
    "396275006": "arthritis",
    "D1-20100": "arthritis",
}
"""Codes that other programs write for the same."""
_SIDES = {
    Side.LEFT: ("7771000", "Left"),
    Side.RIGHT: ("24028007", "Right"),
    Side.BILATERAL: ("51440002", "Bilateral"),
}
_OLD_SIDES = {"G-A101": Side.LEFT, "G-A100": Side.RIGHT, "G-A102": Side.BILATERAL}


@dataclass(frozen=True)
class Concept:
    """A coded concept: scheme, value, and what it means in words."""

    scheme: str
    value: str
    meaning: str


CERTAINTY = Concept("DCM", "111012", "Certainty of Finding")
SYMMETRIC = Concept(SCHEME, "symmetric", "Symmetric uptake")
YES = Concept("SCT", "373066001", "Yes")
ACTIVITY = Concept("DCM", "110820", "Nuclear Medicine Projection Activity")
AREA = Concept("SCT", "42798000", "Area")
PIXELS = Concept(SCHEME, "pixels", "Pixels inside")
DERIVATIONS = {
    "maximum": Concept("SCT", "56851009", "Maximum"),
    "mean": Concept("SCT", "373098007", "Mean"),
    "total": Concept("SCT", "255619001", "Total"),
}
COUNTS = Concept("UCUM", "{counts}", "Counts")
SQUARE_MILLIMETRES = Concept("UCUM", "mm2", "square millimeter")
NO_UNITS = Concept("UCUM", "1", "no units")
PROCEDURE = Concept("SCT", "371572003", "Nuclear medicine procedure")
REPORT_TITLE = Concept("DCM", "126000", "Imaging Measurement Report")
QUALITATIVE = Concept("UMLS", "C0034375", "Qualitative Evaluations")
MEASUREMENTS = Concept("DCM", "126010", "Imaging Measurements")
PERSON = Concept("DCM", "121006", "Person")
DEVICE = Concept("DCM", "121007", "Device")
COMMENT = Concept("DCM", "121106", "Comment")
ALGORITHM = Concept("DCM", "111001", "Algorithm Name")
ALGORITHM_VERSION = Concept("DCM", "111003", "Algorithm Version")
DERIVED = Concept("DCM", "126011", "Derived Imaging Measurements")


def finding_concept(book: CodeBook, code: Code | None, label: str) -> Concept:
    """The concept of a mark's finding; a label that is no code goes along in our own scheme."""
    finding = book.finding_by_key.get(code.finding) if code else None
    if finding is None:
        return Concept(SCHEME, label, label)
    snomed = finding.snomed or _DISEASES.get(finding.key)
    return (
        Concept("SCT", snomed, finding.title)
        if snomed
        else Concept(SCHEME, finding.key, finding.title)
    )


def site_concept(book: CodeBook, code: Code | None) -> Concept | None:
    """The concept of a mark's body part, None where it names none."""
    part = book.part_by_key.get(code.part or "") if code else None
    if part is None:
        return None
    return (
        Concept("SCT", part.snomed, part.title)
        if part.snomed
        else Concept(SCHEME, part.key, part.title)
    )


def side_concept(code: Code | None) -> Concept | None:
    """The concept of a mark's side, None where it names none."""
    return Concept("SCT", *_SIDES[code.side]) if code and code.side else None


def answer_concept(answer: Answer | None) -> Concept:
    """The concept of an answer; none is an open vote."""
    if answer is None:
        return Concept(SCHEME, "open", "Left open by the vote")
    return Concept(SCHEME, "both" if answer is Answer.BOTH else answer.value, answer.value)


def label_of(
    book: CodeBook, finding: Concept | None, site: Concept | None, side: Concept | None
) -> str:
    """The label that these concepts mean in this book; words that say what they are where it has no code for them."""
    key = _finding_key(book, finding)
    part = _part_key(book, site)
    if finding is None or key is None or (site is not None and part is None):
        words = [concept.meaning or concept.value for concept in (finding, site, side) if concept]
        return ", ".join(words)[:256] or "?"
    paired = part is not None and book.part_by_key[part].paired
    return Code(key, part, _side(side) if paired else None).label


def _finding_key(book: CodeBook, finding: Concept | None) -> str | None:
    if finding is None:
        return None
    if finding.scheme == SCHEME:
        return finding.value if finding.value in book.finding_by_key else None
    if finding.scheme not in SNOMED:
        return None
    known = {entry.snomed or _DISEASES.get(entry.key): entry.key for entry in book.findings}
    found = known.get(finding.value) or _ALSO.get(finding.value)
    return found if found in book.finding_by_key else None


def _part_key(book: CodeBook, site: Concept | None) -> str | None:
    if site is None:
        return None
    own: Iterable[str] = (
        part.key
        for part in book.parts
        if (site.scheme == SCHEME and part.key == site.value)
        or (site.scheme in SNOMED and part.snomed == site.value)
    )
    return next(iter(own), None)


def _side(side: Concept | None) -> Side | None:
    if side is None:
        return None
    codes = {value: name for name, (value, _) in _SIDES.items()} | _OLD_SIDES
    return codes.get(side.value)
