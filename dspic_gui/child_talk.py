"""How this program and its child processes speak: a child is started alone, asked by messages over its pipes, and ended.

A message, either way, is two lengths (big endian, 4 and 8 bytes), a JSON header and raw bytes behind it.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    import subprocess

HEAD = struct.Struct(">IQ")
"""Lengths of a message's JSON and of the bytes behind it."""
LARGEST_HEADER = 16 << 20
LARGEST_PAYLOAD = 1 << 30
_KEEPS_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(32 << 20), "MALLOC_TRIM_THRESHOLD_": str(64 << 20)}
"""For glibc: pictures of a megabyte come and go, and memory that is given back each time must be cleared by the system each time."""


def send(stream: Any, header: Mapping[str, Any], payload: Sequence[bytes | memoryview] = ()) -> None:
    """One message: lengths, JSON, bytes; OSError where the other side is gone."""
    text = json.dumps(header).encode()
    stream.write(HEAD.pack(len(text), sum(len(part) for part in payload)) + text)
    for part in payload:
        stream.write(part)
    stream.flush()


def receive(stream: BinaryIO | Any, largest_payload: int = LARGEST_PAYLOAD) -> tuple[Any, bytes]:
    """The next message; EOFError where the other side ended, ValueError or RecursionError where it makes no sense."""
    header, payload = HEAD.unpack(_exactly(stream, HEAD.size))
    if header > LARGEST_HEADER or payload > largest_payload:
        raise ValueError("a message beyond the limits")
    return json.loads(_exactly(stream, header)), _exactly(stream, payload)


def _exactly(stream: BinaryIO, length: int) -> bytes:
    content = stream.read(length)
    if len(content) != length:
        raise EOFError("the other side ended")
    return content


def start_child(module: str, *arguments: object) -> subprocess.Popen[bytes]:
    """Start a module of this program as a child whose pipes carry messages; OSError where it cannot start.

    It imports this very program and nothing that the user's environment asks Python for, computes on one thread, and shows
    no window.
    """
    import subprocess  # a child that imports this module starts none

    package = Path(__file__).resolve().parents[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LD_PRELOAD"))}
    alone = {"PYTHONPATH": str(package), "PYTHONSAFEPATH": "1"}
    small = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"} | _KEEPS_MEMORY
    return subprocess.Popen(
        [sys.executable, "-m", module, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=kept | alone | small,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def end_child(child: subprocess.Popen[bytes]) -> None:
    """Kill the child and let go of its pipes; what was still to be written to it is lost with it."""
    child.kill()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    child.wait()


def begin_as_child(memory: int) -> BinaryIO:
    """In the child: limit the address space to `memory` bytes (0: no limit), and give the stream for answers.

    Nothing else reaches the standard streams from here on: libraries print, and their messages may name patients.
    """
    _limit_memory(memory)
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return answers


def _limit_memory(memory: int) -> None:
    """The address space, where the system can limit it; no core file either, for it would hold a patient's data."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if memory:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
