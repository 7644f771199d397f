"""What became of an import, in words: of one file, and of all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dspic_gui.intake.importing import Outcome
from dspic_gui.qt.words.sentence import translate

_CONTEXT = "ImportSummary"


def result_words(outcome: Outcome) -> str:
    """What became of a file."""
    if outcome.waits:
        return translate(_CONTEXT, "… not imported yet")
    return {
        "new": translate(_CONTEXT, "✓ new study"),
        "joined": translate(_CONTEXT, "✓ joined a study"),
        "replaced": translate(_CONTEXT, "✓ replaced a view"),
        "corrected": translate(_CONTEXT, "✓ view corrected"),
        "there": translate(_CONTEXT, "= was there"),
        "report": translate(_CONTEXT, "✓ report"),
        "draft": translate(_CONTEXT, "✓ marks of a draft"),
        "marks": translate(_CONTEXT, "– report with marks"),
        "skipped": translate(_CONTEXT, "– skipped"),
        "refused": translate(_CONTEXT, "✗ refused"),
    }.get(outcome.status, outcome.status)


def counted(outcomes: Sequence[Outcome]) -> str:
    """How often each result came, as a line."""
    counts = Counter(outcome.status for outcome in outcomes)
    taken = ("new", "joined", "replaced")
    studies = {one.study for one in outcomes if one.status in taken and one.study}
    waiting = sum(outcome.waits for outcome in outcomes)
    asked = {(outcome.study, view) for outcome in outcomes for view in outcome.asked}
    found = (
        (len(studies), translate(_CONTEXT, "Studies taken or completed: {count}")),
        (counts["there"], translate(_CONTEXT, "there already: {count}")),
        (counts["corrected"], translate(_CONTEXT, "corrected: {count}")),
        (counts["report"], translate(_CONTEXT, "reports: {count}")),
        (counts["marks"], translate(_CONTEXT, "reports with marks: {count}")),
        (counts["skipped"], translate(_CONTEXT, "files skipped: {count}")),
        (counts["refused"] - waiting, translate(_CONTEXT, "files refused: {count}")),
        (waiting, translate(_CONTEXT, "not imported yet: {count}")),
        (
            len(asked),
            translate(_CONTEXT, "views to be asked about when the study is opened: {count}"),
        ),
    )
    parts = [text.format(count=count) for count, text in found if count]
    return " · ".join(parts) if parts else translate(_CONTEXT, "Nothing was found to import.")
