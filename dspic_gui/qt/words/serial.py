"""The words of serial scans: changes, and what their picture means."""

from __future__ import annotations

from dspic_gui.burden.sources import SIMULATED
from dspic_gui.code import SIDES, CodeBook, describe_label
from dspic_gui.qt.words.sentence import in_words, translate
from dspic_gui.sentence import joined, plain
from dspic_gui.serial.compare import ChangeRow
from dspic_gui.serial.known_change import Change


def change_text(change: Change) -> str:
    """A change with its sign: colour is never the only one."""
    return {
        Change.NEW: translate("serial", "▲▲ new"),
        Change.GROWN: translate("serial", "▲ grown"),
        Change.FADED: translate("serial", "▼ faded"),
        Change.GONE: translate("serial", "▼▼ gone"),
        Change.SAME: translate("serial", "= as before"),
    }[change]


def place_text(row: ChangeRow, book: CodeBook) -> str:
    """What lies there: a mark's code, or the bone that the region map names."""
    if row.label is not None:
        return in_words(describe_label(row.label, book))
    if row.part is None:
        return translate("serial", "beside the bones")
    title = plain(book.part_by_key[row.part].title)
    return in_words(joined(", ", [title, SIDES[row.side]]) if row.side else title)


def legend_texts() -> tuple[str, str]:
    """What the two colours mean."""
    more = translate("serial", "▲ more than in the prior")
    return more, translate("serial", "▼ less than in the prior")


def about_text(by_regions: bool) -> str:
    """How the two scans were laid over one another, and what is not compared."""
    if not by_regions:
        return translate(
            "serial",
            "No lesion model is there: the prior is laid over by the body's outline alone. "
            "Bones may lie beside one another; what is coloured may be no change.",
        )
    how = translate(
        "serial",
        "The prior is warped by the network's region maps and scaled by bone that both scans show. "
        "Hands, feet, kidneys and bladder are not compared.",
    )
    return f"{how} {in_words(SIMULATED)}"
