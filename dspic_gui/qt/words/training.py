"""The words of the training dialog: options, choices, stages, parts."""

from __future__ import annotations

from PyQt6.QtCore import QT_TRANSLATE_NOOP

from dspic_gui.disease import Answer
from dspic_gui.qt.words.answers import answer_text
from dspic_gui.qt.words.sentence import translate
from dspic_gui.training_run.course import Stage
from dspic_gui.training_run.options import Option

_TITLES = {
    "labels": QT_TRANSLATE_NOOP("training", "&Labels"),
    "provisional": QT_TRANSLATE_NOOP("training", "Provisional and disputed"),
    "split": QT_TRANSLATE_NOOP("training", "S&plit"),
    "network": QT_TRANSLATE_NOOP("training", "&Network"),
    "data": QT_TRANSLATE_NOOP("training", "&Data"),
    "head": QT_TRANSLATE_NOOP("training", "&Head"),
    "epochs": QT_TRANSLATE_NOOP("training", "&Epochs, at most"),
    "batch": QT_TRANSLATE_NOOP("training", "&Batch"),
    "lr": QT_TRANSLATE_NOOP("training", "Learning &rate"),
    "steps": QT_TRANSLATE_NOOP("training", "Steps, at &most"),
    "seed": QT_TRANSLATE_NOOP("training", "Seed"),
    "name": QT_TRANSLATE_NOOP("training", "Name of the model"),
    "patience": QT_TRANSLATE_NOOP("training", "Patience"),
    "schedule": QT_TRANSLATE_NOOP("training", "Schedule"),
    "warm_up": QT_TRANSLATE_NOOP("training", "Warm-up"),
    "initialiser": QT_TRANSLATE_NOOP("training", "Initialiser"),
    "batch_normalisation": QT_TRANSLATE_NOOP("training", "Batch normalisation"),
    "dropout": QT_TRANSLATE_NOOP("training", "Dropout"),
    "refined_product": QT_TRANSLATE_NOOP("training", "Refined product"),
    "weight_decay": QT_TRANSLATE_NOOP("training", "Weight decay"),
    "smoothing": QT_TRANSLATE_NOOP("training", "Smoothing of labels"),
    "clip": QT_TRANSLATE_NOOP("training", "Limit of the gradient"),
    "class_weights": QT_TRANSLATE_NOOP("training", "Class weights"),
    "natural_shares": QT_TRANSLATE_NOOP("training", "Natural shares"),
    "vary": QT_TRANSLATE_NOOP("training", "New transforms in every epoch"),
    "vary_counts": QT_TRANSLATE_NOOP("training", "Other counts and hot spots"),
    "coarse": QT_TRANSLATE_NOOP("training", "First steps on half the size"),
    "precision": QT_TRANSLATE_NOOP("training", "Precision"),
    "start_from": QT_TRANSLATE_NOOP("training", "Start from weights"),
    "devices": QT_TRANSLATE_NOOP("training", "Devices"),
}
_CHOICES = {
    "labels consensus": QT_TRANSLATE_NOOP("training", "the consensus"),
    "labels truth": QT_TRANSLATE_NOOP("training", "the truth (simulated)"),
    "split patient": QT_TRANSLATE_NOOP("training", "by patient: nothing leaks"),
    "split image": QT_TRANSLATE_NOOP("training", "by image: leaks, flatters the scores"),
    "data D_1": QT_TRANSLATE_NOOP("training", "D_1: as they are"),
    "data D_2": QT_TRANSLATE_NOOP("training", "D_2: mirrored, shifted, turned copies"),
    "data D_3": QT_TRANSLATE_NOOP("training", "D_3: generated pictures"),
    "head 2x8": QT_TRANSLATE_NOOP("training", "2x8: average over 2 x 8 fields"),
    "head 6x6": QT_TRANSLATE_NOOP("training", "6x6: average over 6 x 6 fields"),
    "head gap": QT_TRANSLATE_NOOP("training", "gap: one average per channel"),
    "head table3": QT_TRANSLATE_NOOP("training", "table3: as printed, 1.7 billion weights"),
    "head pool3": QT_TRANSLATE_NOOP("training", "pool3: a pooling first"),
    "schedule constant": QT_TRANSLATE_NOOP("training", "constant"),
    "schedule cosine": QT_TRANSLATE_NOOP("training", "falling along a cosine"),
}
_STAGES = {
    Stage.STARTING: QT_TRANSLATE_NOOP("training", "The training starts…"),
    Stage.READING: QT_TRANSLATE_NOOP("training", "Reading view {done} of {total}"),
    Stage.GENERATING: QT_TRANSLATE_NOOP("training", "Generating pictures, step {done} of {total}"),
    Stage.TRAINING: QT_TRANSLATE_NOOP("training", "Epoch {epoch} of {epochs}, step {done} of {total}"),
    Stage.SCORING: QT_TRANSLATE_NOOP("training", "Scoring on the patients it never saw…"),
    Stage.WRITING: QT_TRANSLATE_NOOP("training", "Writing the model…"),
    Stage.FINISHED: QT_TRANSLATE_NOOP("training", "The training is finished"),
    Stage.STOPPED: QT_TRANSLATE_NOOP("training", "Stopped; the last finished epoch is kept"),
}
_PARTS = {
    "training": QT_TRANSLATE_NOOP("training", "training"),
    "augmented": QT_TRANSLATE_NOOP("training", "training, with what is added"),
    "validation": QT_TRANSLATE_NOOP("training", "validation"),
    "test": QT_TRANSLATE_NOOP("training", "unseen"),
}


def title_of(option: Option) -> str:
    """What stands beside an option."""
    return translate("training", _TITLES[option.name])


def choice_text(option: Option, choice: str) -> str:
    """What a choice of an option is called; its own name where it has no other."""
    known = _CHOICES.get(f"{option.name} {choice}")
    return translate("training", known) if known else choice


def stage_text(stage: Stage) -> str:
    """What a training does, with places for its figures."""
    return translate("training", _STAGES[stage])


def part_text(name: str) -> str:
    """The name of a part of the data."""
    return translate("training", _PARTS[name]) if name in _PARTS else name


def class_text(name: str) -> str:
    """The name of an answer as the command writes it."""
    return answer_text(Answer(name)) if name in list(Answer) else name


def duration_text(seconds: float) -> str:
    """A time in the unit that one would say."""
    if seconds < 90:
        return translate("training", "{count} s").format(count=round(seconds))
    if seconds < 90 * 60:
        return translate("training", "{count} min").format(count=round(seconds / 60))
    return translate("training", "{hours} h {minutes:02d} min").format(hours=int(seconds // 3600), minutes=int(seconds % 3600 // 60))
