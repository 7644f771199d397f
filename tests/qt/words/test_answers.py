"""The words for a study: what the banner says of it."""

from __future__ import annotations

from pathlib import Path

from dspic_gui.dataset.archive import Archive
from dspic_gui.intake.importing import import_sources
from dspic_gui.qt.words.answers import time_of
from tests.made.body_files import item, scan
from tests.made.importing import put


def test_two_passes_are_told_apart_by_hour_and_minutes_after_the_injection(tmp_path: Path) -> None:
    """The injection was at 11 o'clock; the scan of the year before does not tell."""
    injected = {"RadiopharmaceuticalInformationSequence": [item(RadiopharmaceuticalStartTime="110000")]}
    archive = Archive.create(tmp_path / "dataset", "Test")
    for body, told in (("early", injected), ("late", injected), ("prior", {})):
        put(tmp_path / "in", body, scan(f"{body}_ant", f"{body}_post", **told).content())
    import_sources(archive, [tmp_path / "in"])
    assert sorted(str(time_of(archive.study(key))) for key in archive.study_keys()) == [
        "2022-05-19 13:30",
        "2023-05-24 11:05 (5 min after injection)",
        "2023-05-24 14:09 (189 min after injection)",
    ]
