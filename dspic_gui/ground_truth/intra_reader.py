"""How far each reader agrees with himself: the hidden repeats against their first readings, with intervals drawn by patient."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.ground_truth.agreement import RESAMPLES, Figure
from dspic_gui.ground_truth.agreement_report import ReadStudy, agreement_report
from dspic_gui.ground_truth.lesion_agreement import OTHERS
from dspic_gui.reading import Reading
from dspic_gui.sentence import Sentence
from dspic_gui.vote import VoteRule

AGAIN = "again"
"""What stands behind a reader's name for the second reading."""
_FIGURES = ("raw agreement", "Cohen's kappa", "Gwet's AC1")
"""Of two readings of one person; the figures for several readers say the same there."""


@dataclass(frozen=True)
class TwiceRead:
    """A study that one reader sealed twice, blind both times: the study as it counts, and both readings of it."""

    study: ReadStudy
    reader: str

    @property
    def key(self) -> str:
        """The study's key, that of the first reading."""
        return self.study.study.key


def again(reader: str) -> str:
    """What a reader is called in the second reading."""
    return f"{reader} {AGAIN}"


def twice_read(
    archive: Archive, problem: Callable[[str, str], None] = lambda key, sentence: None
) -> Iterator[TwiceRead]:
    """Every pair of first and repeated reading; Blinded in a reader's session. `problem` is told what cannot be used.

    A reading that was reopened after its reader could see others is in no pair, nor one that a network assisted where the other was not.
    """
    for repeat, original in archive.repeats().items():
        refused: dict[str, Sentence] = {}
        try:
            study = archive.study(original)
            first, second = (
                archive.sealed_readings(original, refused),
                archive.sealed_readings(repeat, refused),
            )
        except ArchiveError as fault:
            problem(original, fault.sentence)
            continue
        for sentence in refused.values():
            problem(original, sentence)
        for reader in sorted(first.keys() & second.keys()):
            one, other = (
                first[reader],
                replace(second[reader], study=original, reader=again(reader)),
            )
            if _comparable(one, other):
                yield TwiceRead(ReadStudy(study, {reader: one, again(reader): other}), reader)


def _comparable(one: Reading, other: Reading) -> bool:
    return not (one.unblinded or other.unblinded) and (one.assisted is None) is (
        other.assisted is None
    )


def intra_reader(
    pairs: Iterable[TwiceRead], rule: VoteRule, *, resamples: int = RESAMPLES, seed: int = 0
) -> list[Figure]:
    """The figures of every reader: answers of views and studies, and lesions, each (reader, reader again)."""
    by_reader: dict[str, list[ReadStudy]] = {}
    for pair in pairs:
        by_reader.setdefault(pair.reader, []).append(_unassisted(pair.study))
    found: list[Figure] = []
    for reader, studies in sorted(by_reader.items()):
        report = agreement_report(
            studies, (reader, again(reader)), rule, resamples=resamples, seed=seed
        )
        found += [figure for figure in report.figures if figure.name in _FIGURES]
        found += [figure for figure in report.lesions.figures if OTHERS not in figure.readers]
    return found


def _unassisted(study: ReadStudy) -> ReadStudy:
    """The pair as plain readings: both started from a network's lesions, or neither did."""
    return ReadStudy(
        study.study,
        {name: replace(reading, assisted=None) for name, reading in study.readings.items()},
    )
