"""Ending a child process that does the dangerous or heavy part of a task."""

from __future__ import annotations

import subprocess
from contextlib import suppress


def end_child(child: subprocess.Popen[bytes]) -> None:
    """Kill the child and let go of its pipes; what was still to be written to it is lost with it."""
    child.kill()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    child.wait()
