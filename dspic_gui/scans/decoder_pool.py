"""Several decoders that take turns: whoever asks gets one that is free, so that as many files are read at once."""

from __future__ import annotations

import queue
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dspic_gui.scans.decoder import Decoder, Drawn, Looked, ToDraw
from dspic_gui.scans.scan_file import ScanFile


class DecoderPool:
    """The decoders stay their owner's, who closes them. Safe to use from several threads."""

    def __init__(self, decoders: Sequence[Decoder]) -> None:
        self.size = len(decoders)
        self._free: queue.SimpleQueue[Decoder] = queue.SimpleQueue()
        for decoder in decoders:
            self._free.put(decoder)

    def read(self, path: Path) -> ScanFile:
        """What a file says of itself, without its pixels. DecodeError."""
        with self._one() as decoder:
            return decoder.read(path, pixels=False)

    def look(self, path: Path, *, sha256: str | None = None, pictures: bool = True) -> Looked:
        """What a file says of itself and what its pixels tell, drawn where it lies upright. DecodeError."""
        with self._one() as decoder:
            return decoder.look(path, sha256=sha256, pictures=pictures)

    def draw(self, path: Path, sha256: str, views: Sequence[ToDraw]) -> list[Drawn]:
        """Frames of the file with this hash, brought upright and drawn. DecodeError."""
        with self._one() as decoder:
            return decoder.draw(path, sha256, views)

    def text(self, path: Path, limit: int) -> bytes:
        """The first bytes of a text. DecodeError."""
        with self._one() as decoder:
            return decoder.text(path, limit)

    @contextmanager
    def _one(self) -> Iterator[Decoder]:
        decoder = self._free.get()
        try:
            yield decoder
        finally:
            self._free.put(decoder)
