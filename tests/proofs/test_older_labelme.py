"""Labelme older than the newest that can be had here, which the suite asks: it opens, saves and refuses as that one does."""

from __future__ import annotations

import pytest

from tests.ground_truth.test_consensus_in_labelme import test_it_opens_and_saves_a_consensus_without_losing_a_vote
from tests.labels.test_editor import test_the_real_program_opens_the_view
from tests.labels.test_real_labelme import (
    folder,
    test_it_opens_saves_and_reopens_our_files_without_loss,
    test_no_malformed_form_that_it_refuses_is_taken_by_us,
    test_we_read_what_it_saved_as_the_same_reading_edited_elsewhere,
    test_what_a_person_changes_in_it_is_taken_over_and_said,
)
from tools.labelme_env import VERSIONS, UnavailableError, Version, labelme_python

__all__ = [
    "folder",
    "test_it_opens_and_saves_a_consensus_without_losing_a_vote",
    "test_it_opens_saves_and_reopens_our_files_without_loss",
    "test_no_malformed_form_that_it_refuses_is_taken_by_us",
    "test_the_real_program_opens_the_view",
    "test_we_read_what_it_saved_as_the_same_reading_edited_elsewhere",
    "test_what_a_person_changes_in_it_is_taken_over_and_said",
]


@pytest.fixture(scope="module", params=VERSIONS[:-1], ids=lambda version: version.number)
def labelme(request: pytest.FixtureRequest) -> Version:
    """A real labelme; skipped with the reason where it cannot be installed."""
    version: Version = request.param
    try:
        labelme_python(version)
    except UnavailableError as problem:
        pytest.skip(str(problem))
    return version
