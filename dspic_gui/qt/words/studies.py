"""What a user calls a study: its number in the study lead's worklist, the patient's pseudonym, the date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.qt.words.sentence import translate

_SHORT = 8
"""Signs of a pseudonym that tell patients apart on a screen."""


@dataclass(frozen=True)
class StudyName:
    """A study as a user knows it; `date` is ISO 8601."""

    key: str
    number: int
    patient: str
    date: str | None

    @property
    def words(self) -> str:
        """The number, the beginning of the pseudonym and the date."""
        number = translate("exchange", "No. {number}").format(number=self.number)
        patient = translate("ImportSummary", "patient {pseudonym}").format(pseudonym=self.patient[:_SHORT])
        return " · ".join(filter(None, (number, patient, self.date)))


def study_names(archive: Archive, keys: Iterable[str]) -> Mapping[str, StudyName]:
    """The names of these studies as they stand now; what is no study any more has none. It reads a file for each."""
    numbers = {key: number for number, key in enumerate(archive.study_keys(), start=1)}
    found = {}
    for key in set(keys) & set(numbers):
        try:
            study = archive.study(key)
        except ArchiveError:
            continue
        found[key] = StudyName(key, numbers[key], study.patient, study.time.day)
    return found
