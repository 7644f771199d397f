"""Rows that the test suite holds already: their tests are run and counted."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from tests.faults.row import Fault, Try, fixed
from tests.places import ROOT

TESTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "odd DICOM of our own": (">= 250 named cases, each with one outcome", ("tests/scans/test_decoder.py", "-k", "odd_file")),
    "scans as hospitals make them": (
        "shown as what they are, or asked about",
        ("tests/intake/test_whole_body_cases.py",),
    ),
    "all files of pydicom": ("shown or refused with a reason", ("tests/scans/test_decoder.py", "-k", "pydicom")),
    "label JSON": ("60 malformed forms, 0 silent drops", ("tests/labels/test_malformed_labels.py", "tests/labels/test_label_fuzz.py")),
    "hostile model folders": ("25, all refused, no process, no socket", ("tests/model/test_classifier.py", "-k", "hostile")),
    "hostile names, trees and plans": (
        "60, none leads out of the dataset",
        ("tests/dataset/test_hostile_datasets.py", "tests/dataset/test_own_act.py", "tests/intake/test_sources.py"),
    ),
    "a hand-over": ("0 of 200 planted strings found", ("tests/exchange/test_deidentify.py",)),
    "damaged audits": ("told, set aside, a new chain names the old head", ("tests/dataset/test_audit_rescue.py",)),
    "screens of a reader": (
        "pixel-equal with and without the others",
        ("tests/journeys/test_blinding_journey.py", "tests/qt/window/test_no_traces.py", "tests/dataset/test_blinding.py"),
    ),
}


def _ran(words: tuple[str, ...]) -> Iterator[Try]:
    """Run the tests; a Try for each, at last one for what was wrong with the run itself."""
    with TemporaryDirectory() as place:
        report = Path(place, "report.xml")
        command = [sys.executable, "-m", "pytest", "-n", "0", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", *words]
        done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
        if not report.exists():
            yield Try("", f"the tests did not run: {done.stdout[-200:]}")
            return
        cases = list(ElementTree.parse(report).getroot().iter("testcase"))
    for case in cases:
        failed = case.find("failure") is not None or case.find("error") is not None
        if case.find("skipped") is None:
            yield Try("", str(case.get("name")) if failed else "")


def _suite(name: str, figure: str, words: tuple[str, ...]) -> Fault:
    def tries(numbers: Sequence[int]) -> Iterator[Try | None]:
        yield from _ran(words)

    return Fault(name, figure, fixed(1), tries, remark=f"`pytest {' '.join(words)}`")


def _votes(numbers: Sequence[int]) -> Iterator[Try]:
    """The thousands of random studies one after the other, so that the row can be stopped, and the combinations at the end."""
    for number in numbers:
        yield from _ran((VOTE_PROOF.format(number),) if number < THOUSANDS else ("tests/test_vote.py",))


VOTE_PROOF = "tests/proofs/test_vote_proof.py::test_the_export_equals_a_slow_recomputation_from_the_raw_files[{}]"
THOUSANDS = 10
VOTE = Fault(
    "vote",
    "all 64 combinations; 10,000 studies as a slow recomputation",
    fixed(THOUSANDS + 1),
    _votes,
    remark="a try is a thousand studies, or a combination: `pytest tests/test_vote.py tests/proofs/test_vote_proof.py`",
)
SUITES: dict[str, Fault] = {name: _suite(name, figure, words) for name, (figure, words) in TESTS.items()} | {"vote": VOTE}
