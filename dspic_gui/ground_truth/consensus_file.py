"""A Consensus as LabelMe JSON, one file a view, with every vote inside; and what such a file says when it is read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dspic_gui import __version__, times
from dspic_gui.code import Code
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.folder import CONSENSUS
from dspic_gui.disease import Answer, Disease
from dspic_gui.ground_truth.consensus import Consensus, LesionVote, Standing
from dspic_gui.ground_truth.lesion_groups import Place
from dspic_gui.ground_truth.settlement import Settlement
from dspic_gui.labels.document import SCHEMA, check_top
from dspic_gui.labels.shapes import shape_from
from dspic_gui.labels.text import LARGEST_FILE, OWN, LabelError, canonical, checksum, digest, laid_out
from dspic_gui.labels.view_file import VERSION, image_flags, parse_label_file
from dspic_gui.plain_file import content_of
from dspic_gui.reading import Lesion
from dspic_gui.sentence import told
from dspic_gui.study import COLUMNS, ROWS, Projection, Study
from dspic_gui.vote import ADJUDICATE, AnswerVote

_OF_THE_RUN = ("at", "revision", "checksum")

Json = dict[str, Any]


@dataclass(frozen=True)
class AgreedAnswer:
    """What the consensus on disk says of a view or a study: the result (None: open), and whether it may still change.

    `missing` says that a planned reader has not voted; `settled_by` is the person who gave the result, at `settled_at` (ISO 8601, UTC),
    None where the vote did.
    """

    result: Answer | None
    provisional: bool
    missing: bool
    settled_by: str | None = None
    settled_at: str | None = None


@dataclass(frozen=True)
class AgreedView:
    """What the consensus on disk says of a view and of its study, and the agreed lesions in this view.

    `assisted` says that a reading of the vote started from a network's lesions. `pixels_sha256` is the hash of the counts
    that the view showed then; None in files of earlier versions.
    """

    study: str
    projection: Projection
    said: AgreedAnswer
    of_study: AgreedAnswer
    lesions: tuple[Lesion, ...]
    assisted: bool = False
    pixels_sha256: str | None = None

    @property
    def diseases(self) -> frozenset[Disease]:
        """Those of the agreed lesions."""
        return frozenset(lesion.disease for lesion in self.lesions if lesion.disease)


def compose_consensus_file(consensus: Consensus, study: Study, projection: Projection, *, at: str, revision: int) -> bytes:
    """The bytes of one view's file. `at` is the time of the run (ISO 8601, UTC), `revision` its number."""
    vote = consensus.answers[projection]
    shapes = [shape_from(_agreed_shape(lesion, projection)) for lesion in consensus.shown_in(projection)]
    document: Json = {
        "version": VERSION,
        "flags": image_flags(vote.result),
        "shapes": shapes,
        "imagePath": layout.picture_from(layout.consensus_file(study.key, projection), study.key, projection),
        "imageData": None,
        "imageHeight": ROWS,
        "imageWidth": COLUMNS,
        OWN: {
            **_stated(consensus, study, projection),
            **_kept(consensus, projection),
            "program": __version__,
            "at": at,
            "revision": revision,
        },
    }
    name = layout.consensus_file(study.key, projection)
    check_top(document, name)
    name = name.rpartition("/")[2]
    document[OWN]["checksum"] = checksum(document, name)
    content = laid_out(document)
    if len(content) > LARGEST_FILE:
        raise LabelError(name, "the file would be larger than 16 MiB ({size} bytes).", size=len(content))
    return content


def without_run(document: Mapping[str, Any]) -> bytes:
    """What a consensus file says apart from when and in which run: equal for equal votes, whatever the order of the files."""
    own = {key: value for key, value in document[OWN].items() if key not in _OF_THE_RUN}
    return canonical({**document, OWN: own})


def _stated(consensus: Consensus, study: Study, projection: Projection) -> Json:
    vote, source = consensus.answers[projection], study.source(projection)
    stands = vote.result is not None and not vote.provisional
    return {
        "schema": SCHEMA,
        "study": study.key,
        "view": projection.value,
        "reader": CONSENSUS,
        "state": "sealed" if stands else "draft",
        "answer": None if vote.result is None else "normal" if vote.result is Answer.NORMAL else "abnormal",
        "says_normal": vote.result is Answer.NORMAL,
        "source_sha256": source.sha256 if source else "",
        **({"pixels_sha256": source.pixels_sha256} if source and source.pixels_sha256 else {}),
        **answer_json(consensus, projection),
        "study_vote": answer_json(consensus, None),
        "readers": list(consensus.readers),
        "unblinded_readers": list(consensus.unblinded),
        **({"assisted_readers": list(consensus.assisted)} if consensus.assisted else {}),
        "rule": asdict(consensus.rule),
        "queue": [reason.value for reason in consensus.queue],
        "problems": list(consensus.problems),
    }


