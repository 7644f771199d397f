"""Which studies are read next, in datasets still being labelled: those that teach most, by a model, by the readers, or by the regions."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import combinations

from dspic_gui import durable, times
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive, ArchiveError, Blinded
from dspic_gui.dataset.creation import write_description
from dspic_gui.dataset.description import parse_dataset
from dspic_gui.lesion_model.opened import Model
from dspic_gui.opinion.second_opinion import study_prediction
from dspic_gui.prediction import StudyPrediction
from dspic_gui.reading import Reading

Progress = Callable[[int, int], None]


class OrderBy(StrEnum):
    """What puts a study forward."""

    UNCERTAINTY = "uncertainty"
    DISAGREEMENT = "disagreement"
    REGION = "region"


def set_next_cases(
    archive: Archive,
    by: OrderBy,
    model: Model | None = None,
    progress: Progress = lambda done, total: None,
) -> tuple[str, ...]:
    """Put the studies in order, the most wanted first, and write it into order.json and the protocol; gives the keys, repeats included.

    The order is every reader's; it says nothing of why a study stands where it stands. Blinded in a reader's session; ArchiveError where
    uncertainty or region is asked for without a model, or region with one that finds no lesions.
    """
    if archive.reader is not None:
        raise Blinded("The order of the studies is set by the study lead. Nothing was changed.")
    if by is not OrderBy.DISAGREEMENT and model is None:
        raise ArchiveError(
            "An order by {by} needs a model. Nothing was changed; name one with --model.",
            by=by.value,
        )
    keys = archive.counted_keys()
    scores = _scores(archive, by, model, keys, progress)
    ordered = sorted(keys, key=lambda key: (-scores[key], key))
    everything = with_repeats(ordered, archive.repeats())
    content = {
        "schema": 1,
        "by": by.value,
        "model": model.identity if model else None,
        "at": times.now(),
        "studies": everything,
    }
    path = archive.folder / layout.ORDER
    durable.write(
        path,
        json.dumps(content, indent=1).encode() + b"\n",
        root=archive.folder,
        keep_versions=False,
    )
    _write_protocol(archive, "set", f"{by.value}{f' of {model.identity}' if model else ''}")
    return tuple(everything)


def unset_next_cases(archive: Archive, order: str = "given") -> None:
    """Go back to the order as imported, or a random one; order.json stays as a record."""
    if archive.reader is not None:
        raise Blinded("The order of the studies is set by the study lead. Nothing was changed.")
    _write_protocol(archive, order, None)


def _write_protocol(archive: Archive, order: str, by: str | None) -> None:
    protocol = replace(archive.dataset.protocol, order=order, ordered_by=by)
    write_description(
        archive.folder,
        parse_dataset(json.loads(replace(archive.dataset, protocol=protocol).to_json())),
    )


def with_repeats(ordered: Sequence[str], repeats: Mapping[str, str]) -> list[str]:
    """The order with each hidden repeat half the list away from its study."""
    at = {key: float(place) for place, key in enumerate(ordered)}
    half = len(ordered) / 2
    for repeat, original in repeats.items():
        if original in at:
            place = at[original]
            at[repeat] = place + half if place < half else place - half
    return sorted(at, key=lambda key: (at[key], key in repeats))


def _scores(
    archive: Archive, by: OrderBy, model: Model | None, keys: Sequence[str], progress: Progress
) -> dict[str, float]:
    """How much each study is wanted; what cannot be told is 0, so that it stands last."""
    if by is OrderBy.DISAGREEMENT:
        return {key: disagreement(list(archive.sealed_readings(key).values())) for key in keys}
    assert model is not None
    said: dict[str, StudyPrediction] = {}
    for done, key in enumerate(keys, start=1):
        said[key] = study_prediction(archive, model, key)
        progress(done, len(keys))
    if by is OrderBy.UNCERTAINTY:
        return {key: entropy(one) for key, one in said.items()}
    if all(view.lesions is None for one in said.values() for view in one.views.values()):
        raise ArchiveError(
            "An order by region needs a model that finds lesions. Nothing was changed; name one with --model."
        )
    seen = parts_read(archive, keys)
    return {key: rarity(one, seen) for key, one in said.items()}


def entropy(said: StudyPrediction) -> float:
    """How uncertain the model is of a study: the entropy of its probabilities, in bits."""
    shares = [value for value in said.overall.probabilities if value > 0]
    total = sum(shares)
    return -sum(value / total * math.log2(value / total) for value in shares)


def disagreement(readings: Sequence[Reading]) -> float:
    """The share of pairs of sealed readings with different answers for the study; 0 with fewer than two."""
    pairs = list(combinations((reading.answer() for reading in readings), 2))
    return sum(one is not other for one, other in pairs) / len(pairs) if pairs else 0.0


def parts_read(archive: Archive, keys: Sequence[str]) -> Counter[str]:
    """How many lesions the sealed readings show in each body part."""
    found: Counter[str] = Counter()
    for key in keys:
        for reading in archive.sealed_readings(key).values():
            found.update(
                lesion.code.part
                for lesion in reading.lesions
                if lesion.code and lesion.code.disease and lesion.code.part
            )
    return found


def rarity(said: StudyPrediction, seen: Mapping[str, int]) -> float:
    """How seldom the rarest body part was read in which the model finds a lesion: 1 / (1 + lesions read there); 0 without a lesion."""
    parts = {
        lesion.part for view in said.views.values() for lesion in view.lesions or () if lesion.part
    }
    return max((1 / (1 + seen.get(part, 0)) for part in parts), default=0.0)
