"""Every kind of file that the program reads, damaged at random: it is taken, or refused by a sentence. What was found is a test."""

from __future__ import annotations

import copy
import json
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dspic_gui.checks.audit import verify
from dspic_gui.checks.folder import DatasetCheck
from dspic_gui.code import CodeBook, load_code_book
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset import sittings
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.marks import Marks
from dspic_gui.dataset.undo_journal import UndoJournal
from dspic_gui.disease import Answer
from dspic_gui.exchange.label_import import read_labels
from dspic_gui.ground_truth import consolidation
from dspic_gui.ground_truth.adjudication_desk import AdjudicationDesk
from dspic_gui.ground_truth.consensus_run import last_run
from dspic_gui.ground_truth.label_source import LabelSource
from dspic_gui.intake.acquisitions import studies
from dspic_gui.model.model_card import read_card
from dspic_gui.prediction import Prediction, StudyPrediction
from dspic_gui.prediction_file import read_prediction, write_prediction
from dspic_gui.recent import RecentDatasets
from dspic_gui.reviews import Review, read_reviews, write_review
from dspic_gui.scans.decoder import Decoder
from dspic_gui.sentence import SaidError
from dspic_gui.study import Projection
from dspic_gui.worklist.rows import Worklist
from tests.faults.acts import _settlement
from tests.faults.row import Fault, Try, fixed
from tests.labels.test_label_fuzz import PIECES, VALUES, places, put
from tests.made.disputed_dataset import disputed_dataset
from tests.made.odd_mutants import mutant, seeds
from tests.places import ROOT, SMALL_MODEL

HUGE: list[Any] = [
    *("9" * 400, 10**30, -(10**30), 1e400, "\ud800", "<h1>x</h1>", "../../evil", "\0", "a" * 100_000, "2026-99-99"),
    *([[[]]] * 40, {"a": {"b": []}}),
]
TRIES = 6_000


@dataclass(frozen=True)
class Kind:
    """A kind of file: where it lies below the dataset or beside it, and what reads it."""

    path: Path
    look: Callable[[], object]


