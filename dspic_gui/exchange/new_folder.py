"""A folder that stands whole or not at all: it is filled beside its place and renamed when everything is written."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dspic_gui import durable
from dspic_gui.sentence import SaidError, reason_of


class ExchangeError(SaidError):
    """Something could not be given out or taken in; the text is a sentence for the user."""


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A folder to fill, which becomes `target` at the end; after an error nothing of it is left.

    ExchangeError where the target holds something already, or where the disk refuses.
    """
    place = target.absolute()
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        text = "{folder} is there already and is not empty. Nothing was written; choose another folder."
        raise ExchangeError(text, folder=target.name)
    beside = place.with_name(f".{place.name}.{secrets.token_hex(4)}.part")
    try:
        durable.make_folder(beside)
        yield beside
        _put_in_place(beside, place)
    except OSError as problem:
        text = "{folder} could not be written ({reason}). Nothing of it was kept; free the disk or choose another place."
        raise ExchangeError(text, folder=target.name, reason=reason_of(problem)) from problem
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _put_in_place(beside: Path, place: Path) -> None:
    if place.is_dir():
        with suppress(FileNotFoundError):
            place.rmdir()
    beside.rename(place)
    durable.sync_folder(place.parent)


def put(path: Path, content: bytes) -> None:
    """Write a new file of such a folder, synced; OSError where the disk refuses."""
    durable.make_folder(path.parent)
    durable.write_new(path, content)
