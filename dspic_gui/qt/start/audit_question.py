"""Tells a reader at the sign-in that the own audit is damaged, and offers the way on."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtWidgets import QMessageBox, QWidget

from dspic_gui.dataset.audit_rescue import Damage, begin_anew, damage_of
from dspic_gui.durable import NotSaved
from dspic_gui.qt.words.sentence import in_words, translate


def audit_is_whole(folder: Path, reader: str, window: QWidget) -> bool:
    """Whether the reader can sign in: the audit is whole, or gives way to a new chain as the reader wishes."""
    try:
        damage = damage_of(folder, reader)
        if damage is None:
            return True
        if not _asked(damage, window):
            return False
        begin_anew(folder, reader)
    except (NotSaved, OSError) as problem:
        QMessageBox.warning(window, translate("AuditQuestion", "A damaged audit"), in_words(problem))
        return False
    return True


def _asked(damage: Damage, window: QWidget) -> bool:
    text = translate(
        "AuditQuestion",
        "{problem}\n\nYour label files are not touched; the first {acts} acts of the audit are whole. While the audit is damaged "
        "nothing can be saved.\n\nSet the damaged audit aside as evidence and begin a new one that names it? Seals that the whole part "
        "proves are carried over; other sealed readings become drafts, to be looked through and sealed again. "
        "dspic verify will say so: tell the study lead.",
    ).format(problem=in_words(damage.problem), acts=len(damage.sound))
    buttons = QMessageBox.StandardButton
    title = translate("AuditQuestion", "A damaged audit")
    return QMessageBox.question(window, title, text, buttons.Yes | buttons.No, buttons.No) == buttons.Yes
