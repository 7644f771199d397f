"""Rows that the test suite holds already: their tests are run and counted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from tests.faults.row import Row
from tests.places import ROOT

SUITES: dict[str, tuple[str, tuple[str, ...]]] = {
    "odd DICOM of our own": (">= 250 named cases, each with one outcome", ("tests/scans/test_decoder.py",)),
    "label JSON": ("60 malformed forms, 0 silent drops", ("tests/labels/test_malformed_labels.py",)),
    "hostile model folders": ("25, all refused, no process, no socket", ("tests/model/test_classifier.py", "-k", "hostile")),
    "hostile names, trees and plans": (
        "60, none leads out of the dataset",
        ("tests/dataset/test_hostile_datasets.py", "tests/dataset/test_own_act.py"),
    ),
    "planted strings in every output": ("0 of 200 found", ("tests/exchange/test_deidentify.py", "-k", "planted or leak")),
    "damaged audits": ("told, set aside, a new chain names the old head", ("tests/dataset/test_audit_rescue.py",)),
    "blinding": (
        "0 opens of other readers' files before the seal",
        ("tests/dataset/test_archive.py", "tests/dataset/test_blinding.py", "-k", "other or blind or seen"),
    ),
    "vote": ("all 64 combinations; equal to a slow recomputation", ("tests/test_vote.py", "tests/proofs/test_vote_proof.py")),
    "fuzzed DICOM": ("0 uncaught, 0 hangs; every find is a case", ("tests/dataset/test_damaged_scans.py",)),
}


def suite(name: str) -> Row:
    """Run the tests of a row and count them."""
    figure, words = SUITES[name]
    with TemporaryDirectory() as place:
        report = Path(place, "report.xml")
        command = [sys.executable, "-m", "pytest", "-n", "0", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", *words]
        subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
        total = ElementTree.parse(report).getroot().find("testsuite")
    if total is None:
        return Row(name, figure, 0, 1, "the tests did not run")
    wrong = int(total.get("failures", 0)) + int(total.get("errors", 0))
    return Row(name, figure, int(total.get("tests", 0)), wrong, f"`pytest {' '.join(words)}`")
