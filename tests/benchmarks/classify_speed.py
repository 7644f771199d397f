"""Classifying: from process start to the first prediction, a view, eight views and memory, beside other runtimes of the same network.

`DSPIC_MODEL` names another model folder than the shipped one.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.benchmarks.reference import matrix_peak, processor_class
from tests.benchmarks.rows import Row, row
from tests.made.scanned_dataset import scanned_dataset
from tests.places import ROOT

MODEL = Path(os.environ.get("DSPIC_MODEL", ROOT / "resources" / "model"))
STARTS, ROUNDS, VIEWS = 5, 7, 8
DATASET = 40
"""Studies of a dataset, timed from the first result to the last: a thousand take as long each."""
SECONDS = 600
GIGA_OPERATIONS = 7.34
"""Multiply-adds of dSPIC-AM for one view."""


def measure() -> list[Row]:
    """All rows; a runtime that is not installed says so in its row."""
    if not (MODEL / "card.json").exists():
        return [row("classify", None, "not measured: there is no model folder")]
    starts, memory = _starts()
    rows = [
        row("process start to first prediction on JPEG-LL.dcm", starts, "s", "<= 1.2", by="python"),
        row("memory of that process at its highest", memory, "MB", "<= 250"),
    ]
    with tempfile.TemporaryDirectory() as folder:
        found = _run_runtimes(Path(folder))
        rows += _compared(found)
        rate = 2 * _studies_a_second(scanned_dataset(Path(folder) / "dataset", DATASET))
    alone = VIEWS / found["litert"]["eight"]
    name = "a dataset classified"
    return [
        *rows,
        row(f"{name}, views a second", rate, "views/s", None, "the network alone", alone, by="matrix"),
        row(f"{name}, share of the network alone, on all cores", rate / alone, "of its rate", ">= 0.85"),
    ]


def _studies_a_second(dataset: Path) -> float:
    """From the first study that `dspic classify` prints to the last, reading and keeping included."""
    command = [sys.executable, "-u", "-m", "dspic_gui.cli", "classify", str(dataset), "--model", str(MODEL), "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        said = [(json.loads(line), time.perf_counter()) for line in process.stdout]
    at = {one["study"]: moment for one, moment in said if "study" in one}
    assert len(at) == DATASET, f"{len(at)} studies were classified"
    return (DATASET - 1) / (max(at.values()) - min(at.values()))


def _scan() -> str:
    from pydicom.data import get_testdata_file

    return str(get_testdata_file("JPEG-LL.dcm", download=False))


def _starts() -> tuple[float, float]:
    """Median seconds of `dspic classify` as a whole, decoding child included, and the command's own peak memory in MB."""
    script = (
        "import sys\nfrom dspic_gui.cli import main\ncode = main(sys.argv[1:])\n"
        "import resource\nprint('PEAK', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, file=sys.stderr)\nsys.exit(code)\n"
    )
    command = [sys.executable, "-c", script, "classify", _scan(), "--model", str(MODEL), "--json"]
    seconds, peaks = [], []
    for _ in range(STARTS + 1):
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert process.stdout is not None and process.stderr is not None
        line = process.stdout.readline()
        seconds.append(time.perf_counter() - started)
        errors = process.stderr.read()
        process.stdout.close()
        process.stderr.close()
        process.wait()
        json.loads(line)
        peaks.append(next(float(words.split()[1]) for words in errors.splitlines() if words.startswith("PEAK")))
    return statistics.median(seconds[1:]), max(peaks)


def _run_runtimes(folder: Path) -> dict[str, dict[str, Any]]:
    """Each runtime in a process of its own, in turn, several rounds, so that other load falls on all alike."""
    names = ["litert", *(name for name, package in _PEERS.items() if find_spec(package))]
    found: dict[str, dict[str, Any]] = {}
    workers = {name: _start(name, folder) for name in names}
    try:
        for name, worker in workers.items():
            found[name] = json.loads(_answer(worker, "load"))
        for _ in range(ROUNDS):
            for name, worker in workers.items():
                found[name].setdefault("times", []).extend(json.loads(_answer(worker, "run")))
        for name, worker in workers.items():
            found[name]["eight"] = float(_answer(worker, "eight"))
    finally:
        for worker in workers.values():
            worker.kill()
            worker.wait()
            for pipe in (worker.stdin, worker.stdout):
                if pipe is not None:
                    pipe.close()
    return found


_PEERS = {"tf.function": "tensorflow", "Keras predict": "tensorflow", "ONNX Runtime": "onnxruntime"}


def _start(name: str, folder: Path) -> subprocess.Popen[str]:
    quiet = os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3", "DSPIC_MODEL": str(MODEL)}
    command = [sys.executable, "-m", "tests.benchmarks.classify_worker", name, str(folder)]
    return subprocess.Popen(
        command, cwd=ROOT, env=quiet, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )


def _answer(worker: subprocess.Popen[str], question: str) -> str:
    assert worker.stdin is not None and worker.stdout is not None
    worker.stdin.write(question + "\n")
    worker.stdin.flush()
    for line in worker.stdout:
        if line.startswith("ANSWER "):
            return line.removeprefix("ANSWER ")
    raise RuntimeError("a runtime ended before it answered")


def _compared(found: dict[str, dict[str, Any]]) -> list[Row]:
    ours = found["litert"]

    def view(name: str, kind: int = 0) -> float:
        return 1000 * statistics.median(times[kind] for times in found[name]["times"])

    goal = "<= 0.5" if "VNNI" in processor_class() else "<= 1.15"
    floor = 1000 * GIGA_OPERATIONS / matrix_peak()
    rows = [
        row("one view, LiteRT, beside the float32 floor", view("litert") / floor, "of the floor's time", goal),
        row("one view, LiteRT", view("litert"), "ms", by="matrix", floor=("matrix", GIGA_OPERATIONS)),
        row("one view, LiteRT, processor time", view("litert", 1), "ms", by="matrix"),
        row("eight views, LiteRT", 1000 * ours["eight"], "ms", by="matrix", floor=("matrix", 8 * GIGA_OPERATIONS)),
    ]
    for name in _PEERS:
        if name not in found:
            rows.append(row(f"one view against {name}", None, f"not measured: {_PEERS[name]} is not installed"))
            continue
        goal = "<= 0.40" if name == "tf.function" else None
        whole, used = view(name), view(name, 1)
        rows += [
            row(f"one view, share of {name}", view("litert") / whole, "of its time", goal, f"{name}, ms", whole),
            row(f"one view, processor time, share of {name}", view("litert", 1) / used, "of its time", None, f"{name}, ms", used),
            row(f"eight views, share of {name}", ours["eight"] / found[name]["eight"], "of its time"),
            row(f"memory, beside {name}", ours["memory"], "MB", None, f"{name}, MB", found[name]["memory"]),
        ]
    return rows
