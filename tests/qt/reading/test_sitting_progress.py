from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from dspic_gui.dataset.sittings import Entry, Summary
from dspic_gui.qt.reading.sitting_progress import SittingProgress, SittingSummary, minutes
from dspic_gui.worklist.rows import Status

ENTRIES = [
    Entry("2026-11-22T08:00:00+00:00", "begin"),
    Entry("2026-11-22T08:01:00+00:00", "read", "1" * 16, 75.0),
    Entry("2026-11-22T08:01:00+00:00", "seal", "1" * 16),
    Entry("2026-11-22T08:02:00+00:00", "skip", "2" * 16, reason="motion"),
]


def test_minutes() -> None:
    assert [minutes(seconds) for seconds in (0, 59.4, 75, 3599.6, 3725)] == ["0:00", "0:59", "1:15", "1:00:00", "1:02:05"]


def test_how_far_the_reader_is(qtbot: QtBot) -> None:
    progress = SittingProgress()
    qtbot.addWidget(progress)
    counts = dict.fromkeys(Status, 0) | {Status.SEALED: 12, Status.UNREAD: 40, Status.DRAFT: 2, Status.SKIPPED: 6}
    progress.show_counts(counts, Summary(sealed=3, median_seconds=92.0))
    assert progress.label.text() == "12 sealed · 42 to read · 6 skipped · this sitting 3 · 1:32 a study"
    assert (progress.bar.value(), progress.bar.maximum()) == (12, 60)
    progress.show_counts(dict.fromkeys(Status, 0))
    assert progress.bar.maximum() == 1


def test_the_summary_names_studies_as_the_window_does(qtbot: QtBot) -> None:
    key = next(entry.study for entry in ENTRIES if entry.study)
    dialog = SittingSummary(ENTRIES, names={key: "No. 7"})
    qtbot.addWidget(dialog)
    first = dialog.table.topLevelItem(0)
    assert first is not None and (first.text(0), first.toolTip(0)) == ("No. 7", key)


def test_the_summary_goes_along_as_a_table(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = SittingSummary(ENTRIES)
    qtbot.addWidget(dialog)
    assert dialog.heading.text().startswith("Sealed: 1 · skipped: 1 · in 1:15")
    rows = [dialog.table.topLevelItem(row) for row in range(dialog.table.topLevelItemCount())]
    assert [[row.text(column) for column in range(4)] for row in rows if row] == [
        ["1" * 16, "1:15", "sealed", ""],
        ["2" * 16, "0:00", "skipped", "motion"],
    ]
    assert dialog.export(tmp_path / "sitting.csv")
    assert len((tmp_path / "sitting.csv").read_text(encoding="utf-8").splitlines()) == 3
    assert not dialog.export(tmp_path / "missing" / "sitting.csv")
    assert "another folder" in dialog.heading.text()
