"""The words of the consensus as a reader reads them: answers, reasons, and what an item is."""

from __future__ import annotations

from PyQt6.QtCore import QT_TRANSLATE_NOOP

from dspic_gui.code import CodeBook, describe_code, short_code
from dspic_gui.ground_truth.adjudication_desk import Item
from dspic_gui.ground_truth.consensus import Reason
from dspic_gui.ground_truth.consensus_queue import QueueFilter
from dspic_gui.qt.words.measures import view_name
from dspic_gui.qt.words.sentence import in_words, listed, translate
from dspic_gui.study import Projection

_REASONS = {
    Reason.NO_MAJORITY: QT_TRANSLATE_NOOP("consensus", "no majority"),
    Reason.CONTRADICTED: QT_TRANSLATE_NOOP("consensus", "lesions contradict the answer"),
    Reason.NO_PLACE: QT_TRANSLATE_NOOP("consensus", "abnormal, but no agreed lesion"),
    Reason.DISEASE: QT_TRANSLATE_NOOP("consensus", "disease differs"),
    Reason.PART: QT_TRANSLATE_NOOP("consensus", "body part differs"),
    Reason.SIDE: QT_TRANSLATE_NOOP("consensus", "side differs"),
    Reason.FAR_APART: QT_TRANSLATE_NOOP("consensus", "outlines far apart"),
    Reason.DISSENT: QT_TRANSLATE_NOOP("consensus", "one voice"),
    Reason.LABEL_DOUBTED: QT_TRANSLATE_NOOP("consensus", "label doubted in a review of errors"),
}
_FILTERS = {
    QueueFilter.WAITING: QT_TRANSLATE_NOOP("consensus", "Waiting for a person"),
    QueueFilter.TWO_TO_ONE: QT_TRANSLATE_NOOP("consensus", "2:1 – readers differ"),
    QueueFilter.READER_MISSING: QT_TRANSLATE_NOOP("consensus", "Reader missing"),
    QueueFilter.MODEL_DIFFERS: QT_TRANSLATE_NOOP("consensus", "Model differs"),
    QueueFilter.EVERYTHING: QT_TRANSLATE_NOOP("consensus", "All studies"),
}
_WHY = {
    "lesion_is_clear": QT_TRANSLATE_NOOP("consensus", "The lesion is clear"),
    "normal_variant": QT_TRANSLATE_NOOP("consensus", "Normal variant"),
    "spine": QT_TRANSLATE_NOOP("consensus", "Spine"),
    "asymmetry": QT_TRANSLATE_NOOP("consensus", "Asymmetry"),
    "symmetric_joints": QT_TRANSLATE_NOOP("consensus", "Symmetric joints"),
    "low_counts": QT_TRANSLATE_NOOP("consensus", "Low counts"),
    "artefact": QT_TRANSLATE_NOOP("consensus", "Artefact"),
    "label_wrong": QT_TRANSLATE_NOOP("consensus", "Code was wrong"),
    "outline_wrong": QT_TRANSLATE_NOOP("consensus", "Outline was wrong"),
    "unanimous": QT_TRANSLATE_NOOP("consensus", "All readers agree"),
    "other": QT_TRANSLATE_NOOP("consensus", "Other"),
}


def reason_text(reason: Reason) -> str:
    """Why something waits."""
    return translate("consensus", _REASONS[reason])


def filter_text(asked: QueueFilter) -> str:
    """The name of a filter of the queue."""
    return translate("consensus", _FILTERS[asked])


def why_text(reason: str) -> str:
    """A reason of a settlement."""
    return translate("consensus", _WHY[reason])


def view_text(projection: Projection | None) -> str:
    """A view, or the study."""
    return view_name(projection) if projection else translate("consensus", "Study")


def item_text(item: Item, book: CodeBook) -> str:
    """What an item is: an answer of a view, or a numbered lesion with its views."""
    if item.lesion is None:
        return translate("consensus", "{view}: answer").format(view=view_text(item.projection))
    views = "+".join(view_name(place.projection) for place in item.lesion.places)
    code = in_words(describe_code(item.lesion.code, book)) if item.lesion.code and item.lesion.present else ""
    return translate("consensus", "#{number} {views} {code}").format(number=item.lesion.number, views=views, code=code).strip()


def item_row(item: Item, book: CodeBook) -> str:
    """The same in little room: the answer's view, or the lesion's number and short code, with its view where it is in one alone."""
    if item.lesion is None:
        return f"{view_text(item.projection)}:"
    seen = [view_name(place.projection) for place in item.lesion.places]
    views = seen[0] if len(seen) == 1 else ""
    code = in_words(short_code(item.lesion.code, book)) if item.lesion.code and item.lesion.present else ""
    return " ".join(filter(None, (f"#{item.lesion.number}", code, views)))


def state_text(item: Item) -> str:
    """How an item stands: why it waits, that it is settled and by whom, or agreed."""
    if item.reasons:
        return listed(reason_text(reason) for reason in item.reasons)
    if item.settled:
        words = translate("consensus", "rejected by {name}") if item.settled.rejected else translate("consensus", "settled by {name}")
        return words.format(name=item.settled.by)
    return translate("consensus", "agreed")
