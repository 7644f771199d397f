"""A file of a dataset that the disk does not give: every command says it in a sentence, and changes nothing."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path

import pytest

from dspic_gui import cli
from tests.faults.acts import ACTS

COMMANDS = (
    ("verify",), ("check",), ("worklist",), ("worklist", "--reader", "R1"), ("statistics",), ("agreement",),
    ("report", "all", "pages"), ("export", "labels", "--format", "coco"), ("export-labels", "annotations"),
)  # fmt: skip
FILES = ("dataset.json", "secret", "_ANT.json", "R2.jsonl", "lead.jsonl", "studies", "adjudications", "consensus", "revisions")
"""Of which one is refused: by a part of its name or folder."""


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("refused")
    ACTS["second vote"].place(folder)
    return folder / "d"


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_says_what_the_disk_does_not_give(
    command: tuple[str, ...], dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    real, told, refused = io.open, list[str](), list[str]()
    for part in FILES:

        def opened(path: object, *given: object, part: str = part, **more: object) -> object:
            if isinstance(path, str | os.PathLike) and part in str(path).removeprefix(str(dataset)) and str(dataset) in str(path):
                refused.append(part)
                raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
            return real(path, *given, **more)  # type: ignore[call-overload]

        with monkeypatch.context() as patch:
            patch.setattr(io, "open", opened)
            code = cli.main([command[0], str(dataset), *command[1:]])
        said = "".join(capsys.readouterr())
        assert part not in refused or (code in (1, 2) and said) or code == 0, (part, code, said)
        assert "Errno" not in said and "Traceback" not in said, (part, said)
        told += [said] if part in refused and code else []
    assert "dataset.json" in refused and told
