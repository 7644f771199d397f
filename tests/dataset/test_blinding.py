"""What may be seen before which seal, for every person and every set of seals; archive and worklist follow the one rule."""

from __future__ import annotations

from itertools import combinations

import pytest

from dspic_gui.dataset.blinding import may_learn_seal, may_see_others, may_see_predictions, may_see_report
from dspic_gui.dataset.description import GUEST, Protocol

PLANNED = ("R1", "R2", "R3")
SEALS = [frozenset(chosen) for count in range(5) for chosen in combinations((*PLANNED, GUEST), count)]


@pytest.mark.parametrize("seals", SEALS, ids=lambda seals: "-".join(sorted(seals)) or "none")
def test_others_are_seen_when_all_have_sealed_and_a_prediction_after_the_own_seal(seals: frozenset[str]) -> None:
    sealed = seals.__contains__
    everybody = set(PLANNED) <= seals
    for person in (*PLANNED, GUEST):
        assert may_see_predictions(person, sealed) is (person in seals)
        assert may_see_others(person, PLANNED, sealed) is (everybody and person in seals)
        assert may_learn_seal(person, "R2", sealed) is (person in (*seals, "R2"))
    assert may_see_others("adjudicator", PLANNED, sealed) is everybody
    assert may_see_others(None, PLANNED, sealed) and may_see_predictions(None, sealed) and may_learn_seal(None, "R2", sealed)


def test_nobody_elses_audit_is_opened_before_the_own_seal() -> None:
    asked: list[str] = []

    def sealed(reader: str) -> bool:
        asked.append(reader)
        return False

    assert not may_see_others("R2", PLANNED, sealed) and not may_see_predictions("R2", sealed) and not may_learn_seal("R2", "R1", sealed)
    assert set(asked) == {"R2"}


def test_a_report_is_hidden_from_readers_where_the_protocol_says_so() -> None:
    open_to_all, blind = Protocol(), Protocol(blind_to_report=True)
    assert may_see_report("R1", open_to_all) and may_see_report(None, blind) and not may_see_report("R1", blind)
