"""The child process that runs a network for a window: limited in memory, without network libraries, answering over a pipe."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Any

import numpy as np

from dspic_gui.child_talk import begin_as_child, receive, send
from dspic_gui.model.network_engine import Array, EngineError, LocalEngine, unpacked

MEMORY = 4 << 30


def main() -> None:
    """Open the network of the first message, then answer until standard input closes; the argument is the number of threads."""
    answers = begin_as_child(MEMORY)
    engine: LocalEngine | None = None
    problem = "no network was sent"
    with suppress(EOFError):
        while True:
            question, payload = receive(sys.stdin.buffer)
            if question["act"] == "open":
                try:
                    engine = LocalEngine(payload, int(sys.argv[1]))
                except (EngineError, ImportError) as failed:
                    problem = str(failed)
                continue
            header, arrays = answer(engine, question, payload) if engine else ({"error": problem}, [])
            send(answers, header, [array.tobytes() for array in arrays])


def answer(engine: LocalEngine, question: dict[str, Any], payload: bytes) -> tuple[dict[str, Any], list[Array]]:
    """The header and the arrays for one question: ping, shapes or run."""
    try:
        if question["act"] == "shapes":
            return {"shapes": [list(side.items()) for side in engine.shapes(question["signature"])]}, []
        if question["act"] == "run":
            outputs = engine.run(question["signature"], unpacked(question["arrays"], payload))
            arrays = [np.ascontiguousarray(array, dtype=np.float32) for array in outputs.values()]
            return {"arrays": [[name, list(array.shape)] for name, array in outputs.items()]}, arrays
    except (EngineError, ValueError) as problem:
        return {"error": str(problem)[:500]}, []
    return {}, []


if __name__ == "__main__":
    main()
