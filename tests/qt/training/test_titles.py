"""Every option of a training has a title and every choice a text, before any dialog is opened."""

from __future__ import annotations

import pytest

from dspic_gui.qt.words.training import choice_text, title_of
from dspic_gui.training_run.options import OPTIONS, Option


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_an_option_has_a_title_and_its_choices_have_texts(option: Option) -> None:
    assert title_of(option).strip()
    assert all(choice_text(option, choice).strip() for choice in option.choices)
