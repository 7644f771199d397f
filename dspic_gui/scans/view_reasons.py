"""Why a view is anterior or posterior: the sentences that are shown, and how a study's file gives them back."""

from __future__ import annotations

from functools import lru_cache

from dspic_gui.sentence import Sentence, Templates, recognised
from dspic_gui.study import Projection, Study, ViewSource

VIEW_NAMES = {Projection.ANT: Sentence("anterior"), Projection.POST: Sentence("posterior")}
FIELD_NAMES = {
    "ImageID": Sentence("image ID"),
    "SeriesDescription": Sentence("series description"),
    "ImageComments": Sentence("image comments"),
    "ProtocolName": Sentence("protocol name"),
}
ASSUMED = Sentence("Nothing in the file tells the view; assumed anterior.")
ASSUMED_PAIR = {
    Projection.ANT: Sentence("Nothing in the scan tells the views; the first is assumed anterior."),
    Projection.POST: Sentence("Nothing in the scan tells the views; the second is assumed posterior."),
}
ASSUMED_CUT = {
    Projection.ANT: Sentence("The picture held two views side by side; the first is assumed anterior."),
    Projection.POST: Sentence("The picture held two views side by side; the second is assumed posterior."),
}

REASONS: Templates = {
    "window": "{reason} Energy window {number} of {count} is shown.",
    "looks": "{reason} The picture looked upside down and was turned; which way up it is, is assumed.",
    "looks_lying": "{reason} The picture lay on its side and was turned; which way up it is, is assumed.",
    "shape": "{reason} The file's image orientation does not fit the picture's shape; which way up it is, is assumed.",
    "twice": "{reason} The study's other picture says the same, so it is only assumed to be {view}.",
    "contradicted": "{reason} But: {other} So it is only assumed to be {view}.",
    "convention": "{reason} That is a convention which tells nothing for sure, so it is only assumed to be {view}.",
    "against": "{reason} But: {other}",
    "code": "The file's view code says {view}.",
    "meaning": "The meaning of the file's view code says {view}.",
    "maker": "The camera maker's name of the picture says {view}.",
    "angle": "The detector stood at {angle} degrees: {view}.",
    "orientation": "The file's image orientation says {view}.",
    "name": "The name of the file or its folder says {view}.",
    "field": "The file's {field} says {view}.",
    "detector": "Detector {number} of {count} is taken as {view}.",
    "said": "Said to be {view} when it was imported.",
    "exclusion": "The study's other view is {other}, so this is taken as {view}.",
    "left_over": "The study's other view was taken as {other} before, so this is only assumed to be {view}.",
}
"""What joins two reasons stands before the reasons themselves: a file's text is recognised in this order."""

_ASSUMPTIONS = (ASSUMED, *ASSUMED_PAIR.values(), *ASSUMED_CUT.values())
_KNOWN = (*REASONS.values(), *(said.template for said in (*_ASSUMPTIONS, *VIEW_NAMES.values(), *FIELD_NAMES.values())))


def is_assumed(text: str) -> bool:
    """Whether this reason is none that tells, so that somebody should be asked."""
    return "assumed" in text


def looks_turned(text: str) -> bool:
    """Whether which way up the picture is was assumed from its look."""
    return "which way up it is, is assumed" in text


def may_be_mirrored(text: str) -> bool:
    """Whether the image's orientation speaks against the view: a picture that was stored mirrored looks like that."""
    return "image orientation says" in text and "But:" in text


def is_asked(view: ViewSource) -> bool:
    """Whether somebody must still say which view this is, or which way up."""
    return (view.asked or is_assumed(view.reason)) and not view.corrected_by


def asked_views(study: Study) -> tuple[ViewSource, ...]:
    """The views of a study that are only assumed and that nobody has answered for."""
    return tuple(view for view in study.views if is_asked(view))


def reason(rule: str, projection: Projection, **values: object) -> Sentence:
    """The sentence of a rule that tells the view to be this one."""
    return Sentence(REASONS[rule], view=VIEW_NAMES[projection], **values)


@lru_cache(maxsize=512)
def known_reason(text: str) -> str:
    """The reason that a study's file holds as text, as the sentence it was; a text of another origin stays a text."""
    return recognised(text, _KNOWN)
