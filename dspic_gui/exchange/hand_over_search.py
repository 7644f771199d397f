"""Searching a hand-over for everything that its dataset says of patients and people."""

from __future__ import annotations

import json
from pathlib import Path

from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive
from dspic_gui.exchange.deidentified_scan import METHOD, METHODS, SHIFTED
from dspic_gui.exchange.hand_over_note import NOTE, HandedOver, HandOver
from dspic_gui.exchange.hand_over_readings import reader_names
from dspic_gui.exchange.leak_check import (
    Leak,
    Tokens,
    leaks,
    load_json,
    own_words,
    tokens_of_file,
    tokens_of_json,
)
from dspic_gui.exchange.new_folder import ExchangeError
from dspic_gui.plain_file import content_of, text_of
from dspic_gui.report import Report, ReportError
from dspic_gui.sentence import joined, plain


class Leaking(ExchangeError):  # noqa: N818 - what was found
    """The search found something of the input in the output; nothing is left of it. `found` says where."""

    def __init__(self, found: list[Leak]) -> None:
        some = joined(
            "; ", (plain(f"{leak.source} in {leak.file} ({leak.encoding})") for leak in found[:5])
        )
        text = "{count} texts of the dataset stand in what was to leave the house: {some}. Nothing of it was kept; tell the developers."
        super().__init__(text, count=len(found), some=some)
        self.found = found


def search(archive: Archive, folder: Path, done: HandedOver, wanted: HandOver) -> None:
    """Leaking where anything that the dataset says of people stands in the hand-over in this folder."""
    tokens = _tokens(archive, done, wanted)
    own = _own(archive, folder, wanted)
    found = leaks(folder, tokens, own, done.studies)
    done.searched = len(tokens.everywhere) + sum(map(len, tokens.local.values()))
    if found:
        raise Leaking(found)


def _tokens(archive: Archive, done: HandedOver, wanted: HandOver) -> Tokens:
    """Everything that the dataset says of its patients and people: scans, study files, reports, readings, names."""
    tokens = Tokens()
    for reader in archive.dataset.readers:
        if reader not in reader_names(archive).values():
            tokens.add(reader, "reader's name")
    tokens.add(archive.dataset.name, "dataset's name")
    tokens.add(text_of(archive.folder / layout.SECRET, "replace"), "key")
    tokens_of_json(load_json(archive.folder / layout.DATASET), "dataset.json", tokens, None)
    passed = (_report(archive, key) for key in sorted(wanted.approved_reports))
    approved = " ".join(f"{one.description} {one.suggestion}" for one in passed).lower()
    for key in done.studies.values():
        _tokens_of_study(archive, key, tokens, wanted, approved)
    for name in (
        layout.READINGS,
        layout.ADJUDICATIONS,
        layout.REVIEWS,
        layout.SITTINGS,
        layout.AUDIT,
    ):
        for path in sorted((archive.folder / name).rglob("*.json*")):
            content = load_json(path)
            rows = (
                [content]
                if content is not None
                else [
                    json.loads(line)
                    for line in text_of(path, "replace").splitlines()
                    if line
                ]
            )
            for row in rows:
                tokens_of_json(row, name, tokens, path.name[:16])
    return tokens


def _tokens_of_study(
    archive: Archive, key: str, tokens: Tokens, wanted: HandOver, approved: str
) -> None:
    tokens.add(key, "study key", key)
    tokens_of_json(load_json(archive.folder / layout.study_file(key)), "studies", tokens, key)
    for file in {source.file for source in archive.study(key).views}:
        path = archive.folder / file
        tokens.add(path.stem if len(path.stem) > 6 else "", "file name", key)
        if path.suffix.lower() != ".png":
            tokens_of_file(content_of(path), tokens, key)
    if key not in wanted.approved_reports:
        _tokens_of_report(archive, key, tokens, approved)


def _tokens_of_report(archive: Archive, key: str, tokens: Tokens, approved: str) -> None:
    """The words of a report that stays here, but for those that a person let pass in another one."""
    found, report = Tokens(), _report(archive, key)
    found.add(report.description, "report", key)
    found.add(report.suggestion, "report", key)
    for token, source in found.everywhere.items():
        if token.lower() not in approved:
            tokens.everywhere.setdefault(token, source)


def _report(archive: Archive, key: str) -> Report:
    try:
        return archive.report(key) or Report("", "")
    except ReportError:
        return Report("", "")


def _own(archive: Archive, folder: Path, wanted: HandOver) -> bytes:
    """What stands in every hand-over: the code book, the words of the formats, the notes of this module."""
    from dspic_gui.exchange.own_words import WORDS

    book = "\n".join(archive.book.labels()).encode()
    vote = json.dumps({**vars(archive.dataset.vote)}, default=str).encode()
    said = " ".join(
        (wanted.name, METHOD, *(" ".join(code) for code in (*METHODS, SHIFTED)))
    ).encode()
    return own_words([book, vote, said, WORDS.encode(), content_of(folder / NOTE)])
