"""dataset.json: the name of a dataset, its planned readers, how they vote and what they may see."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from dspic_gui.dataset.folder import CONSENSUS, DATASET, TRUTH
from dspic_gui.plain_file import LARGEST_JSON, content_of
from dspic_gui.sentence import RuleError, SaidError, told, unreadable
from dspic_gui.vote import VoteRule

SCHEMA = 1
ORDERS = ("given", "random", "set")
"""By key, drawn for each reader, or as the study lead set it in order.json."""
FEEDBACK = ("case", "end")
"""When a reader of a course is shown what is there: after the seal of each case, or when the last one is sealed."""
GUEST = "guest"
"""May read and draw, never votes."""
LEAD = "lead"
"""Who acts where nobody has signed in: the study lead, at the command line."""

_READER = re.compile(r"[A-Za-z0-9_-]{1,32}\Z")
RESERVED = frozenset({GUEST, TRUTH, CONSENSUS})


class DatasetError(SaidError, ValueError):
    """dataset.json cannot be used; the text is a sentence for the reader."""


@dataclass(frozen=True)
class Repeats:
    """Which share of the studies comes a second time to each reader, drawn by `seed`."""

    share: float
    seed: int = 0


@dataclass(frozen=True)
class Protocol:
    """What readers see and in which order: `order` is "given", "random" (by `seed`) or "set" by the study lead (in order.json).

    `adjudicator` settles what the vote leaves open. `assisted`: readers start from the lesions that a network finds, and each such
    reading carries it. `repeats`: some studies come a second time. `ordered_by`: by what the set order was made. `feedback`: when
    readers of a course are scored and see what they missed ("case" or "end"); None, in every other study, is never.
    """

    blind_to_report: bool = False
    order: str = "given"
    seed: int = 0
    adjudicator: str | None = None
    assisted: bool = False
    repeats: Repeats | None = None
    ordered_by: str | None = None
    feedback: str | None = None


@dataclass(frozen=True)
class Dataset:
    """The settings of a dataset. `codes` is a file beside dataset.json or None for the built-in book; `scans` are folders outside."""

    name: str
    readers: tuple[str, ...] = ("R1", "R2", "R3")
    vote: VoteRule = field(default_factory=VoteRule)
    protocol: Protocol = field(default_factory=Protocol)
    codes: str | None = None
    scans: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """The bytes of dataset.json, unknown keys included."""
        known: dict[str, Any] = {
            "schema": SCHEMA,
            "name": self.name,
            "readers": list(self.readers),
            "codes": self.codes,
            "vote": _fields(self.vote),
            "protocol": _fields(self.protocol),
        }
        for name in ("assisted", "repeats", "ordered_by", "feedback"):
            if not known["protocol"][name]:
                del known["protocol"][name]
        if self.protocol.repeats:
            known["protocol"]["repeats"] = asdict(self.protocol.repeats)
        if self.scans:
            known["scans"] = list(self.scans)
        extra = {key: value for key, value in self.extra.items() if key not in ("vote", "protocol")}
        for part in ("vote", "protocol"):
            known[part] |= self.extra.get(part, {})
        return json.dumps(known | extra, indent=1, ensure_ascii=False).encode() + b"\n"


def _fields(value: VoteRule | Protocol) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def valid_reader(name: str) -> bool:
    """Whether this can be the name of a planned reader."""
    return bool(_READER.match(name)) and name not in RESERVED


def valid_person(name: object) -> bool:
    """Whether this can be the name of an audit: a reader's, the guest's or the lead's."""
    return isinstance(name, str) and bool(_READER.match(name)) and name not in (TRUTH, CONSENSUS)


def read_dataset(folder: Path) -> Dataset:
    """The settings of the dataset in this folder; DatasetError when it is none or its dataset.json breaks a rule."""
    path = folder / DATASET
    try:
        content = json.loads(content_of(path, LARGEST_JSON))
    except FileNotFoundError:
        text = "{folder} is not a dataset: it holds no dataset.json. Nothing was changed; choose another folder or import scans."
        raise DatasetError(text, folder=folder.name or str(folder)) from None
    except OSError as problem:
        raise DatasetError(unreadable(problem, f"{folder.name}/{DATASET}")) from problem
    except (ValueError, RecursionError) as problem:
        text = "dataset.json of {folder} cannot be read ({problem}). Nothing was changed; restore it from a copy."
        raise DatasetError(text, folder=folder.name, problem=told(problem)) from problem
    try:
        return parse_dataset(content)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        text = "dataset.json of {folder} breaks a rule: {problem}. Nothing was changed; mend the file."
        raise DatasetError(text, folder=folder.name, problem=told(problem)) from problem


