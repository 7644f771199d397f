"""The words of the bone scan index: sources, bones, courses, and what every picture of it says."""

from __future__ import annotations

from dspic_gui.burden.index import POOLING, BoneBurden
from dspic_gui.burden.sources import NETWORK, SIMULATED
from dspic_gui.burden.trend import BAND, Course
from dspic_gui.burden.weights import WeightTable
from dspic_gui.code import SIDES
from dspic_gui.dataset.folder import CONSENSUS, TRUTH
from dspic_gui.qt.words.answers import research_only
from dspic_gui.qt.words.sentence import in_words, translate
from dspic_gui.sentence import joined, plain


def source_text(name: str, reader: str | None = None) -> str:
    """Whose metastases these are."""
    if name == reader:
        return translate("burden", "my own marks")
    return {
        CONSENSUS: translate("burden", "the consensus"),
        TRUTH: translate("burden", "the truth"),
        NETWORK: translate("burden", "the network"),
    }.get(name, name)


def bone_text(bone: BoneBurden) -> str:
    """A bone with its side."""
    title = plain(bone.bone.title)
    return in_words(joined(", ", [title, SIDES[bone.side]]) if bone.side else title)


def course_text(course: Course) -> str:
    """What a change means."""
    return {
        Course.FIRST: "",
        Course.UNKNOWN: "",
        Course.HIGHER: translate("burden", "▲ higher"),
        Course.LOWER: translate("burden", "▼ lower"),
        Course.WITHIN: translate("burden", "≈ within repeatability"),
    }[course]


def index_text(value: float | None) -> str:
    """An index, percent of the skeleton."""
    return "–" if value is None else f"{value:.2f}"


def about_text(table: WeightTable, labels: str, regions: str) -> str:
    """How the index was made, and what must be known of it, below every picture and table."""
    weights = translate("burden", "Weights: {name} ({title}).").format(
        name=table.name, title=table.title
    )
    lines = [weights, in_words(POOLING), in_words(BAND)]
    if labels == NETWORK:
        lines.append(in_words(SIMULATED))
    elif regions != TRUTH:
        words = translate("burden", "The bones are drawn by the network.")
        lines += [words, in_words(SIMULATED)]
    else:
        lines.append(research_only())
    return " ".join(lines)
