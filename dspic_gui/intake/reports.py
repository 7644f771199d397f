"""Which report belongs to which scan of an import."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dspic_gui.intake.acquisitions import FoundStudy
from dspic_gui.intake.sources import Sources
from dspic_gui.report import MAXIMUM_BYTES, Report, ReportError, read_report
from dspic_gui.scans.decoder import DecodeError
from dspic_gui.scans.decoder_pool import DecoderPool
from dspic_gui.scans.scan_file import ScanFile
from dspic_gui.scans.view_words import pair_name


class Reports:
    """The reports among the sources, each used once: texts named like a scan, and structured reports by their study."""

    def __init__(self, sources: Sources, written: Iterable[ScanFile], decoder: DecoderPool) -> None:
        self._sources = sources
        self._paths = list(sources.reports)
        self._written = list(written)
        self._decoder = decoder
        self._given_out: list[Path] = []

    def of(self, found: FoundStudy) -> Report | None:
        """The report of a study: a text of its scan's name, else a structured report, else what its images carry. ReportError."""
        stems = {file.path.with_suffix("") for file in found.files}
        names = {pair_name(file.named.absolute())[0] for file in found.files} if self._paths else set()
        for path in self._paths:
            if path.with_suffix("") in stems or pair_name(self._sources.named(path).absolute())[0] in names:
                self._given_out.append(path)
                return self.take(path)
        uids = {file.study_uid for file in found.files if file.study_uid}
        for file in [file for file in self._written if file.study_uid in uids]:
            self._written.remove(file)
            self._given_out.append(file.path)
            return file.report
        return next((file.report for file in found.files if file.report), None)

    def given_out(self) -> list[Path]:
        """What `of` gave out since this was asked last."""
        paths, self._given_out = self._given_out, []
        return paths

    def take(self, path: Path) -> Report:
        """The text at a path, which is then used up; ReportError."""
        self._paths.remove(path)
        try:
            return read_report(self._decoder.text(path, MAXIMUM_BYTES), path.name)
        except DecodeError as problem:
            raise ReportError("The report cannot be read. Nothing was changed; check its permissions.") from problem

    def left(self) -> list[Path]:
        """The texts that belong to no scan of this import."""
        return list(self._paths)

    def left_written(self) -> list[ScanFile]:
        """The structured reports whose study is not in this import."""
        return list(self._written)
