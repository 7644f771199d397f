"""The real labelme opens a consensus file, saves it, and loses none of the votes."""

from __future__ import annotations

import json
from pathlib import Path

from PIL import Image

from dspic_gui.code import load_code_book
from dspic_gui.ground_truth import consolidation
from dspic_gui.ground_truth.consensus_file import read_agreed_view
from dspic_gui.labels.view_file import IMAGE_FLAGS
from dspic_gui.study import COLUMNS, ROWS, Projection
from tests.labels.test_real_labelme import labelme, run
from tests.made.voting_dataset import key, mark, voting_dataset
from tools.labelme_env import Version

__all__ = ["labelme"]

ANT = Projection.ANT
MARKS = {
    "R1": [mark(40, 300), mark(90, 500, "arthritis:knee:left")],
    "R2": [mark(42, 301), mark(91, 501, "arthritis:knee:right")],
    "R3": [mark(150, 600)],
}


def test_it_opens_and_saves_a_consensus_without_losing_a_vote(labelme: Version, tmp_path: Path) -> None:
    archive = voting_dataset(tmp_path / "dataset", {key(1): MARKS})
    consolidation.run(archive)
    (archive.folder / "pictures").mkdir()
    picture = archive.folder / "pictures" / f"{key(1)}_ANT.png"
    Image.new("L", (COLUMNS, ROWS)).save(picture)
    path = archive.folder / "consensus" / f"{key(1)}_ANT.json"
    before, agreed = json.loads(path.read_bytes()), read_agreed_view(archive.folder, key(1), ANT)
    config = {"auto_save": False, "labels": load_code_book().labels(), "validate_label": "exact", "flags": list(IMAGE_FLAGS)}
    job = tmp_path / "job.json"
    job.write_text(json.dumps({"files": [[str(picture), str(path)]], "config": config}), encoding="utf-8")
    run(labelme, tmp_path / "home", "save", str(job))
    after = json.loads(path.read_bytes())
    assert after["dspic"] == before["dspic"] and after["flags"] == before["flags"]
    assert [shape["dspic"] for shape in after["shapes"]] == [shape["dspic"] for shape in before["shapes"]] != []
    assert after["dspic"]["dissent"] and after["dspic"]["unsettled"]
    again = read_agreed_view(archive.folder, key(1), ANT)
    assert agreed is not None and again is not None
    assert (again.said.result, [lesion.shape for lesion in again.lesions]) == (
        agreed.said.result,
        [lesion.shape for lesion in agreed.lesions],
    )
