"""Whether a view still shows the counts on which it was read."""

from __future__ import annotations

from collections.abc import Mapping

from dspic_gui.sentence import Sentence
from dspic_gui.study import Projection, Study

OTHER_PICTURE = (
    "These marks were made on another picture than the study shows now as {views}. "
    "Compare every mark with the picture; your next gesture, or a new seal, says that they belong to it."
)
SEALED_ON_ANOTHER = "it was sealed on another picture than the study shows now as {views}; it does not vote."


def other_pictures(study: Study, pixels: Mapping[Projection, str]) -> tuple[Projection, ...]:
    """The views that show other counts now than those whose hashes are given, or do not say any more which they show."""
    now = {view.projection: view.pixels_sha256 for view in study.views}
    return tuple(view for view, was in pixels.items() if now.get(view) != was)


def note_on_pictures(study: Study, pixels: Mapping[Projection, str]) -> tuple[Sentence, ...]:
    """What to say where a view shows another picture than the one on which it was read."""
    other = other_pictures(study, pixels)
    return (Sentence(OTHER_PICTURE, views=", ".join(other)),) if other else ()


def is_on_another_picture(note: str) -> bool:
    """Whether this is what `note_on_pictures` says."""
    return isinstance(note, Sentence) and note.template == OTHER_PICTURE
