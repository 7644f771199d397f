"""What a reader's audit says of each study and file now; only what it gained since the last look is read."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from dspic_gui.dataset import audit
from dspic_gui.dataset.audit import BEGIN_ANEW, SEAL, SET_ASIDE, STANDING, AuditError, AuditLine

UNBLINDED = "unblinded"
"""The reason in the audit where what is set aside was read with knowledge of others."""


class ReaderAudit:
    """One reader's audit, read on. AuditError where a line does not follow from the one before it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._begin()

    def _begin(self) -> None:
        self._standing: dict[str, AuditLine] = {}
        self._left: dict[str, AuditLine] = {}
        self._ever: dict[str, AuditLine] = {}
        self._hashes = {audit.START}
        self._anew = False
        self._read_to = audit.Place()

    def seal_line(self, study: str) -> AuditLine | None:
        """The line that sealed the study, None while it is not sealed."""
        self._look()
        line = self._standing.get(study)
        return line if line is not None and line.act == SEAL else None

    def was_sealed(self, study: str) -> bool:
        """Whether the study was sealed ever, sealed or not now."""
        self._look()
        return study in self._ever

    def begins_unblinded(self, study: str) -> bool:
        """Whether a reading was set aside whose reader had seen what is hidden before a seal."""
        self._look()
        line = self._ever.get(study)
        return line is not None and line.act == SET_ASIDE

    def left(self, name: str) -> AuditLine | None:
        """The last line that left a file of this name in the dataset, None where it should not be there."""
        self._look()
        return self._left.get(name)

    def holds(self, head: str) -> bool:
        """Whether the act with this hash stands in the chain, or may have stood in a damaged one that was set aside."""
        self._look()
        return self._anew or head in self._hashes

    def read_own(self) -> None:
        """Read what this program wrote just now, so that it is missed where it is taken away."""
        with suppress(AuditError, OSError):
            self._look()

    def _read_on(self, size: int) -> tuple[list[AuditLine], audit.Place]:
        """The lines since the last look; all of them where the chain was begun anew in another window.

        AuditError where it became shorter or was exchanged otherwise: a chain that was cut does not go on as if nothing had been there.
        """
        with suppress(AuditError):
            if size > self._read_to.size:
                return audit.read_on(self.path, self._read_to)
        lines, place = audit.read_on(self.path, audit.Place())
        if self._read_to.size and not (lines and lines[0].act == BEGIN_ANEW):
            text = "The audit {file} is gone, became shorter or was exchanged since it was opened. Put it back, or open the dataset again."
            raise AuditError(text, file=self.path.name)
        self._begin()
        return lines, place

    def _look(self) -> None:
        try:
            size = self.path.stat().st_size
        except FileNotFoundError:
            size = 0
        if size != self._read_to.size:
            lines, self._read_to = self._read_on(size)
            self._hashes |= {line.hash for line in lines}
            self._anew = self._anew or any(line.act == BEGIN_ANEW for line in lines)
            self._standing |= {line.study: line for line in lines if line.act in STANDING}
            self._ever |= {line.study: line for line in lines if line.act == SEAL or (line.act == SET_ASIDE and line.reason == UNBLINDED)}
            self._left = audit.left_by(lines, self._left)
