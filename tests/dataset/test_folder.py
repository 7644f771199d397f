"""The layout of the dataset folder: no other module spells it, and its names lead where labelme and the audits look."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from dspic_gui.dataset import folder as layout
from dspic_gui.study import Projection
from tests.places import ROOT

ANT, POST = Projection
KEY = "0123456789abcdef"
MODULES = [
    path
    for package in ("dspic_gui", "training")
    for path in sorted((ROOT / package).rglob("*.py"))
    if path != ROOT / "dspic_gui" / "dataset" / "folder.py"
]
ROOMS = ("readings", "studies", "audit", "sittings", "predictions", "reviews", "adjudications", "truth", "consensus", "scans", "pictures")
_FILE = rf"(^|/)({'|'.join(ROOMS)})/.*\.(json|jsonl|png|dcm|txt)$"
SPELLED = re.compile(rf"{_FILE}|^({'|'.join(ROOMS)})/x$|\.(history|quarantine|exchange|revisions)\b")


def paths_in(tree: ast.AST) -> list[str]:
    """What looks like a path of the dataset: a formatted text with a room in it, or a room's name behind a slash operator."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)
            found += [text] if SPELLED.search(text) and " " not in text else []
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and isinstance(node.right, ast.Constant):
            found += [node.right.value] if node.right.value in (*ROOMS, "key", "labels.txt", "dataset.json") else []
    return found


def test_no_other_module_spells_a_path_of_the_dataset() -> None:
    spelled = {path.relative_to(ROOT).as_posix(): paths_in(ast.parse(path.read_text(encoding="utf-8"))) for path in MODULES}
    assert len(spelled) > 300 and not {path: found for path, found in spelled.items() if found}


def test_a_spelled_path_is_found() -> None:
    code = 'a = folder / "readings" / reader\nb = f"pictures/{key}.png"\nc = f"readings and {key}"'
    code += '\nd = f"audit/{name}"\ne = f"truth/{key}/{number}"'
    assert sorted(paths_in(ast.parse(code))) == ["audit/x", "pictures/x.png", "readings"]


def test_a_label_file_finds_its_picture_beside_it(tmp_path: Path) -> None:
    for name in (layout.label_file("R1", KEY, POST), layout.truth_file(KEY, POST), layout.consensus_file(KEY, POST)):
        seen = (tmp_path / name).parent / layout.picture_from(name, KEY, POST)
        assert seen.resolve() == (tmp_path / layout.picture_file(KEY, POST)).resolve()
    assert layout.picture_from(layout.label_file("R1", KEY, ANT), KEY, ANT) == f"../../pictures/{KEY}_ANT.png"


def test_study_and_view_stand_in_a_label_files_name() -> None:
    assert layout.view_of(layout.label_file("R_1", KEY, POST)) == (KEY, POST)
    for name in ("a.json", f"{KEY}_SIDE.json", f"{KEY}_ANT.txt", f".{KEY}_ANT.json.1.tmp"):
        assert layout.view_of(name) is None


def test_a_folder_that_holds_nothing_has_no_studies_readers_models_or_runs(tmp_path: Path) -> None:
    assert layout.study_keys(tmp_path) == layout.readers_with_files(tmp_path) == layout.models_with_predictions(tmp_path) == []
    assert layout.revision_numbers(tmp_path) == [] and layout.audits(tmp_path) == {} and not layout.is_dataset(tmp_path)


def test_only_keys_are_studies(tmp_path: Path) -> None:
    (tmp_path / layout.STUDIES).mkdir()
    for name in (KEY, "f" * 16, "F" * 16, "0" * 15, "notes"):
        (tmp_path / layout.study_file(name)).write_text("{}")
    assert layout.study_keys(tmp_path) == [KEY, "f" * 16]