class Place:
    """A dataset with a file of every kind in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "d"
        archive = disputed_dataset(self.folder)
        self.key = key = archive.study_keys()[0]
        consolidation.run(archive)
        _settlement(archive)
        card = read_card(SMALL_MODEL)
        said = Prediction((0.2, 0.5, 0.3), card.threshold, card.identity)
        write_prediction(archive, StudyPrediction(key, card.identity, dict.fromkeys(Projection, said)), card)
        one = Archive(self.folder, "R1")
        write_review(one, Review(key, Projection.ANT, card.identity, "R1", Answer.NORMAL, Answer.METASTATIC, True, "other"))
        sittings.Sitting(self.folder, "R1").skip(archive.study_keys()[1], "later")
        UndoJournal(self.folder, "R1", key).record(Marks.of(one.reading("R1", key)))  # type: ignore[arg-type]
        shutil.copytree(SMALL_MODEL, folder / "model")
        self.beside = folder
        self.model = card.identity

    def kinds(self) -> dict[str, Kind]:
        """The kinds by name."""
        d, key, ant = self.folder, self.key, Projection.ANT
        named = {
            "dataset.json": Kind(d / layout.DATASET, self._opened),
            "study": Kind(d / layout.study_file(key), self._listed),
            "label file": Kind(d / layout.label_file("R1", key, ant), self._read),
            "consensus": Kind(d / layout.consensus_file(key, ant), self._learned),
            "run of the vote": Kind(d / layout.record_of_run(1), self._learned),
            "audit": Kind(d / layout.audit_file("R1"), self._read),
            "settlements": Kind(d / layout.adjudication_file(key), self._settled),
            "report": Kind(d / layout.report_file(key), lambda: Archive(d).report(key)),
            "prediction": Kind(d / layout.prediction_file(self.model, key), lambda: read_prediction(Archive(d), self.model, key)),
            "review": Kind(d / layout.review_file("R1", key), lambda: read_reviews(Archive(d), "R1", key)),
            "sittings": Kind(d / layout.sittings_file("R1"), self._listed),
            "undo": Kind(d / layout.history_file("R1", key), lambda: UndoJournal(d, "R1", key).restore(Marks())),
            "model card": Kind(self.beside / "model" / "card.json", lambda: read_card(self.beside / "model")),
            "recent": Kind(self.beside / "recent.json", lambda: RecentDatasets(self.beside / "recent.json").datasets()),
            "code book": Kind(self.beside / "codes.json", lambda: _book(self.beside / "codes.json")),
        }
        (self.beside / "recent.json").write_text(json.dumps([{"folder": str(d), "name": "x", "opened": "2026-01-01T00:00:00Z"}]))
        shutil.copy(ROOT / "resources" / "codes.json", self.beside / "codes.json")
        return named | self._labels() | self._plans()  # a plan is gone once the dataset was opened

    def _plans(self) -> dict[str, Kind]:
        """Plans as this program writes them, which open the dataset in other ways when they are damaged."""
        d, key = self.folder, self.key
        act: dict[str, Any] = {"reader": "R1", "act": "save", "study": key, "files": {}, "reason": None, "at": None, "name": None}
        exchanged = act | {"act": "exchange views"}
        plans: dict[str, Any] = {
            layout.run_to_show(): {"number": 1, "record": {"number": 1, "at": "x"}, "files": {f"{key}_ANT.json": 1}},
            f"{layout.exchange_folder(key)}/plan.json": {"files": {layout.study_file(key): "0" * 64}, "acts": [exchanged]},
            f"{layout.act_folder('R1', key)}/plan.json": {"act": act, "head": "0" * 64, "files": {}, "moved": {}, "sealed_version": False},
        }
        for name, plan in plans.items():
            (d / name).parent.mkdir(parents=True, exist_ok=True)
            (d / name).write_text(json.dumps(plan))
        return {f"plan in {Path(name).parts[1][:9]}": Kind(d / name, self._opened) for name in plans}

    def _labels(self) -> dict[str, Kind]:
        """Labels of other tools."""
        name = f"{self.key}_ANT"
        mark = {"id": 1, "image_id": 1, "category_id": 1, "bbox": [1, 2, 30, 40], "segmentation": [[1, 2, 30, 2, 30, 40]]}
        coco = {
            "images": [{"id": 1, "file_name": f"{name}.png", "width": 256, "height": 1024}],
            "categories": [{"id": 1, "name": "metastasis:rib:left"}],
            "annotations": [mark],
        }
        contents = {
            "coco.json": json.dumps(coco),
            "voc.xml": f"<annotation><filename>{name}.png</filename><size><width>256</width><height>1024</height></size><object><name>urine"
            "</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>30</xmax><ymax>40</ymax></bndbox></object></annotation>",
            "map.csv": "a,b\n1,2\n",
        }
        for file, text in contents.items():
            (self.beside / file).write_text(text)
        archive = Archive(self.folder)
        return {f"labels {file}": Kind(self.beside / file, partial(read_labels, self.beside / file, archive)) for file in contents}

    def _opened(self) -> None:
        archive = Archive(self.folder)
        Archive(self.folder, "R1")
        archive.study_keys()

    def _listed(self) -> None:
        listed = Worklist(self.folder, "R1", self.beside / "cache")
        listed.refresh()
        assert len(list(listed.everything())) == 4, "a row is missing"
        listed.close()
        _said(lambda: Archive(self.folder).study(self.key))
        list(DatasetCheck(self.folder).breaches())

    def _read(self) -> None:
        _said(lambda: Archive(self.folder, "R1").open_reading("R1", self.key))
        _said(lambda: Archive(self.folder).sealed_readings(self.key))
        verify(self.folder)
        list(DatasetCheck(self.folder).breaches())

    def _settled(self) -> None:
        archive = Archive(self.folder)
        _said(lambda: AdjudicationDesk(archive, archive.study(self.key)))
        list(DatasetCheck(self.folder).breaches())
        consolidation.study_consensus(archive, archive.study(self.key))

    def _learned(self) -> None:
        archive = Archive(self.folder)
        _said(lambda: last_run(archive))
        _said(lambda: LabelSource(archive, "consensus").of_study(self.key))
        list(DatasetCheck(self.folder).breaches())


def _book(path: Path) -> CodeBook:
    return load_code_book(path)


def _said(act: Callable[[], object]) -> None:
    try:
        act()
    except SaidError:
        return


def damaged(sound: bytes, seed: int) -> bytes:
    """The file with values exchanged where it is JSON, or JSON a line, else with bytes changed; one in four with bytes changed always."""
    draw = random.Random(seed)
    if draw.random() < 0.25:
        return _damaged_bytes(sound, draw)
    try:
        lines = [json.loads(sound)]
    except ValueError:
        try:
            lines = [json.loads(line) for line in sound.splitlines()]
        except ValueError:
            return _damaged_bytes(sound, draw)
    for _ in range(draw.randint(1, 3)):
        at = draw.randrange(len(lines))
        if draw.random() < 0.05:
            lines[at] = copy.deepcopy(draw.choice([*VALUES, *HUGE]))
            continue
        everywhere = list(places(lines[at]))
        if everywhere:
            place = draw.choice(everywhere)
            if draw.random() < 0.4:
                _set(lines[at], place, draw.choice(HUGE))
            else:
                put(lines[at], place, draw)
    return b"\n".join(json.dumps(line).encode() for line in lines) + b"\n"


def _set(content: Any, place: tuple[Any, ...], value: Any) -> None:
    try:
        for key in place[:-1]:
            content = content[key]
        content[place[-1]] = copy.deepcopy(value)
    except (KeyError, IndexError, TypeError):
        return


def _damaged_bytes(sound: bytes, draw: random.Random) -> bytes:
    content = bytearray(sound)
    for _ in range(draw.randint(1, 4)):
        at, kind = draw.randrange(max(len(content), 1)), draw.random()
        if kind < 0.3 and content:
            content[at] ^= 1 << draw.randrange(8)
        elif kind < 0.6:
            content[at : at + draw.randrange(12)] = draw.choice(PIECES)
        elif kind < 0.8:
            content[at:at] = content[:60]
        else:
            del content[at:]
    return bytes(content)


def fuzz(numbers: Sequence[int]) -> Iterator[Try]:
    """Each number damages one kind of file; every fourth is a scan."""
    from pydicom.data import get_testdata_file

    sound = seeds(Path(str(get_testdata_file("JPEG-LL.dcm", download=False))))
    with TemporaryDirectory() as place, Decoder() as decoder:
        (Path(place) / "files").mkdir()
        kinds = Place(Path(place) / "files").kinds()
        whole = {name: kind.path.read_bytes() for name, kind in kinds.items()}
        shutil.copytree(Path(place) / "files", Path(place) / "kept")
        for number in numbers:
            if number % 4 == 0:
                yield Try("scan", _scan(decoder, Path(place) / "mutant", mutant(sound[number // 4 % len(sound)], number)))
                continue
            name = list(kinds)[number % len(kinds)]
            yield Try(name, _damage(kinds[name], whole[name], number))
            _restore(Path(place) / "kept", Path(place) / "files", number)


def _scan(decoder: Decoder, path: Path, content: bytes) -> str:
    path.write_bytes(content)
    try:
        studies([decoder.read(path)])
    except SaidError as refused:
        return "" if getattr(refused, "code", "") not in ("nonsense", "missing", "too_slow") else f"scan: {refused}"
    except Exception as problem:
        return f"scan: {type(problem).__name__} {problem}"
    return ""


def _damage(kind: Kind, sound: bytes, seed: int) -> str:
    kind.path.parent.mkdir(parents=True, exist_ok=True)
    kind.path.write_bytes(damaged(sound, seed))
    try:
        kind.look()
    except SaidError:
        return ""
    except Exception as problem:
        return f"{kind.path.name}, seed {seed}: {type(problem).__name__} {str(problem)[:120]}"
    finally:
        kind.path.parent.mkdir(parents=True, exist_ok=True)
        kind.path.write_bytes(sound)
    return ""


def _restore(kept: Path, used: Path, number: int) -> None:
    """A damaged plan may have done what it says, within its study: begin anew now and then."""
    if number % 199 == 0:
        shutil.rmtree(used)
        shutil.copytree(kept, used)


FUZZ = Fault("every kind of file damaged at random", "0 uncaught, 0 hangs; every find is a case", fixed(TRIES), fuzz)
