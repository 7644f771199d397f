"""The program's exported consensus of random studies, compared with the slow recomputation from the same raw files."""

from __future__ import annotations

import json
from typing import Any

from dspic_gui.ground_truth.consensus import consolidate
from dspic_gui.ground_truth.consensus_file import compose_consensus_file
from dspic_gui.labels.view_file import parse_label_file, reading_of
from dspic_gui.study import Projection
from dspic_gui.vote import VoteRule
from tests.ground_truth import slow_vote
from tests.made.random_studies import READERS, files_of, random_study


def check_study(seed: int) -> None:
    """Fail where the program and the slow recomputation say anything different of this random study."""
    study, made = random_study(seed)
    files = files_of(study, made)
    rule = VoteRule() if seed % 5 else VoteRule(iou=0.5, centre_inside=False)
    readings = []
    for reader in {reader for reader, _ in files}:
        labels = {view: parse_label_file(files[reader, view.value], f"{study.key}_{view}.json", view) for view in study.projections}
        readings.append(reading_of(labels, study.key, reader))
    consensus = consolidate(study.key, readings, READERS, rule, projections=study.projections)
    views = [view.value for view in study.projections]
    raw = slow_vote.votes_of(files, list(READERS), views)
    slow = slow_vote.lesions(raw, views, rule.quorum, rule.iou, rule.centre_inside)
    for view in views:
        content = compose_consensus_file(consensus, study, Projection(view), at="2026-01-01T00:00:00Z", revision=1)
        _compare_view(json.loads(content), raw, slow, view, rule.quorum)


def _compare_view(document: dict[str, Any], raw: dict[str, Any], slow: list[dict[str, Any]], view: str, quorum: int) -> None:
    own = document["dspic"]
    said = {reader: slow_vote.diseases_in(raw[reader][view]) if reader in raw else None for reader in READERS}
    whole = {
        reader: slow_vote.diseases_in([shape for shapes in raw[reader].values() for shape in shapes]) if reader in raw else None
        for reader in READERS
    }
    for exported, expected in ((own, slow_vote.answer_vote(said, quorum)), (own["study_vote"], slow_vote.answer_vote(whole, quorum))):
        assert {key: exported[key] for key in expected} == expected
    result = own["result"]
    words = result.split(" & ")
    assert document["flags"] == {name: name in words for name in ("normal", "metastatic", "arthritic")}
    agreed = [lesion for lesion in slow if view in lesion["pixels"] and lesion["standing"] == "agreed"]
    assert [_exported(shape, view) for shape in document["shapes"]] == [
        (lesion["label"], _everyone(lesion["voices"]), lesion["pixels"][view] or None) for lesion in agreed
    ]
    for name in ("dissent", "unsettled"):
        lesions = [lesion for lesion in slow if lesion["standing"] == name and view in lesion["marks"]]
        expected_kept = [(_everyone(lesion["voices"]), lesion["marks"][view]) for lesion in lesions]
        assert [(_voices(kept["votes"]), _marks(kept["marks"])) for kept in own[name]] == expected_kept


def _exported(shape: dict[str, Any], view: str) -> tuple[str, dict[str, Any], frozenset[tuple[int, int]] | None]:
    """Label, voices and pixels of an exported shape; no pixels where the marks shared none and a reader's own mark stands in."""
    pixels = slow_vote.pixels_inside(slow_vote._ring(shape)) if shape["dspic"]["outline"] == "majority" else None
    return shape["label"], _voices(shape["dspic"]["votes"]), pixels


def _voices(votes: dict[str, Any]) -> dict[str, Any]:
    return {reader: vote and sorted(vote["labels"]) for reader, vote in votes.items()}


def _everyone(voices: dict[str, list[str]]) -> dict[str, list[str] | None]:
    return {reader: voices.get(reader) for reader in READERS}


def _marks(marks: list[dict[str, Any]]) -> list[tuple[str, str, list[list[float]]]]:
    return sorted((mark["reader"], mark["label"], slow_vote._ring(mark)) for mark in marks)
