"""One reviewer going through the views that a model classified wrongly: what is still to be said, and each word saved at once."""

from __future__ import annotations

from collections.abc import Sequence

from dspic_gui.dataset.archive import Archive, Blinded
from dspic_gui.opinion.evaluation import Cell, EvaluatedView, Evaluation
from dspic_gui.reviews import Case, Review, ReviewError, read_reviews, reviewers, write_review


class ReviewDesk:
    """The evaluation of a model with this person's reviews of its errors. Another's are shown case by case, after the own one."""

    def __init__(self, archive: Archive, evaluation: Evaluation) -> None:
        self._archive = archive
        self.evaluation = evaluation
        self._own: dict[Case, Review] = {}
        for study in {one.study for one in evaluation.wrong}:
            for review in read_reviews(archive, self.reviewer, study):
                self._own[review.case] = review

    @property
    def reviewer(self) -> str:
        """Under which name this person's reviews are kept."""
        return self._archive.reader or "lead"

    def views(self, cell: Cell | None = None) -> tuple[EvaluatedView, ...]:
        """The wrongly classified views, or those of one cell of the matrix, the most confident first."""
        if cell is None:
            return self.evaluation.wrong
        return tuple(sorted(self.evaluation.cells.get(cell, ()), key=lambda one: (-one.confidence, one.study)))

    def case(self, view: EvaluatedView) -> Case:
        """By which name reviews mean this view."""
        return (view.study, view.label.projection, self.evaluation.model)

    def own(self, view: EvaluatedView) -> Review | None:
        """What this person says of the view; None where nothing was said, or it was said of another label or answer."""
        found = self._own.get(self.case(view))
        fits = found is not None and (found.truth, found.said) == (view.truth, view.prediction.answer)
        return found if fits else None

    def others(self, view: EvaluatedView) -> tuple[Review, ...]:
        """What others say of it; nothing before the own review, for the study lead too, who reviews like anybody else."""
        if self.own(view) is None:
            return ()
        found: list[Review] = []
        for name in reviewers(self._archive):
            if name == self.reviewer:
                continue
            try:
                found += [one for one in read_reviews(self._archive, name, view.study) if one.case == self.case(view)]
            except Blinded:
                continue
        return tuple(found)

    def say(self, view: EvaluatedView, agrees: bool, reason: str, comment: str = "") -> Review:
        """Keep what this person says; ReviewError, Blinded or NotSaved leave everything as it was."""
        if view.right:
            raise ReviewError("The model classified this view as its label says, so there is no error to review.")
        study, projection, model = self.case(view)
        truth, said = view.truth, view.prediction.answer
        review = Review(study, projection, model, self.reviewer, truth, said, agrees, reason, comment.strip())
        kept = write_review(self._archive, review)
        self._own[kept.case] = kept
        return kept

    @property
    def done(self) -> int:
        """How many of the wrongly classified views this person has reviewed."""
        return sum(self.own(view) is not None for view in self.evaluation.wrong)

    def next_to_review(self, after: EvaluatedView | None, views: Sequence[EvaluatedView]) -> EvaluatedView | None:
        """The next wrong view of these without an own review, round to the first; None where all are done."""
        at = views.index(after) + 1 if after in views else 0
        return next((one for one in (*views[at:], *views[:at]) if not one.right and self.own(one) is None), None)
