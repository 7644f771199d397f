"""Why a row of the table cannot be used now, in a sentence: whoever meets a grey entry is told what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspic_gui.qt.words.sentence import translate

if TYPE_CHECKING:
    from dspic_gui.qt.session import Session

CONTEXT = "why not"


def why_not(need: str, session: Session | None) -> str:
    """What is missing for a row that needs this (a key of `action_board.NEEDS`)."""
    if session is None:
        return translate(CONTEXT, "Open a dataset and sign in first.")
    if session.study is None and need != "dataset":
        return translate(CONTEXT, "Open a study first: choose one from the worklist.")
    if need in ("editable", "undo", "redo", "selection") and not session.editable:
        return session.why_not_editable()
    return {
        "reading": translate(CONTEXT, "You look on as the study lead, so there is no reading of yours."),
        "chosen": translate(CONTEXT, "Select a mark first."),
        "selection": translate(CONTEXT, "Select a mark first."),
        "sealed": translate(CONTEXT, "This reading is not sealed."),
        "conflict": translate(CONTEXT, "There is no conflict with another program."),
        "undo": translate(CONTEXT, "There is nothing to undo."),
        "redo": translate(CONTEXT, "There is nothing to redo."),
    }.get(need, "")
