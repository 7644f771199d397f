"""Files are read only where they are files of a size that they can have: nothing is waited for, or read, without end."""

from __future__ import annotations

import ast
import os
import re
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from dspic_gui import durable
from dspic_gui.dataset.folder import SECRET
from dspic_gui.exchange.hand_over_keys import keys_of
from dspic_gui.exchange.network import servers
from dspic_gui.lesion_model.opened import open_model
from dspic_gui.model.model_card import CARD, read_card, training_settings
from dspic_gui.model.model_split import read_split
from dspic_gui.places import config_folder
from dspic_gui.recent import RecentDatasets
from dspic_gui.sentence import SaidError
from dspic_gui.training_run.course import read_course
from dspic_gui.training_run.folder import read_training_folder
from tests.made import endless
from tests.places import ROOT, SMALL_LESION_MODEL, SMALL_MODEL

READS = {"read_bytes", "read_text"}
SPEAKS_OF_READING = re.compile(r"read_bytes|read_text|open\(.r")
SHIPPED = "resources.files"
"""What the program carries along itself."""


def _reads_by_itself(call: ast.Call) -> bool:
    """Whether this reads a file by its name without asking what it is."""
    if not isinstance(call.func, ast.Attribute) or SHIPPED in ast.unparse(call.func):
        return False
    if call.func.attr in READS:
        return True
    mode = call.args[0] if call.args else None
    return call.func.attr == "open" and isinstance(mode, ast.Constant) and str(mode.value).startswith("r") and "+" not in str(mode.value)


def test_no_file_is_read_but_by_the_module_that_asks_what_it_is() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node)}"
        for top in ("dspic_gui", "training")
        for path in sorted((ROOT / top).rglob("*.py"))
        if path.name != "plain_file.py" and SPEAKS_OF_READING.search(text := path.read_text("utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and _reads_by_itself(node)
    ]
    allowed = ('resources").joinpath', "file.read_text(encoding='utf-8')")  # shipped tables
    assert [one for one in found if not any(part in one for part in allowed)] == []


def _run_folder(folder: Path) -> Path:
    """A training as it lies on the disk: only what it is called matters here."""
    run = folder / "run"
    for path, model in (("model", SMALL_MODEL), ("lesions", SMALL_LESION_MODEL)):
        shutil.copytree(model, run / path)
        (run / path / "split.json").write_text('{"schema": 1, "patients": {"training": []}}')
    for name in ("settings.json", "scores.json", "history.csv", "checkpoint.safetensors", "facts.json"):
        durable.write_new(run / name, b'{"epochs": 1}')
    return run


def _each(looks: Iterable[Callable[[], object]]) -> None:
    for look in looks:
        with suppress(SaidError, OSError):
            look()


def _looks_at_a_run(run: Path) -> tuple[Callable[[], object], ...]:
    from training.run_folder import check_is_folder
    from training.store import read_arrays

    models = (run / "model", run / "lesions")
    return (
        lambda: read_training_folder(run),
        lambda: read_arrays(run / "checkpoint.safetensors"),
        lambda: check_is_folder(run),
        *(lambda one=one, read=read: read(one) for one in models for read in (read_card, training_settings, read_split, read_course)),
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes among its files")
@pytest.mark.parametrize("kind", endless.KINDS)
def test_nothing_beside_a_dataset_is_waited_for_or_read_without_end(kind: str, tmp_path: Path) -> None:
    """The folder of a training with its models, the user's own lists, the key that a hand-over is made with."""
    run = _run_folder(tmp_path)
    config_folder().mkdir(parents=True, exist_ok=True)
    durable.write_new(servers.servers_file(), b'{"servers": []}')
    durable.write_new(tmp_path / "recent.json", b"[]")
    durable.write_new(tmp_path / SECRET, b"0" * 64)
    looks = (
        *_looks_at_a_run(run),
        servers.all_servers,
        RecentDatasets(tmp_path / "recent.json").datasets,
        lambda: keys_of(tmp_path, shift=True),
    )

    files = [path for path in (*run.rglob("*"), servers.servers_file(), *tmp_path.glob("*")) if path.is_file()]
    hangs = []
    for path in files:
        opening = (lambda: open_model(path.parent),) if (path.parent / CARD).exists() else ()  # noqa: B023
        with endless.in_place_of(path, kind):
            hangs += [] if endless.ends(partial(_each, (*opening, *looks))) else [path.name]
    assert len(files) > 12 and hangs == []
