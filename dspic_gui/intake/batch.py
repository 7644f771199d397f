"""New studies that are written and synced together: one sync costs as much for sixteen studies as for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dspic_gui import durable
from dspic_gui.intake.known_studies import KnownStudies
from dspic_gui.intake.study_files import Pending, StudyFiles
from dspic_gui.scans.refusal import ScanError
from dspic_gui.study import Study


class Batch:
    """What waits to be written, at most `size` studies; what is known of the dataset counts them already."""

    def __init__(self, files: StudyFiles, known: KnownStudies, size: int) -> None:
        self.size = size
        self._files = files
        self._known = known
        self._pending: list[Pending] = []
        self._failed: dict[str, Exception] = {}

    def __len__(self) -> int:
        return len(self._pending)

    @property
    def is_full(self) -> bool:
        """Whether as many wait as are written at once."""
        return len(self._pending) >= self.size

    def add(self, pending: Pending) -> Study:
        """Let a new study wait; gives it as it will stand."""
        study = self._files.planned(pending)
        self._pending.append(replace(pending, study=study))
        return study

    def write_if_waiting(self, key: str) -> None:
        """Write what waits, where this study is among it; what failed is told by the next `flush`."""
        if any(one.bare.key == key for one in self._pending):
            self._failed |= self.flush()

    def flush(self) -> dict[str, Exception]:
        """Write what waits; the keys of studies that could not be written, and why. Nothing of those is left."""
        pending, self._pending = self._pending, []
        failed, self._failed = self._failed, {}
        try:
            self._files.commit_together(pending)
        except (ScanError, durable.NotSaved, OSError):
            return failed | self._one_by_one(pending)
        return failed

    def _one_by_one(self, pending: Sequence[Pending]) -> dict[str, Exception]:
        """Among several the one that cannot be written is found by trying each."""
        failed: dict[str, Exception] = {}
        for one in pending:
            try:
                self._files.commit(one)
            except (ScanError, durable.NotSaved, OSError) as problem:
                failed[one.bare.key] = problem
                self._known.forget(one.study or one.bare)
        return failed
