"""A vote that travels to another process and back says what it says here."""

from __future__ import annotations

import pickle
from pathlib import Path

from dspic_gui.dataset.workers import in_workers
from dspic_gui.ground_truth.consensus_file import compose_consensus_file
from dspic_gui.ground_truth.consolidation import _Voter, all_votes
from dspic_gui.sentence import Sentence
from dspic_gui.study import Projection
from tests.made.voting_dataset import key, mark, voting_dataset


def test_a_vote_comes_back_to_the_byte(tmp_path: Path) -> None:
    marks = {"R1": [mark(40, 100)], "R2": [mark(42, 101)], "R3": [mark(43, 99, label="arthritis:rib:left")]}
    archive = voting_dataset(tmp_path / "dataset", {key(1): marks})
    ((study, here),) = all_votes(archive)
    travelled = pickle.loads(pickle.dumps(_Voter(archive, None)))
    found = pickle.loads(pickle.dumps(travelled(key(1))))
    assert not isinstance(found, Sentence)
    for view in Projection:
        at = {"at": "2026-11-30T12:00:00Z", "revision": 1}
        assert compose_consensus_file(found[1], found[0], view, **at) == compose_consensus_file(here, study, view, **at)
    assert isinstance(travelled(key(2)), Sentence)


def test_processes_give_their_results_in_order() -> None:
    keys = [f"{number:03}" for number in range(7)]
    assert list(in_workers(str.upper, keys, few=2, chunk=3)) == keys
