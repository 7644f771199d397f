"""The words for answers, studies and readings, and the sentence that is always visible: whoever shows one of them asks here.

Their context is "Banner", the line above the pictures for which they were written: the files of translators know them by it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from dspic_gui.disease import Answer
from dspic_gui.qt.words.measures import study_text, view_name
from dspic_gui.qt.words.sentence import translate

if TYPE_CHECKING:
    from dspic_gui.reading import Reading
    from dspic_gui.study import Study


def research_only() -> str:
    """The sentence that is always visible."""
    return translate("Banner", "Research use only. Not for diagnosis.")


VIEWS, PHASE, TRACER, HOUR = "views", "phase", "tracer", "hour"
"""What a description may leave out where there is little room."""


def describe_study(study: Study, number: int | None = None, without: Collection[str] = ()) -> str:
    """Number in the worklist (or pseudonym), age, sex, date, tracer and views, as far as they are known and not left out."""
    age = translate("Banner", "{age} y").format(age=study.age) if study.age is not None else None
    known = (
        study_text(study.key, number),
        age,
        sex_word(study.sex),
        study.time.day if HOUR in without else study.time.minute if PHASE in without else time_of(study),
        study.tracer if TRACER not in without else None,
        " + ".join(map(view_name, study.projections)) if VIEWS not in without else None,
    )
    return "  ".join(word for word in known if word)


def sex_word(sex: str | None) -> str | None:
    """The letter for a sex as the user's language has it; what is none of the usual letters stays."""
    letters = {"F": translate("WorklistFilterBar", "F"), "M": translate("WorklistFilterBar", "M")}
    return letters.get(sex, sex) if sex else None


def time_of(study: Study) -> str | None:
    """Date and time of the acquisition, and the minutes after the injection, as far as they are known."""
    moment = study.time.minute
    if moment is None or study.phase is None:
        return moment
    return translate("Banner", "{moment} ({minutes} min after injection)").format(moment=moment, minutes=study.phase)


def contradiction(stated: str | None) -> str:
    """That the file states another date than the acquisition's; empty where it does not."""
    if stated is None:
        return ""
    text = translate("Banner", "The file's dates contradict each other: it dates the study {date}. The day of the acquisition is shown.")
    return text.format(date=stated[:10])


def describe_state(reading: Reading, short: bool = False) -> str:
    """Draft or sealed, and the answer as far as one is said, `short` in letters; where nothing is said yet, that."""
    if not reading.sealed and not reading.lesions and not reading.says_normal:
        return translate("Banner", "nothing marked")
    state = translate("Banner", "SEALED") if reading.sealed else translate("Banner", "draft")
    if reading.assisted:
        state = f"{state} ({translate('Banner', 'assisted by a network')})"
    answer = reading.answer()
    if answer is None:
        return state
    return f"{state}: {answer_letters(answer) if short else answer_text(answer)}"


def answer_letters(answer: Answer) -> str:
    """What stands for an answer in little room, and on the axes of a matrix."""
    metastatic, arthritic = translate("Banner", "M"), translate("Banner", "A")
    return {
        Answer.NORMAL: translate("Banner", "N"),
        Answer.METASTATIC: metastatic,
        Answer.ARTHRITIC: arthritic,
        Answer.BOTH: f"{metastatic}&{arthritic}",
    }[answer]


def answer_text(answer: Answer | None) -> str:
    """The answer in the reader's language, or that it is open."""
    if answer is None:
        return translate("Banner", "open")
    return {
        Answer.NORMAL: translate("Banner", "normal"),
        Answer.METASTATIC: translate("Banner", "metastatic"),
        Answer.ARTHRITIC: translate("Banner", "arthritic"),
        Answer.BOTH: translate("Banner", "metastatic & arthritic"),
    }[answer]
