"""What a training does for the window that started it: it steps back, and it stops when it is told, or when the window is gone."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress

STOP = "stop"
"""The line on standard input that ends the training after the present step."""
_BELOW_NORMAL = 0x4000


class Stopped(Exception):  # noqa: N818 - not an error: the user changed his mind
    """Raised before the first step where the training is to stop; nothing but finished parts is on disk."""


class Listener:
    """Reads lines on a thread of its own; the end of the input says the same as the line “stop”.

    It reads the descriptor itself: a thread that waits in `sys.stdin` holds a lock that the interpreter wants at its end.
    """

    def __init__(self, source: int) -> None:
        self._asked = threading.Event()
        threading.Thread(target=self._listen, args=(source,), name="listener", daemon=True).start()

    def asked(self) -> bool:
        """Whether the training is to stop."""
        return self._asked.is_set()

    def check(self) -> None:
        """Stopped where the training is to stop."""
        if self.asked():
            raise Stopped

    def _listen(self, source: int) -> None:
        heard = b""
        with suppress(OSError):
            while STOP.encode() not in [line.strip() for line in heard.splitlines()]:
                more = os.read(source, 4096)
                if not more:
                    break
                heard = (heard + more)[-4096:]
        self._asked.set()


def step_back() -> None:
    """Let the window go first where both want the processor."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL)
        return
    with suppress(OSError):
        os.nice(10)
