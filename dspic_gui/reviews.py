"""reviews/<reviewer>/<study>.json: what two people independently say of views that a model classified wrongly."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from dspic_gui import durable, times
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive, ArchiveError, Blinded
from dspic_gui.dataset.description import valid_reader
from dspic_gui.disease import Answer
from dspic_gui.plain_file import opened
from dspic_gui.sentence import RuleError, told, unreadable, writable
from dspic_gui.study import Projection

SCHEMA = 1
LARGEST_FILE = 4 << 20
LONGEST_COMMENT = 4000
LABEL_WRONG = "label_wrong"
REASONS = ("normal_variant", "spine", "asymmetry", "symmetric_joints", "low_counts", "artefact", LABEL_WRONG, "other")
"""Why a model went wrong: the paper's reasons (normal variant of uptake; degenerative or metastatic spine; asymmetry ignored; symmetric
joints read as normal), then low counts, artefact, a wrong label, and others."""

Case = tuple[str, Projection, str]
"""Study, view and model."""


class ReviewError(ArchiveError):
    """A review that cannot be read or kept; the text is a sentence for the reviewer."""


@dataclass(frozen=True)
class Review:
    """What one reviewer says of one view and one model: whether the label is right, why the model went wrong, and a comment.

    `truth` and `said` are the label and the model's answer as they were reviewed; `at` is ISO 8601 in UTC.
    """

    study: str
    view: Projection
    model: str
    reviewer: str
    truth: Answer
    said: Answer
    agrees: bool
    reason: str
    comment: str = ""
    at: str = ""

    def __post_init__(self) -> None:
        """Refuse what contradicts itself, in a sentence."""
        if self.reason not in REASONS:
            text = "“{reason}” is none of the reasons of a review. Nothing was kept; choose one of the list."
            raise ReviewError(text, reason=self.reason[:40])
        if self.agrees and self.reason == LABEL_WRONG:
            raise ReviewError("Whoever says that the label is wrong disagrees with it. Nothing was kept; say “disagree”.")
        if len(self.comment) > LONGEST_COMMENT:
            raise ReviewError("The comment is longer than {limit} letters. Nothing was kept; shorten it.", limit=LONGEST_COMMENT)

    @property
    def case(self) -> Case:
        """What the review is of."""
        return (self.study, self.view, self.model)


def write_review(archive: Archive, review: Review) -> Review:
    """Keep a review in place of the reviewer's earlier one of the same case; it is given back with its time.

    Blinded before the reviewer may see the consensus; ReviewError for another's name, NotSaved where the disk refuses.
    """
    archive.require_others(review.study)
    if archive.reader not in (None, review.reviewer) or not valid_reader(review.reviewer):
        raise ReviewError("This review belongs to {reviewer}, who did not sign in. Nothing was kept.", reviewer=review.reviewer[:32])
    path = _path(archive, review.reviewer, review.study)
    before = durable.hash_of(path)
    others = [one for one in _read(archive, review.reviewer, review.study) if one.case != review.case]
    kept = Review(**(_fields(review) | {"at": review.at or times.now(), "comment": writable(review.comment)}))
    rows = sorted([*others, kept], key=lambda one: (one.model, one.view))
    document = {"schema": SCHEMA, "study": review.study, "reviewer": review.reviewer, "reviews": [_row(one) for one in rows]}
    content = json.dumps(document, indent=1, ensure_ascii=False).encode() + b"\n"
    durable.write(path, content, root=archive.folder, expected=before)
    return kept


def read_reviews(archive: Archive, reviewer: str, study: str) -> tuple[Review, ...]:
    """A reviewer's reviews of a study. Of another's, a reader sees only the cases of which the own review is there: Blinded without any."""
    archive.require_others(study)
    found = _read(archive, reviewer, study)
    if archive.reader in (None, reviewer):
        return found
    own = {one.case for one in _read(archive, str(archive.reader), study)}
    seen = tuple(one for one in found if one.case in own)
    if found and not seen:
        raise Blinded("What {reviewer} says is shown when your own review is there.", reviewer=reviewer)
    return seen


def all_reviews(archive: Archive, studies: Iterable[str] | None = None) -> list[Review]:
    """Every review that this person may see, by study, view, model and reviewer."""
    wanted = None if studies is None else set(studies)
    found: list[Review] = []
    for reviewer in reviewers(archive):
        for path in sorted(_path(archive, reviewer, "x").parent.glob("*.json")):
            if (wanted is None or path.stem in wanted) and archive.may_see_others(path.stem):
                try:
                    found += read_reviews(archive, reviewer, path.stem)
                except Blinded:
                    continue
    return sorted(found, key=lambda one: (*one.case, one.reviewer))


def reviewers(archive: Archive) -> tuple[str, ...]:
    """Who has reviewed anything, by name."""
    folder = archive.folder / layout.REVIEWS
    return tuple(sorted(path.name for path in folder.iterdir() if path.is_dir() and valid_reader(path.name))) if folder.is_dir() else ()


def disagreeing(archive: Archive, study: str) -> tuple[Review, ...]:
    """The reviews that call a label of the study wrong, whoever wrote them; which of them this person may read says `may_be_read`."""
    return tuple(one for reviewer in reviewers(archive) for one in _read(archive, reviewer, study) if not one.agrees)


def may_be_read(archive: Archive, review: Review) -> bool:
    """Whether this person may read why a label is doubted: lead and adjudicator, a reader after the own review of the case."""
    person = archive.reader
    if person in (None, archive.dataset.protocol.adjudicator, review.reviewer):
        return True
    return review.case in {one.case for one in _read(archive, str(person), review.study)}


@dataclass(frozen=True)
class ReasonRow:
    """How often a reason was given: by each reviewer, and in how many cases two or more reviewers gave it alike."""

    reason: str
    by_reviewer: Mapping[str, int]
    alike: int


def reason_table(reviews: Sequence[Review]) -> list[ReasonRow]:
    """A row per reason, in the order of the list."""
    names = sorted({one.reviewer for one in reviews})
    rows = []
    for reason in REASONS:
        given = [one for one in reviews if one.reason == reason]
        cases = [one.case for one in given]
        alike = sum(cases.count(case) > 1 for case in set(cases))
        rows.append(ReasonRow(reason, {name: sum(one.reviewer == name for one in given) for name in names}, alike))
    return rows


def same_reason(reviews: Sequence[Review]) -> tuple[int, int]:
    """In how many cases all reviewers gave the same reason, and how many cases have two reviewers or more."""
    by_case: dict[Case, list[str]] = {}
    for one in reviews:
        by_case.setdefault(one.case, []).append(one.reason)
    shared = [reasons for reasons in by_case.values() if len(reasons) > 1]
    return sum(len(set(reasons)) == 1 for reasons in shared), len(shared)


def reasons_rows(reviews: Sequence[Review]) -> list[list[Any]]:
    """The table of reasons, its header first."""
    names = sorted({one.reviewer for one in reviews})
    rows = [[row.reason, *(row.by_reviewer[name] for name in names), row.alike] for row in reason_table(reviews)]
    return [["reason", *names, "alike"], *rows]


def reviews_rows(reviews: Sequence[Review]) -> list[list[Any]]:
    """A row for every review, the header first."""
    names = [field.name for field in fields(Review)]
    return [names, *(list(asdict(one).values()) for one in reviews)]


def _path(archive: Archive, reviewer: str, study: str) -> Path:
    if not valid_reader(reviewer) or not study.isalnum():
        raise ReviewError("“{reviewer}” cannot be a reviewer's name. Nothing was read or kept.", reviewer=reviewer[:40])
    return archive.folder / layout.review_file(reviewer, study)


def _read(archive: Archive, reviewer: str, study: str) -> tuple[Review, ...]:
    if not valid_reader(reviewer):
        return ()
    path = _path(archive, reviewer, study)
    try:
        with opened(path) as file:
            stated = json.loads(file.read(LARGEST_FILE))
        if (stated["schema"], stated["study"], stated["reviewer"]) != (SCHEMA, study, reviewer):
            raise RuleError("it belongs to another study, reviewer or version")
        return tuple(_review(study, reviewer, row) for row in stated["reviews"])
    except FileNotFoundError:
        return ()
    except OSError as problem:
        raise ReviewError(unreadable(problem, layout.review_file(reviewer, study))) from problem
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, ReviewError) as problem:
        text = "{file} cannot be used ({problem}). Nothing was changed; restore it from .versions."
        raise ReviewError(text, file=layout.review_file(reviewer, study), problem=told(problem)) from problem


def _review(study: str, reviewer: str, row: Mapping[str, Any]) -> Review:
    texts = {name: row[name] for name in ("model", "reason", "comment", "at")}
    if not all(isinstance(text, str) for text in texts.values()) or not isinstance(row["agrees"], bool):
        raise RuleError("a field is of the wrong kind")
    times.moment(texts["at"])
    answers = {name: Answer(row[name]) for name in ("truth", "said")}
    return Review(study, Projection(row["view"]), reviewer=reviewer, agrees=row["agrees"], **answers, **texts)


def _fields(review: Review) -> dict[str, Any]:
    return {field.name: getattr(review, field.name) for field in fields(review)}


def _row(review: Review) -> dict[str, Any]:
    return {name: value for name, value in _fields(review).items() if name not in ("study", "reviewer")}
