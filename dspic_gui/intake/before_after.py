"""Pictures called "pre" and "post" beside each other: before and after a treatment, and no backs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dspic_gui.scans.scan_file import ScanFile
from dspic_gui.scans.view_words import pair_name, without_before

Key = tuple[str, str]


def mark_before_and_after(files: Sequence[ScanFile]) -> list[ScanFile]:
    """The files, those marked whose "post" may be the other one of a "pre": of one study, one patient, or one name."""
    before = {key for file in files if _says_before(file) for key in _keys(file)}
    if not before:
        return list(files)
    return [replace(file, before_and_after=True) if not _says_before(file) and before & _keys(file) else file for file in files]


def _says_before(file: ScanFile) -> bool:
    words = [str(file.named)] if file.kind == "png" else [words for _, words in file.words]
    return any(without_before(said) != said for said in words)


def _keys(file: ScanFile) -> set[Key]:
    if file.kind == "png":
        return {("name", without_before(pair_name(file.named)[0]))}
    return {(kind, value) for kind, value in (("study", file.study_uid), ("patient", file.patient)) if value}
