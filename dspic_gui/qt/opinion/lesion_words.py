"""The words of a lesion network: by whom a lesion is seen, what a place of its curve means, what unlike is."""

from __future__ import annotations

from dspic_gui.code import Code, describe_code, load_code_book, short_code, split_label
from dspic_gui.disease import Answer, Disease
from dspic_gui.lesion_model.working_point import MeasuredCurves
from dspic_gui.opinion.lesion_opinion import LesionRow, Seen
from dspic_gui.prediction import Prediction
from dspic_gui.qt.words.answers import answer_text
from dspic_gui.qt.words.sentence import in_words, translate
from dspic_gui.sentence import plain

FINDING_COLOURS = {
    Disease(row.key): row.colour for row in load_code_book().findings if row.key in set(Disease)
}
"""The colours of marks, which the code book gives."""


def seen_text(seen: Seen, lead: bool = False) -> str:
    """The heading over lesions that the same people see."""
    return {
        Seen.BOTH: translate("lesions", "Found by both"),
        Seen.NETWORK: translate("lesions", "Only by the network"),
        Seen.READER: translate("lesions", "Only by you"),
        Seen.CONSENSUS: translate("lesions", "Only in the consensus"),
    }[seen]


def lesion_text(row: LesionRow) -> str:
    """Disease, part and side."""
    code = split_label(row.label) or Code(row.finding, row.part, row.side)
    book = load_code_book()
    return in_words(describe_code(code, book)) if book.knows(row.label) else row.label


def beside_text(row: LesionRow) -> str:
    """What others say at the place of a lesion, where it is not just the same."""
    said = []
    if row.other_finding is not None:
        known = load_code_book().finding_by_key.get(row.other_finding)
        title = in_words(plain(known.title)) if known else row.other_finding
        said.append(translate("lesions", "you: {finding}").format(finding=title.lower()))
    if row.agreed is not None and row.seen is not Seen.CONSENSUS:
        said.append(translate("lesions", "consensus too"))
    return ", ".join(said)


def short_text(row: LesionRow) -> str:
    """The same in little room: the letter of the disease, part and side."""
    code = split_label(row.label) or Code(row.finding, row.part, row.side)
    book = load_code_book()
    return in_words(short_code(code, book)) if book.knows(row.label) else row.label


def point_text(curves: MeasuredCurves, rate: float) -> str:
    """What a place on the curves means."""
    words = translate("lesions", "{disease}: {percent} found, from p {level}")
    parts = []
    for disease in Disease:
        title = in_words(plain(load_code_book().finding_by_key[disease.value].title))
        point = curves.at(disease, rate)
        if point is not None:
            percent = f"{100 * point[1]:.0f} %"
            parts.append(words.format(disease=title, percent=percent, level=f"{point[2]:.2f}"))
        elif curves.curves.get(disease):
            parts.append(translate("lesions", "{disease}: none counts").format(disease=title))
    head = translate("lesions", "False marks of a disease per view: at most {rate}").format(rate=f"{rate:.2g}")
    source = translate("lesions", "measured on {patients} patients of {dataset}")
    about = source.format(patients=curves.patients, dataset=curves.dataset)
    return f"{head} – {'; '.join(parts)} ({about})."


def unlike_text() -> str:
    """Why an answer counts as none."""
    return translate("lesions", "Unlike what the network learned: this answer counts as none.")


def said_text(said: Prediction) -> str:
    """A network's answer, or that there is none."""
    answer: Answer | None = None if said.unlike else said.answer
    return translate("lesions", "no answer") if answer is None else answer_text(answer)
