"""A dataset of any number of studies that holds just what the worklist looks at: study files, one reader's label files and acts."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dspic_gui.dataset.audit import SAVE, SEAL, Act, next_line
from dspic_gui.dataset.description import Dataset, Protocol
from dspic_gui.dataset.study_file import study_to_json
from dspic_gui.study import Projection, Study, ViewSource


def large_dataset(folder: Path, studies: int, *, read: int = 0, reader: str = "R1", protocol: Protocol | None = None) -> Path:
    """Make it; the first `read` studies have a reading of `reader`, every third a draft. The same seed gives the same files."""
    chance = random.Random(20190719)
    for room in ("studies", "audit", f"readings/{reader}"):
        (folder / room).mkdir(parents=True)
    (folder / "dataset.json").write_bytes(Dataset("Large", protocol=protocol or Protocol()).to_json())
    lines: list[dict[str, Any]] = []
    for number, key in enumerate(keys(studies)):
        study = drawn_study(key, number, chance)
        (folder / "studies" / f"{key}.json").write_bytes(study_to_json(study))
        if number < read:
            state = "draft" if number % 3 == 2 else "sealed"
            written = write_reading(folder, reader, study, state, number % 3 == 1)
            files = {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in written}
            act = Act(reader, SEAL if state == "sealed" else SAVE, key, files, at="2026-01-05T08:00:00Z")
            lines.append(next_line(lines[-1] if lines else None, act))
    audit = "".join(json.dumps(line, sort_keys=True, ensure_ascii=False) + "\n" for line in lines)
    (folder / "audit" / f"{reader}.jsonl").write_text(audit, encoding="utf-8")
    return folder


def keys(studies: int) -> Iterator[str]:
    """Keys of studies, in no order."""
    return (hashlib.sha256(str(number).encode()).hexdigest()[:16] for number in range(studies))


def drawn_study(key: str, number: int, chance: random.Random) -> Study:
    """A study with a date, sex and age by chance, some of them missing."""
    views = tuple(
        ViewSource(projection, f"scans/{key}/1.dcm", frame, "0" * 64, "start angle")
        for frame, projection in enumerate(Projection)
        if projection is Projection.ANT or chance.random() < 0.9
    )
    date = f"20{chance.randint(10, 26)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}" if chance.random() < 0.95 else None
    sex, age = chance.choice(("F", "M", "F", "M", "O", None)), chance.choice((None, *range(18, 96)))
    patient = hashlib.sha256(f"patient {number // 2}".encode()).hexdigest()[:16]
    return Study(key, patient, views, date, sex, age, chance.choice(("Tc-99m MDP", None)))


def write_reading(folder: Path, reader: str, study: Study, state: str, lesions: bool) -> list[Path]:
    """Label files as the worklist sees them: state and labels."""
    written = []
    for projection in study.projections:
        points = [[10.5 + corner, 20.25 + corner * corner] for corner in range(30)]
        shape = {
            "label": "metastasis:rib:left",
            "points": points,
            "group_id": None,
            "shape_type": "polygon",
            "flags": {},
            "description": None,
        }
        content = {
            "version": "7.9.1",
            "flags": {},
            "shapes": [shape] * 3 if lesions else [],
            "imagePath": f"../../pictures/{study.key}_{projection}.png",
            "imageData": None,
            "imageHeight": 1024,
            "imageWidth": 256,
            "dspic": {"schema": 1, "study": study.key, "reader": reader, "state": state},
        }
        written.append(folder / "readings" / reader / f"{study.key}_{projection}.json")
        written[-1].write_text(json.dumps(content), encoding="utf-8")
    return written
