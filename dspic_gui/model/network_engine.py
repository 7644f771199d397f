"""What runs a network's file: LiteRT in this process, or in a child so that opening a network never holds up a window."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import numpy as np
from numpy.typing import NDArray

from dspic_gui.child_process import end_child
from dspic_gui.model.network_input import NetworkInputError

Array = NDArray[np.float32]
Shapes = dict[str, tuple[int, ...]]
HEAD = struct.Struct(">IQ")
"""Lengths of a message's JSON and of the arrays behind it."""
LARGEST_HEADER = 1 << 20
LARGEST_PAYLOAD = 1 << 30
DEADLINE = 60.0


class EngineError(RuntimeError):
    """A network's file that LiteRT does not open or run; the text is LiteRT's own."""


class NetworkStopped(NetworkInputError):  # noqa: N818 - it names what happened
    """The process that runs the network ended; the text is a sentence for the reader."""


class Engine(Protocol):
    """Runs the signatures of one network. One call at a time."""

    def shapes(self, signature: str) -> tuple[Shapes, Shapes]:
        """Names and shapes of inputs and outputs; EngineError where there is no such signature or a tensor is not float32."""

    def run(self, signature: str, inputs: Mapping[str, Array]) -> dict[str, Array]:
        """The outputs; EngineError, NetworkStopped."""

    def close(self) -> None:
        """Let go of the network."""


class LocalEngine:
    """LiteRT in this process."""

    def __init__(self, content: bytes, threads: int) -> None:
        from ai_edge_litert.interpreter import Interpreter

        try:
            self._interpreter = Interpreter(model_content=content, num_threads=threads)
        except (ValueError, RuntimeError, MemoryError) as problem:
            raise EngineError(str(problem)) from problem
        self._runners: dict[str, Any] = {}

    def shapes(self, signature: str) -> tuple[Shapes, Shapes]:
        """Names and shapes of inputs and outputs."""
        try:
            runner = self._runner(signature)
            return _shapes(runner.get_input_details()), _shapes(runner.get_output_details())
        except (ValueError, RuntimeError, KeyError, TypeError) as problem:
            raise EngineError(str(problem)) from problem

    def run(self, signature: str, inputs: Mapping[str, Array]) -> dict[str, Array]:
        """The outputs."""
        try:
            return dict(self._runner(signature)(**inputs))
        except (ValueError, RuntimeError, KeyError, TypeError, MemoryError) as problem:
            raise EngineError(str(problem)) from problem

    def close(self) -> None:
        """Let go of the network."""
        self._runners.clear()

    def _runner(self, signature: str) -> Any:
        if signature not in self._runners:
            self._runners[signature] = self._interpreter.get_signature_runner(signature)
        return self._runners[signature]


class ChildEngine:
    """LiteRT in a child process, which is started anew once when it ends."""

    def __init__(self, content: bytes, threads: int) -> None:
        self._content = content
        self._threads = threads
        self._child: subprocess.Popen[bytes] | None = None
        self._ask({"act": "ping"}, ())

    def shapes(self, signature: str) -> tuple[Shapes, Shapes]:
        """Names and shapes of inputs and outputs."""
        answer, _ = self._ask({"act": "shapes", "signature": signature}, ())
        taken, given = ({str(name): tuple(map(int, shape)) for name, shape in side} for side in answer["shapes"])
        return taken, given

    def run(self, signature: str, inputs: Mapping[str, Array]) -> dict[str, Array]:
        """The outputs."""
        described = [[name, list(array.shape)] for name, array in inputs.items()]
        answer, payload = self._ask({"act": "run", "signature": signature, "arrays": described}, list(inputs.values()))
        return unpacked(answer["arrays"], payload)

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is not None:
            end_child(child)

    def __del__(self) -> None:
        self.close()

    def _ask(self, question: Mapping[str, Any], arrays: Sequence[Array]) -> tuple[Any, bytes]:
        for last_try in (False, True):
            try:
                answer, payload = self._conversation(question, arrays)
            except (OSError, EOFError, ValueError) as problem:
                self.close()
                if last_try:
                    raise NetworkStopped(
                        "The part of the program that runs the network ended. Nothing was classified; open the model again."
                    ) from problem
                continue
            if "error" in answer:
                raise EngineError(str(answer["error"])[:500])
            return answer, payload
        raise AssertionError("unreachable")

    def _conversation(self, question: Mapping[str, Any], arrays: Sequence[Array]) -> tuple[Any, bytes]:
        child = self._running()
        assert child.stdin is not None and child.stdout is not None
        watch = threading.Timer(DEADLINE, child.kill)
        watch.start()
        try:
            send(child.stdin, question, [array.tobytes() for array in arrays])
            return receive(child.stdout)
        finally:
            watch.cancel()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self.close()
            self._child = _start(self._threads)
            assert self._child.stdin is not None
            send(self._child.stdin, {"act": "open"}, [self._content])
        return self._child


@contextmanager
def without_chatter() -> Iterator[None]:
    """Inside, what libraries print to standard error by themselves is dropped; for a command, which is alone in its process."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def send(stream: Any, header: Mapping[str, Any], payload: Sequence[bytes]) -> None:
    """One message: lengths, JSON, bytes."""
    text = json.dumps(header).encode()
    stream.write(HEAD.pack(len(text), sum(map(len, payload))) + text)
    for part in payload:
        stream.write(part)
    stream.flush()


def receive(stream: BinaryIO | Any) -> tuple[Any, bytes]:
    """The next message; EOFError where the other side ended, ValueError where it makes no sense."""
    header, payload = HEAD.unpack(_exactly(stream, HEAD.size))
    if header > LARGEST_HEADER or payload > LARGEST_PAYLOAD:
        raise ValueError("a message beyond the limits")
    return json.loads(_exactly(stream, header)), _exactly(stream, payload)


def unpacked(described: Sequence[Any], payload: bytes) -> dict[str, Array]:
    """The arrays of a message; ValueError where the bytes do not fit their description."""
    arrays: dict[str, Array] = {}
    at = 0
    for name, shape in described:
        count = int(np.prod(shape, dtype=np.int64))
        arrays[str(name)] = np.frombuffer(payload, np.float32, count, at).reshape(shape)
        at += 4 * count
    if at != len(payload):
        raise ValueError("the arrays do not fit their description")
    return arrays


def _exactly(stream: BinaryIO, length: int) -> bytes:
    content = stream.read(length)
    if len(content) != length:
        raise EOFError("the other side ended")
    return content


def _start(threads: int) -> subprocess.Popen[bytes]:
    package = Path(__file__).resolve().parents[2]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LD_PRELOAD"))}
    own = {"PYTHONPATH": str(package), "PYTHONSAFEPATH": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "dspic_gui.model.network_child", str(threads)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=kept | own,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _shapes(details: Mapping[str, Any]) -> Shapes:
    if any(detail["dtype"] is not np.float32 for detail in details.values()):
        raise ValueError("a tensor is not float32")
    return {name: tuple(int(length) for length in detail["shape"]) for name, detail in details.items()}