def parse_dataset(content: Mapping[str, Any]) -> Dataset:
    """The settings in the JSON of a dataset.json; ValueError says which rule is broken."""
    if not isinstance(content, dict):
        raise RuleError("it holds no JSON object")
    if content.get("schema") != SCHEMA:
        text = "schema {found} is not {wanted}, so another version of the program made it"
        raise RuleError(text, found=repr(content.get("schema")), wanted=SCHEMA)
    vote, vote_extra = _value(VoteRule(), content.get("vote", {}))
    protocol, protocol_extra = _value(Protocol(), content.get("protocol", {}))
    protocol = replace(protocol, repeats=_repeats(protocol.repeats))
    known = {"schema", "name", "readers", "codes", "vote", "protocol", "scans"}
    extra = {key: value for key, value in content.items() if key not in known}
    extra |= {name: left for name, left in (("vote", vote_extra), ("protocol", protocol_extra)) if left}
    readers = tuple(content["readers"])
    dataset = Dataset(str(content["name"]), readers, vote, protocol, content.get("codes"), _scans(content.get("scans", [])), extra)
    _check(dataset)
    return dataset


def _value(default: Any, content: Mapping[str, Any]) -> tuple[Any, dict[str, Any]]:
    known = {key: value for key, value in content.items() if key in default.__dataclass_fields__}
    return replace(default, **known), {key: value for key, value in content.items() if key not in known}


def _scans(stated: Any) -> tuple[str, ...]:
    if not isinstance(stated, list) or not all(isinstance(folder, str) and folder and "\0" not in folder for folder in stated):
        raise RuleError("scans must be a list of folders")
    return tuple(stated)


def _repeats(stated: Any) -> Repeats | None:
    """The repeats that a protocol states; RuleError where they are no share and seed."""
    if stated is None:
        return None
    try:
        found = Repeats(float(stated["share"]), int(stated.get("seed", 0)))
    except (TypeError, ValueError, KeyError, AttributeError) as problem:
        raise RuleError("the repeats name no share and seed") from problem
    if not 0 < found.share <= 1:
        raise RuleError("the share of repeats is not in (0, 1]")
    return found


def _check(dataset: Dataset) -> None:
    bad = [name for name in dataset.readers if not isinstance(name, str) or not valid_reader(name)]
    if bad:
        text = "{name} cannot be a reader's name (letters, digits, _ and -, up to 32; not guest, truth or consensus)"
        raise RuleError(text, name=repr(bad[0]))
    adjudicator = dataset.protocol.adjudicator
    if adjudicator is not None and (not isinstance(adjudicator, str) or not valid_reader(adjudicator)):
        text = "{name} cannot be an adjudicator's name (letters, digits, _ and -, up to 32; not guest, truth or consensus)"
        raise RuleError(text, name=repr(adjudicator)[:60])
    if not dataset.readers or len(set(dataset.readers)) != len(dataset.readers):
        raise RuleError("the planned readers must be at least one, each named once")
    if not 1 <= dataset.vote.quorum <= len(dataset.readers):
        text = "the quorum {quorum} is not between 1 and the number of readers, {readers}"
        raise RuleError(text, quorum=dataset.vote.quorum, readers=len(dataset.readers))
    if not 0 < dataset.vote.iou <= 1:
        raise RuleError("the overlap threshold {iou} is not in (0, 1]", iou=dataset.vote.iou)
    if dataset.protocol.order not in ORDERS:
        raise RuleError("the order {order} is neither 'given' nor 'random' nor 'set'", order=repr(dataset.protocol.order))
    if not isinstance(dataset.protocol.assisted, bool):
        raise RuleError("assisted is neither true nor false")
    if dataset.protocol.feedback not in (None, *FEEDBACK):
        raise RuleError("the feedback {feedback} is neither 'case' nor 'end'", feedback=repr(dataset.protocol.feedback)[:60])
    if not isinstance(dataset.protocol.blind_to_report, bool):
        raise RuleError("blind_to_report is neither true nor false")
    if not isinstance(dataset.protocol.seed, int):
        raise RuleError("the seed {seed} is no whole number", seed=repr(dataset.protocol.seed)[:40])
    if dataset.codes is not None and (not isinstance(dataset.codes, str) or Path(dataset.codes).name != dataset.codes):
        raise RuleError("codes must name a file beside dataset.json")
