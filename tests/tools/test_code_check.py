"""The check of slots finds each kind that outlives its receiver, lets methods pass, and finds none in the window."""

from __future__ import annotations

import pytest

from tools.code_check import bad_slots, refused_slots

BAD = (
    "button.clicked.connect(lambda: self.go())",
    "button.clicked.connect(lambda _: go() if self.on else None)",
    "QTimer.singleShot(0, lambda: self.go())",
    "button.clicked.connect(partial(self.go, 1))",
    "button.clicked.connect(functools.partial(self.go, 1))",
    "button.clicked.connect(self.go if on else (lambda: None))",
    "button.clicked.connect(call_on(self, self.go, lambda: 1))",
    "def made():\n    self.go()\nbutton.clicked.connect(made)",
    "made = lambda: self.go()\nbutton.clicked.connect(made)",
    "made = partial(self.go, 1)\nQTimer.singleShot(5, made)",
    "button.clicked.connect(\n    lambda: self.go()\n)",
    "page.destroyed.connect(self.go)",
    "button.clicked.connect(lambda: self.go())  # slot stays:",
)
GOOD = (
    "button.clicked.connect(self.go)",
    "button.clicked.connect(self.gone)",
    "button.clicked.connect(call_on(self, self.go, 1))",
    "QTimer.singleShot(0, self.go)",
    "for act in (self.go, self.stop):\n    button.clicked.connect(act)",
    "names = sorted(found, key=lambda one: one.name)\nbutton.clicked.connect(self.go)",
    "button.clicked.connect(lambda: print())  # slot stays: it names nothing that can go",
)


def indented(lines: str) -> str:
    return "class Page:\n    def __init__(self):\n" + "".join(f"        {line}\n" for line in lines.split("\n"))


@pytest.mark.parametrize("lines", BAD)
def test_a_slot_that_outlives_its_receiver_is_refused(lines: str) -> None:
    found = bad_slots(indented(lines))
    assert len(found) == 1
    line, wrong = found[0]
    assert "connect" in indented(lines).splitlines()[line - 1] or "singleShot" in indented(lines).splitlines()[line - 1]
    assert wrong


@pytest.mark.parametrize("lines", GOOD)
def test_a_slot_that_ends_with_its_receiver_passes(lines: str) -> None:
    assert bad_slots(indented(lines)) == []


def test_one_module_may_watch_what_is_destroyed() -> None:
    assert bad_slots(indented("page.destroyed.connect(self.go)"), lifetime=True) == []


def test_the_window_has_no_such_slot() -> None:
    assert not list(refused_slots())
