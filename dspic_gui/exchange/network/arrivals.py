"""What arrives over the network: written down as it came, unread, in a folder of its own, within limits."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

LARGEST_OBJECT = 512 << 20
MOST_OBJECTS = 10_000
LARGEST_STUDY = 8 << 30
SUCCESS, OUT_OF_RESOURCES, NOT_ASKED_FOR = 0x0000, 0xA700, 0xA900


class Arrivals:
    """A folder that takes objects. `wanted` is the study that was asked for, None for whatever is sent.

    Nothing of an object but its study is looked at here: its bytes are read by the import's child process, like any file.
    """

    def __init__(self, folder: Path, wanted: str | None = None, most: int = MOST_OBJECTS) -> None:
        self.folder = folder
        self.wanted = wanted
        self.most = most
        self.count = 0
        self.refused = 0
        self.too_many = False
        self._size = 0
        self._lock = threading.Lock()

    def store(self, event: Any) -> int:
        """Handler of a C-STORE: the status to answer with."""
        try:
            content = event.encoded_dataset()
        except Exception:  # whatever the peer sent, it is no object
            self.refused += 1
            return NOT_ASKED_FOR
        return self.put(content, str(getattr(event.request, "AffectedSOPInstanceUID", "")))

    def put(self, content: bytes, _uid: str = "") -> int:
        """Write an object down; the status of a C-STORE."""
        with self._lock:
            if self.count >= self.most or self._size + len(content) > LARGEST_STUDY:
                self.too_many = True
                return OUT_OF_RESOURCES
            if len(content) > LARGEST_OBJECT or not self._belongs(content):
                self.refused += 1
                return NOT_ASKED_FOR
            self.count += 1
            self._size += len(content)
            number = self.count
        try:
            (self.folder / f"{number:05d}.dcm").write_bytes(content)
        except OSError:
            return OUT_OF_RESOURCES
        return SUCCESS

    def _belongs(self, content: bytes) -> bool:
        """Whether it is of the study that was asked for: its UID stands in the object, in the field for it."""
        if self.wanted is None:
            return True
        uid = self.wanted.encode("ascii")
        explicit, implicit = b"\x20\x00\x0d\x00UI", b"\x20\x00\x0d\x00"
        for start, skip in ((explicit, 8), (implicit, 8)):
            at = content.find(start)
            if at >= 0:
                length = int.from_bytes(
                    content[at + 6 : at + 8] if start is explicit else content[at + 4 : at + 8],
                    "little",
                )
                return content[at + skip : at + skip + length].rstrip(b"\0 ") == uid
        return False
