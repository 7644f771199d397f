"""Making a dataset: the files that stand in the folder before the first study."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from pathlib import Path

from dspic_gui import durable
from dspic_gui.code import CodeBook, CodeError, load_code_book
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.description import Dataset, DatasetError, Protocol, parse_dataset, valid_reader
from dspic_gui.dataset.studies import ArchiveError
from dspic_gui.plain_file import content_of
from dspic_gui.sentence import told
from dspic_gui.vote import VoteRule


def create_dataset(folder: Path, name: str, readers: Iterable[str], protocol: Protocol, *, codes: Path | None, secret: str | None) -> None:
    """Make a dataset in a folder that holds none; ArchiveError where one stands already or a name is not allowed.

    `codes` is a code book that is copied into the dataset; `secret` is what pseudonyms are made with, drawn where it is None.
    """
    names = tuple(readers)
    if (folder / layout.DATASET).exists():
        text = "{folder} already holds a dataset. Nothing was changed; open it, or choose another folder."
        raise ArchiveError(text, folder=folder.name)
    _check_names(names, protocol.adjudicator)
    try:
        vote = VoteRule(quorum=min(VoteRule().quorum, len(names)))
        dataset = Dataset(name, names, vote, protocol, codes=layout.CODES if codes else None)
        dataset = parse_dataset(json.loads(dataset.to_json()))
        book, content = load_code_book(codes), content_of(codes) if codes else None
    except CodeError as problem:
        raise ArchiveError(problem.sentence) from problem
    except (ValueError, DatasetError) as problem:
        raise ArchiveError("The dataset cannot be made: {problem}. Nothing was written.", problem=told(problem)) from problem
    if content is not None:
        _write(folder, layout.CODES, content)
    write_foundation(folder, book, secret or secrets.token_hex(32))
    write_description(folder, dataset)


def write_foundation(folder: Path, book: CodeBook, secret: str) -> None:
    """Write the secret behind the pseudonyms, and the labels of the code book for labelme."""
    _write(folder, layout.SECRET, secret.encode() + b"\n")
    _write(folder, layout.LABELS, ("\n".join(book.labels()) + "\n").encode())


def write_description(folder: Path, dataset: Dataset) -> None:
    """Write dataset.json, which makes the folder a dataset; nothing where it says just this already."""
    content = dataset.to_json()
    if durable.hash_of(folder / layout.DATASET) != durable.sha256(content):
        _write(folder, layout.DATASET, content)


def _check_names(readers: tuple[str, ...], adjudicator: str | None) -> None:
    bad = [name for name in (*readers, *([adjudicator] if adjudicator is not None else [])) if not valid_reader(name)]
    if bad or not readers:
        text = "{name} cannot be a reader's name: use letters, digits, _ and -, up to 32. Nothing was made."
        raise ArchiveError(text, name=repr(bad[0] if bad else ""))


def _write(folder: Path, name: str, content: bytes) -> None:
    durable.write(folder / name, content, root=folder, keep_versions=False)