def _kept(consensus: Consensus, projection: Projection) -> Json:
    """What is not agreed: single voices, and lesions agreed in place only, with the marks as they were drawn."""
    return {
        name: [lesion_json(lesion, projection) for lesion in consensus.in_standing(standing, projection)]
        for name, standing in (("dissent", Standing.DISSENT), ("unsettled", Standing.UNSETTLED))
    }


def answer_json(consensus: Consensus, projection: Projection | None) -> Json:
    """Votes, result, and whether it may still change, of a view or of the study."""
    vote: AnswerVote = consensus.answers[projection]
    settled = consensus.settled.get(projection)
    return {
        "votes": {reader: said.value if said else None for reader, said in vote.votes.items()},
        "result": vote.result.value if vote.result else ADJUDICATE,
        "provisional": vote.provisional,
        "settled": _settled(settled) if settled else None,
    }


def _settled(settlement: Settlement) -> Json:
    return {key: value for key, value in asdict(settlement).items() if key not in ("target", "basis")}


def votes_json(lesion: LesionVote) -> Json:
    """Who voted what on a lesion: null for a reader without a mark, else the codes and the marks' names in the reader's file."""
    votes: Json = {}
    for reader, codes in lesion.votes.items():
        marks = [mark.lesion for mark in lesion.marks if mark.reader == reader]
        named = [{"view": mark.projection.value, "uid": mark.uid, "certainty": mark.certainty} for mark in marks]
        votes[reader] = {"labels": [code.label for code in codes], "marks": named} if codes else None
    return votes


def _agreement_json(lesion: LesionVote, place: Place) -> Json:
    return {
        "lesion": lesion.number,
        "votes": votes_json(lesion),
        "similarities": [{"readers": list(pair.readers), "iou": pair.iou, "similarity": pair.value} for pair in place.similarities],
        "mean_iou": place.mean_iou,
        "settled": _settled(lesion.settled) if lesion.settled else None,
    }


def lesion_json(lesion: LesionVote, projection: Projection) -> Json:
    """A lesion that is not agreed, as far as one view shows it; KeyError where the view shows none of it."""
    place = lesion.place(projection)
    if place is None:
        raise KeyError(projection)
    finding, part, side = lesion.choices
    agreed = {"disease": finding and finding[0], "part": part and part[0], "side": side and side[0]}
    marks = [{"reader": mark.reader, **shape_from(mark.lesion)} for mark in place.marks]
    return {"uid": lesion.uid, "agreed": agreed, **_agreement_json(lesion, place), "marks": marks}


def _agreed_shape(lesion: LesionVote, projection: Projection) -> Lesion:
    """An agreed lesion as a mark in one view; its number is the group, its votes lie in our own object."""
    place = lesion.place(projection)
    code = lesion.code
    if place is None or not isinstance(code, Code):
        raise KeyError(projection)
    outline = lesion.outlines[projection]
    uid = digest([lesion.uid, projection])[:32]
    own = _agreement_json(lesion, place) | {"outline": str(outline.rule)}
    symmetric = sum(mark.lesion.symmetric for mark in place.marks) * 2 > len(place.marks)
    return Lesion(projection, outline.shape, code.label, uid, group_id=lesion.number, symmetric=symmetric, own_extra=own)


def read_agreed_view(folder: Path, study: str, projection: Projection) -> AgreedView | None:
    """The consensus of a view in the dataset folder, None where there is no file; LabelError for a damaged one."""
    name = layout.consensus_file(study, projection)
    try:
        content = content_of(folder / name)
    except FileNotFoundError:
        return None
    file = parse_label_file(content, name, projection)
    own = file.own or {}
    try:
        said, of_study = _agreed(own), _agreed(own["study_vote"])
    except (KeyError, ValueError, TypeError, AttributeError) as problem:
        raise LabelError(name, "the file holds no result of a vote ({problem}).", problem=told(problem)) from problem
    return AgreedView(study, projection, said, of_study, file.lesions, bool(own.get("assisted_readers")), own.get("pixels_sha256"))


def _agreed(stated: Mapping[str, Any]) -> AgreedAnswer:
    """An answer in a file; KeyError, ValueError, TypeError or AttributeError where it states none."""
    result = None if stated["result"] == ADJUDICATE else Answer(stated["result"])
    settled = stated.get("settled") or {}
    missing = None in (stated.get("votes") or {}).values()
    provisional = bool(stated.get("provisional", True))
    if settled:
        times.moment(settled["at"])
    return AgreedAnswer(result, provisional, missing, settled.get("by"), settled.get("at"))
