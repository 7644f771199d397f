"""Damaged label files: each is refused with a LabelError, or read and written again without loss. Nothing else may happen."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from dspic_gui.labels.view_file import LabelError, parse_label_file, reading_of
from dspic_gui.study import Projection
from tests.labels.test_real_labelme import reading
from tests.made.label_documents import composed, document, encoded, png

NAME = "readings/R1/s1_ANT.json"
VALUES: list[Any] = [
    None, True, 0, 1, -1, 2**70, 1.5, -0.0, 1e-300, 1e300, "", "x", "ANT", "POST", "sealed", "normal", "é\0", "polygon", "mask", "circle",
    [], {}, [1, 2], [[1, 2]], [[1, 2], [3, 4]], [[0, 0]] * 3, {"a": True}, {"certain": True}, {"uid": "1"}, {"dspic": {}}, png(),
]  # fmt: skip
PIECES = [
    b"null", b"{}", b'""', b"1e5", b"-0.0", b"1e309", b"9" * 20, b'"\\ud800"', b"NaN", b",", b":", b"[", b"]", b"{", b"}",
    b'"dspic"', b"\xff",
]  # fmt: skip


def survives(content: bytes, name: str = NAME) -> bool:
    """Whether the file is taken; what is taken comes back equal from our own file."""
    try:
        file = parse_label_file(content, name)
    except LabelError as refusal:
        assert refusal.problem and str(refusal)
        return False
    view = file.projection or Projection.ANT
    try:
        taken = reading_of({view: file}, "s1", "R1")
    except LabelError:
        return False
    again = parse_label_file(composed(taken, view), "x.json", view)
    assert reading_of({view: again}, "s1", "R1") == taken
    assert not again.edited_elsewhere and not again.notes
    return True


def places(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where a value inside the document stands; of long lists the first three."""
    if place:
        yield place
    if isinstance(value, dict | list):
        keys: list[Any] = list(value) if isinstance(value, dict) else list(range(min(len(value), 3)))
        for key in keys:
            yield from places(value[key], (*place, key))


def put(content: Any, place: tuple[Any, ...], draw: random.Random) -> None:
    """Replace, remove or repeat what stands there, where earlier damage left it."""
    try:
        for key in place[:-1]:
            content = content[key]
        act = draw.random()
        if act < 0.7:
            content[place[-1]] = copy.deepcopy(draw.choice(VALUES))
        elif act < 0.85:
            del content[place[-1]]
        elif isinstance(content, list):
            content.append(copy.deepcopy(content[place[-1]]))
        else:
            content[draw.choice(["new", "uid", "mask", "locked", "ellipse", "dspic"])] = copy.deepcopy(draw.choice(VALUES))
    except (IndexError, KeyError, TypeError, AttributeError):
        pass


@pytest.fixture
def rounds() -> int:
    """How often each document is damaged; the proofs do it more often."""
    return 150


@pytest.mark.parametrize("seed", range(4))
def test_damaged_values(seed: int, rounds: int) -> None:
    draw = random.Random(seed)
    sound = [json.loads(composed(reading())), document(), json.loads(composed(reading(), Projection.POST))][seed % 3]
    everywhere = list(places(sound))
    taken = 0
    for _ in range(rounds):
        content = copy.deepcopy(sound)
        for _ in range(draw.randint(1, 3)):
            put(content, draw.choice(everywhere), draw)
        taken += survives(encoded(content), draw.choice([NAME, "x.json"]))
    assert rounds / 30 < taken < rounds * 5 / 6


@pytest.mark.parametrize("seed", range(4))
def test_damaged_bytes(seed: int, rounds: int) -> None:
    draw = random.Random(seed)
    sound = composed(reading()) if seed % 2 else encoded(document())
    for _ in range(5 * rounds):
        content = bytearray(sound)
        for _ in range(draw.randint(1, 4)):
            at, act = draw.randrange(len(content)), draw.random()
            if act < 0.3:
                content[at] ^= 1 << draw.randrange(8)
            elif act < 0.6:
                content[at : at + draw.randrange(12)] = draw.choice(PIECES)
            elif act < 0.8:
                content[at:at] = content[draw.randrange(len(content)) :][: draw.randrange(60)]
            else:
                del content[at : at + draw.randrange(40)]
        survives(bytes(content))
