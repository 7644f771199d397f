"""predictions/<model>/<study>.json: what a model said of a study, kept until the model or the scan is another one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from dspic_gui import durable, times
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.disease import CLASSES, Answer
from dspic_gui.plain_file import opened
from dspic_gui.prediction import Prediction, StudyPrediction, lesion_from, view_json
from dspic_gui.sentence import RuleError, told, unreadable
from dspic_gui.study import Projection, Study

SCHEMA = 1
LARGEST_FILE = 1 << 20

_IDENTITY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,80}\Z")


class Card(Protocol):
    """What is kept of a model with its predictions."""

    @property
    def name(self) -> str:
        """The model's name."""

    @property
    def network_hash(self) -> str:
        """The sha256 of its network."""

    @property
    def threshold(self) -> float:
        """The top-2 threshold."""

    @property
    def warning(self) -> str:
        """What is shown with every result."""


class PredictionError(ArchiveError):
    """A kept prediction that cannot be used; the text is a sentence for the reader."""


def prediction_path(folder: Path, model: str, study: str) -> Path:
    """Where a model's prediction of a study lies in the dataset folder; PredictionError for a name that could lead elsewhere."""
    if not _IDENTITY.match(model) or not study.isalnum():
        raise PredictionError("“{model}” is not the name of a model's predictions. Nothing was read.", model=model[:40])
    return folder / layout.prediction_file(model, study)


def write_prediction(archive: Archive, said: StudyPrediction, card: Card) -> None:
    """Keep a prediction; Blinded before the own seal, NotSaved where the disk refuses."""
    archive.require_predictions(said.study)
    content = json.dumps(_to_json(said, card, archive.study(said.study)), indent=1, ensure_ascii=False).encode() + b"\n"
    path = prediction_path(archive.folder, said.model, said.study)
    durable.write(path, content, root=archive.folder, keep_versions=False)


def read_prediction(archive: Archive, model: str, study: str) -> StudyPrediction | None:
    """What the model said of the study; None where there is none, or where it was said of another scan.

    Blinded before the own seal; PredictionError where the file is damaged.
    """
    archive.require_predictions(study)
    path = prediction_path(archive.folder, model, study)
    try:
        with opened(path) as file:
            content = file.read(LARGEST_FILE)
        stated = json.loads(content)
        said = _from_json(stated, model, study)
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise PredictionError(unreadable(problem, layout.prediction_file(model, study))) from problem
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        text = "{file} cannot be used ({problem}). No reading is touched; classify the study again."
        raise PredictionError(text, file=layout.prediction_file(model, study), problem=told(problem)) from problem
    return said if _sources(stated["views"]) == sources_of(archive.study(study)) else None


def models(archive: Archive) -> tuple[str, ...]:
    """The models whose predictions are kept in this dataset, by name."""
    return tuple(name for name in layout.models_with_predictions(archive.folder) if _IDENTITY.match(name))


def kept_predictions(archive: Archive, model: str, keys: Iterable[str] | None = None) -> Iterator[StudyPrediction]:
    """All predictions of a model that this person may see and that can be used, in the order of the keys."""
    for key in archive.counted_keys() if keys is None else keys:
        if not archive.may_see_predictions(key):
            continue
        try:
            said = read_prediction(archive, model, key)
        except ArchiveError:
            continue
        if said is not None:
            yield said


def sources_of(study: Study) -> dict[Projection, tuple[str, int]]:
    """The file's hash and the frame of each view: what a kept prediction must have been made of."""
    return {source.projection: (source.sha256, source.frame) for source in study.views}


def _to_json(said: StudyPrediction, card: Card, study: Study) -> dict[str, Any]:
    sources = sources_of(study)
    return {
        "schema": SCHEMA,
        "study": said.study,
        "at": times.now(),
        "model": {"name": card.name, "network_sha256": card.network_hash, "threshold": card.threshold, "warning": card.warning},
        "views": {
            str(projection): {
                **dict(zip(("source_sha256", "frame"), sources[projection], strict=True)),
                "input_sha256": view.input_hash,
                **view_json(view),
            }
            for projection, view in said.views.items()
        },
        "overall": {name: value for name, value in view_json(said.overall).items() if name != "milliseconds"},
    }


def _from_json(stated: Mapping[str, Any], model: str, study: str) -> StudyPrediction:
    if stated["schema"] != SCHEMA or stated["study"] != study:
        raise RuleError("it belongs to another study or version")
    if not str(stated["model"]["network_sha256"]).startswith(model[-8:]):
        raise RuleError("it was made by another model")
    threshold = _share(stated["model"]["threshold"])
    views = {Projection(name): _view(view, threshold, model) for name, view in stated["views"].items()}
    if not views:
        raise RuleError("it holds no view")
    whole = stated["overall"]
    together = _view({"input_sha256": "", "milliseconds": 0.0, **whole}, threshold, model) if "lesions" in whole else None
    return StudyPrediction(study, model, {projection: views[projection] for projection in Projection if projection in views}, together)


def _view(stated: Mapping[str, Any], threshold: float, model: str) -> Prediction:
    normal, metastatic, arthritic = (_share(stated["probabilities"][str(name)]) for name in CLASSES)
    plain = Prediction((normal, metastatic, arthritic), threshold, model, str(stated["input_sha256"]), float(stated["milliseconds"]))
    if "likeness" in stated:
        plain = replace(plain, likeness=float(stated["likeness"]), unlike=stated["unlike"] is True)
    if "lesions" not in stated:
        return plain
    lesions = tuple(lesion_from(lesion) for lesion in stated["lesions"])
    return replace(plain, ruled=Answer(stated["label"]), lesions=lesions)


def _share(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0.0 <= value <= 1.0:
        raise RuleError("{value} is no probability", value=str(value)[:40])
    return float(value)


def _sources(views: Mapping[str, Any]) -> dict[Projection, tuple[str, int]]:
    return {Projection(name): (view.get("source_sha256"), view.get("frame")) for name, view in views.items()}
