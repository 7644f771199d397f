"""What a way to a cheaper training is worth: the validation loss that it reaches, and in how much processor time.

`python -m tools.schedule_worth DATASET OUT --common "WORDS" --variant "--precision mixed_bfloat16" [--variant ...]` runs `dspic train`
with the common words alone (the plain training) and then with those of each variant, one after another with the same seed, and prints
a row for each: its best validation loss, the processor time up to it, and the processor time in which it came to the plain training's
best. Processor time is the training's own, from its first step on; reading the dataset, the scores and an export are not in it. What
each told lies in OUT/NAME.jsonl: a training that ended is not run again. Nothing else should run on the machine.
"""

from __future__ import annotations

import argparse
import json
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

PLAIN = "plain"
TOLD = ("start", "epoch", "end")
"""The events that are kept."""


@dataclass(frozen=True)
class Worth:
    """A training: its best epoch, and where it was as good as the plain one's best (`equal`: None where it never was).

    Seconds are of the processor, all cores together, and `wall` of the clock, both up to the end of the best epoch.
    """

    name: str
    steps: int
    best_loss: float
    processor: float
    wall: float
    equal: float | None


def worth_of(name: str, told: Sequence[Mapping[str, Any]], wanted: float | None = None) -> Worth:
    """What a training told, held against a loss that is `wanted` (None: its own best); ValueError where no epoch ended."""
    epochs = [event for event in told if event["event"] == "epoch"]
    if not epochs:
        raise ValueError(f"{name} ended no epoch")
    best = min(epochs, key=lambda event: float(event["validation_loss"]))
    limit = float(best["validation_loss"]) if wanted is None else wanted
    equal = next((float(event["processor"]) for event in epochs if event["validation_loss"] <= limit), None)
    return Worth(name, int(epochs[-1]["steps"]), float(best["validation_loss"]), float(best["processor"]), float(best["wall"]), equal)


def compared(told: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[Worth]:
    """The plain training and the others against its best loss."""
    plain = worth_of(PLAIN, told[PLAIN])
    return [plain, *(worth_of(name, events, plain.best_loss) for name, events in told.items() if name != PLAIN)]


def as_markdown(rows: Sequence[Worth]) -> str:
    """The table, as a page of the documentation has it."""
    lines = [
        "| training | steps | best validation loss | processor time up to it | by the clock | to the plain one's best |",
        "|---|---|---|---|---|---|",
    ]
    for row in rows:
        equal = "not reached" if row.equal is None else f"{row.equal:.0f} s"
        lines.append(f"| {row.name} | {row.steps} | {row.best_loss:.3f} | {row.processor:.0f} s | {row.wall:.0f} s | {equal} |")
    return "\n".join(lines)


def name_of(words: str) -> str:
    """The name of a variant's folder, made of its words."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", words).strip("-") or PLAIN


def run(dataset: Path, out: Path, name: str, words: Sequence[str]) -> list[dict[str, Any]]:
    """Train, or take what an ended training told; FileExistsError where one was begun and its first seconds are not known."""
    log = out / f"{name}.jsonl"
    if log.exists():
        told = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
        if told and told[-1]["event"] == "end":
            return told
    if (out / name).exists():
        raise FileExistsError(f"{out / name} holds a training whose time is not known; choose another OUT")
    out.mkdir(parents=True, exist_ok=True)
    call = [sys.executable, "-m", "dspic_gui.cli", "train", str(dataset), str(out / name), *words, "--no-export", "--json"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True, encoding="utf-8") as child, log.open("w", encoding="utf-8") as file:
        told = _watched(child, file)
    if child.returncode or not told or told[-1]["event"] != "end":
        raise SystemExit(f"{shlex.join(call)} ended with {child.returncode}")
    return told


def _watched(child: subprocess.Popen[str], file: Any) -> list[dict[str, Any]]:
    """The events of a training, each with its seconds since the start, kept in the file too."""
    process, told = psutil.Process(child.pid), []
    first = clock = 0.0
    assert child.stdout is not None
    for line in child.stdout:
        event = json.loads(line)
        if event["event"] not in TOLD:
            continue
        times = process.cpu_times()
        spent = times.user + times.system
        if event["event"] == "start":
            first, clock = spent, time.monotonic()
        event |= {"processor": spent - first, "wall": time.monotonic() - clock}
        told.append(event)
        print(json.dumps(event), file=file, flush=True)
    return told


def main(words: Sequence[str] | None = None) -> None:
    """Run them all, print the table and keep its figures in OUT/worth.json."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--common", default="", help="the words of `dspic train` that all of them share")
    parser.add_argument("--variant", action="append", default=[], help="the further words of one; once for each")
    asked = parser.parse_args(words)
    told = {}
    for variant in ("", *asked.variant):
        name = name_of(variant)
        told[name] = run(asked.dataset, asked.out, name, [*shlex.split(asked.common), *shlex.split(variant)])
    rows = compared(told)
    content = {"common": asked.common, "variants": asked.variant, "trainings": [asdict(row) for row in rows]}
    (asked.out / "worth.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print(as_markdown(rows))


if __name__ == "__main__":
    main()
