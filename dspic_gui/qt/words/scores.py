"""The words of the scores page."""

from __future__ import annotations

from PyQt6.QtCore import QT_TRANSLATE_NOOP

from dspic_gui.disease import CLASSES, Disease
from dspic_gui.opinion.evaluation import Evaluation
from dspic_gui.qt.words.answers import answer_text
from dspic_gui.qt.words.sentence import translate

_METRICS = {
    "accuracy": QT_TRANSLATE_NOOP("scores", "accuracy"),
    "precision": QT_TRANSLATE_NOOP("scores", "precision"),
    "sensitivity": QT_TRANSLATE_NOOP("scores", "sensitivity"),
    "specificity": QT_TRANSLATE_NOOP("scores", "specificity"),
    "f1": QT_TRANSLATE_NOOP("scores", "F-1"),
    "auc": QT_TRANSLATE_NOOP("scores", "AUC"),
}
_DISEASES = {
    Disease.METASTASIS: QT_TRANSLATE_NOOP("scores", "metastasis"),
    Disease.ARTHRITIS: QT_TRANSLATE_NOOP("scores", "arthritis"),
}


def say(text: str) -> str:
    """A text of the scores and their figures in the user's language."""
    return translate("scores", text)


def metric_text(name: str) -> str:
    """The name of a score."""
    return say(_METRICS[name])


def disease_text(disease: Disease) -> str:
    """The name of a disease."""
    return say(_DISEASES[disease])


def score_text(name: str) -> str:
    """The name of a score of `dspic_gui.model.scores`."""
    if name == "label accuracy":
        return say("share of right answers")
    group, _, metric = name.partition(" ")
    groups = {str(one): answer_text(one) for one in CLASSES} | {"abnormal": say("abnormal against normal"), "macro": say("mean of classes")}
    if group == "auc":
        return f"{groups[metric]} – {metric_text(group)}"
    return f"{groups[group]} – {metric_text(metric)}"


def counted_text(evaluation: Evaluation) -> str:
    """How many views of how many studies were measured, and what could not be counted."""
    views, studies = len(evaluation.views), len({one.study for one in evaluation.views})
    told = [say("{views} views of {studies} studies.").format(views=views, studies=studies)]
    if evaluation.unlike == 1:
        told.append(say("1 more view is unlike what the network learned: no answer, not counted."))
    elif evaluation.unlike:
        told.append(say("{count} more views are unlike what the network learned: no answer, not counted.").format(count=evaluation.unlike))
    if evaluation.open_studies == 1:
        told.append(say("1 of them has no answer of the study yet and is left out where studies are counted."))
    elif evaluation.open_studies:
        more = say("{count} of them have no answer of the study yet and are left out where studies are counted.")
        told.append(more.format(count=evaluation.open_studies))
    return " ".join(told)
