"""Reports out: a structured report or a Secondary Capture for each study that somebody has answered, as a folder of files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.exchange.label_export import Cancelled
from dspic_gui.exchange.new_folder import ExchangeError, put, whole_folder
from dspic_gui.exchange.noted import note_export
from dspic_gui.exchange.report_source import reported_scan
from dspic_gui.exchange.report_workers import in_workers
from dspic_gui.exchange.reported import Reported, reported, sources
from dspic_gui.labels.view_file import LabelError
from dspic_gui.scans.decoder import DecodeError
from dspic_gui.sentence import told

LEFT_OUT = "\0"
SIMULATED = "These are simulated scans, not patients."
Progress = Callable[[int, int], None]


@dataclass
class ReportsWritten:
    """The studies that were written, those whose answer is open and stayed behind, and what could not be written."""

    studies: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)


def check_by(archive: Archive, by: str) -> None:
    """ExchangeError unless `by` is the consensus, a planned reader, or a model with predictions."""
    if by not in sources(archive):
        text = "“{by}” is nobody who can be reported. Nothing was written; choose one of {known}."
        raise ExchangeError(text, by=by[:60], known=", ".join(sources(archive)))


def report_file(archive: Archive, said: Reported, kind: str) -> bytes:
    """The bytes of a study's report; ExchangeError, ArchiveError or DecodeError where it cannot be made."""
    from dspic_gui.exchange.secondary_capture import secondary_capture
    from dspic_gui.exchange.structured_report import report_bytes, structured_report

    scan = reported_scan(archive, archive.study(said.study))
    made: Callable[..., Any] = structured_report if kind == "sr" else secondary_capture
    return report_bytes(made(said, scan, archive.views(said.study), archive.book, _about(archive)))


def _about(archive: Archive) -> tuple[str, ...]:
    return (SIMULATED,) if "simulation" in archive.dataset.extra else ()


@dataclass(frozen=True)
class _Maker:
    """Makes the report of a study: its bytes, None where there is none to make, or why not. It may travel to other processes."""

    archive: Archive
    by: str
    kind: str
    provisional: bool

    def __reduce__(self) -> tuple[Any, ...]:
        return _maker, (
            self.archive.folder,
            self.archive.reader,
            self.by,
            self.kind,
            self.provisional,
        )

    def __call__(self, key: str) -> tuple[str, bytes | str | None]:
        """LEFT_OUT stands for an answer that is open."""
        try:
            said = reported(self.archive, key, self.by)
            if said is None:
                return key, None
            if not (said.final or self.provisional or said.prediction is not None):
                return key, LEFT_OUT
            return key, report_file(self.archive, said, self.kind)
        except (ArchiveError, ExchangeError, DecodeError, LabelError) as problem:
            return key, told(problem)


def _maker(folder: Path, reader: str | None, by: str, kind: str, provisional: bool) -> _Maker:
    return _Maker(Archive(folder, reader), by, kind, provisional)


def reports(
    archive: Archive,
    by: str,
    kind: str,
    keys: Iterable[str],
    done: ReportsWritten,
    *,
    provisional: bool,
) -> Iterator[tuple[str, bytes]]:
    """Each study's report in their order; what is left out or fails is put into `done`."""
    make = _Maker(archive, by, kind, provisional)
    for key, made in in_workers(make, list(keys)):
        if isinstance(made, bytes):
            done.studies.append(key)
            yield key, made
        elif made == LEFT_OUT:
            done.left_out.append(key)
        elif made is not None:
            done.problems.append((key, made))


def export_reports(
    archive: Archive,
    target: Path,
    by: str,
    kind: str,
    *,
    keys: Iterable[str] | None = None,
    provisional: bool = False,
    progress: Progress = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ReportsWritten:
    """Write <study>.dcm for each study, whole or not at all; ExchangeError where there is nothing to write."""
    check_by(archive, by)
    wanted = list(archive.counted_keys() if keys is None else keys)
    done = ReportsWritten()
    with whole_folder(target) as folder:
        for number, (key, content) in enumerate(
            reports(archive, by, kind, wanted, done, provisional=provisional), 1
        ):
            if cancelled():
                raise Cancelled("The export was stopped. Nothing of it was kept.")
            put(folder / f"{key}.dcm", content)
            progress(number, len(wanted))
        if not done.studies:
            why = done.problems[0][1] if done.problems else ""
            text = "There is no firm answer of {by} to report. Nothing was written. {why}"
            raise ExchangeError(text, by=by, why=why)
        done.problems += note_export(archive, f"{kind}, answers of {by}, {len(done.studies)} reports: {target.name}")
    return done
