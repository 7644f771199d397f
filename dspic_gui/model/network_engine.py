"""What runs a network's file: LiteRT in this process, or in a child so that opening a network never holds up a window."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from dspic_gui.child_talk import end_child, receive, send, start_child
from dspic_gui.model.network_input import NetworkInputError

Array = NDArray[np.float32]
Shapes = dict[str, tuple[int, ...]]
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
            self._child = start_child("dspic_gui.model.network_child", self._threads)
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


def _shapes(details: Mapping[str, Any]) -> Shapes:
    if any(detail["dtype"] is not np.float32 for detail in details.values()):
        raise ValueError("a tensor is not float32")
    return {name: tuple(int(length) for length in detail["shape"]) for name, detail in details.items()}
