"""card.json of a model folder, written and read here alone: what a trained network is, and where its files and cells lie."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from dspic_gui import durable
from dspic_gui.disease import CLASSES
from dspic_gui.model.likeness import Likeness
from dspic_gui.plain_file import content_of, opened
from dspic_gui.sentence import RuleError, SaidError, Sentence, Templates, reason_of, recognised, told
from dspic_gui.study import COLUMNS, ROWS

SCHEMA = 1
CARD, NETWORK, SELF_TEST = "card.json", "network.tflite", "selftest.npz"
ROBUSTNESS = "robustness"
"""Where a card keeps how the model bears altered scans."""
LARGEST_CARD = 4 << 20
LARGEST_SIDE = 4096
WARNINGS: Templates = {
    "simulated": "Trained on simulated scans; not validated on patients. Research use only. Not for diagnosis.",
    "readings": "Trained on this dataset's own labels; not validated elsewhere. Research use only. Not for diagnosis.",
}
"""Warnings of cards that can be shown in another language; any other is shown as it stands in the card."""
LAYERS = ("fc1", "fc2", "probabilities")

_HASH = re.compile(r"[0-9a-f]{64}\Z")
_UNSAFE = re.compile(r"[^A-Za-z0-9._+-]+")


class ModelError(SaidError, ValueError):
    """A model folder that cannot be used; `template` and `values` say why."""

    def __init__(self, folder: str, template: str, **values: str | int | float) -> None:
        self.folder = folder
        text = "The model in “{folder}” cannot be used: {problem} Nothing was classified; choose another model folder."
        super().__init__(text, folder=folder, problem=Sentence(template, **values))


@dataclass(frozen=True)
class Place:
    """Cell j of a map is centred at pixel `stride` x j + `offset` of the view, along rows and columns alike."""

    stride: int
    offset: int


@dataclass(frozen=True)
class DenseWeights:
    """A dense layer's weights inside the network file: row-major [outputs, inputs] from byte `offset`, times the scale of each output."""

    offset: int
    shape: tuple[int, int]
    dtype: str
    scales: tuple[float, ...]

    @property
    def length(self) -> int:
        """Bytes in the file."""
        return self.shape[0] * self.shape[1] * (1 if self.dtype == "int8" else 4)


@dataclass(frozen=True)
class Described:
    """What an export says of a network for its card. `size` is rows x columns; `outputs` are shapes without the batch.

    `attention` and `features` place the cells of the maps as in a ModelCard; `closed_form` says whether the class maps of the last
    convolution can be made from the dense weights alone. `facts` are all other keys, among them "warning", "data" and "training".
    """

    name: str
    network: str
    size: tuple[int, int]
    threshold: float
    outputs: Mapping[str, tuple[int, ...]]
    features: Place
    closed_form: bool
    attention: Place | None
    dense: Mapping[str, DenseWeights]
    tolerance: float
    facts: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class ModelCard:
    """A model as its card describes it. `size` is rows x columns of the views that it sees; the hashes are sha256 in hex.

    `warning` is shown wherever a result is shown. `features` places the cells of the last convolution and is None where its
    class maps have no closed form; `attention` places the spatial attention, None for a network without it. `explanations`
    are the names of the maps that beat the control when they were measured, the best first. `likeness` knows the views that
    it learned from; None in a card that does not tell.
    """

    name: str
    network: str
    size: tuple[int, int]
    threshold: float
    warning: str
    trained: str | None
    network_hash: str
    self_test_hash: str
    tolerance: float
    outputs: Mapping[str, tuple[int, ...]]
    attention: Place | None
    features: Place | None
    dense: Mapping[str, DenseWeights]
    has_gradient: bool
    explanations: tuple[str, ...] = ()
    likeness: Likeness | None = None
    stated: Mapping[str, Any] = field(default_factory=dict)

    @property
    def identity(self) -> str:
        """The name under which predictions are kept: the model's name and 8 digits of its network's hash."""
        return identity_of(self.name, self.network_hash)


def identity_of(name: str, network_hash: str) -> str:
    """A model's name, as far as a file may be called so, and 8 digits of its network's hash."""
    return f"{_UNSAFE.sub('_', name).strip('._') or 'model'}-{network_hash[:8]}"


def compose_card(described: Described, files: Mapping[str, bytes]) -> bytes:
    """The bytes of card.json for a network and its files, each named by its hash; docs/training.md describes every key."""
    rows, columns = described.size
    maps: dict[str, Any] = {"features": {**asdict(described.features), "closed_form": described.closed_form}}
    if described.attention is not None:
        maps["spatial_attention"] = asdict(described.attention)
    card = {
        "schema": SCHEMA,
        "name": described.name,
        "network": described.network,
        "classes": [str(one) for one in CLASSES],
        "input": {"shape": [1, columns, rows, 1], "rows": rows, "columns": columns, "layout": "transposed: [1, columns, rows, 1]"},
        "normalisation": "min-max of the whole view (Eq 1); a constant view is all zeros",
        "top2_threshold": described.threshold,
        "signatures": {
            "classify": {"inputs": ["picture"], "outputs": {name: list(shape) for name, shape in described.outputs.items()}},
            "input_gradient": {"inputs": ["picture", "pooled_gradient"], "outputs": {"gradient": [columns, rows, 1]}},
        },
        "maps": maps,
        "dense": {layer: asdict(place) for layer, place in described.dense.items()},
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
        "selftest": {"file": SELF_TEST, "tolerance": described.tolerance},
        **described.facts,
    }
    return _laid_out(card)


def record_map_bar(folder: Path, measured: Mapping[str, Any]) -> None:
    """Write into a model's card how its maps were measured, with the names of those that explain; NotSaved where the disk refuses."""
    amend_card(folder, {"map_bar": measured})


def amend_card(folder: Path, more: Mapping[str, Any]) -> None:
    """Put more into a model's card; NotSaved where the disk refuses."""
    path = folder / CARD
    content = content_of(path, LARGEST_CARD)
    amended = _laid_out(json.loads(content) | dict(more))
    durable.write(path, amended, root=folder, expected=durable.sha256(content), keep_versions=False)
    (folder / durable.LOCK).unlink(missing_ok=True)  # a model folder is handed on as it is


def training_settings(folder: Path) -> Mapping[str, Any] | None:
    """The settings by which the model of this folder was trained; None where its card does not tell."""
    try:
        settings = json.loads(content_of(folder / CARD, LARGEST_CARD))["training"]["settings"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return settings if isinstance(settings, dict) else None


def _laid_out(card: Mapping[str, Any]) -> bytes:
    return (json.dumps(card, indent=2, ensure_ascii=False, default=float) + "\n").encode()


def read_card(folder: Path) -> ModelCard:
    """The card of a model folder; ModelError says what is missing or wrong in it."""
    stated = stated_card(folder)
    try:
        return _card(stated)
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError, RecursionError) as problem:
        raise card_error(folder, problem) from problem


def stated_card(folder: Path) -> Any:
    """What card.json says, as JSON; ModelError where it cannot be read."""
    name = folder.name or str(folder)
    try:
        with opened(folder / CARD) as file:
            content = file.read(LARGEST_CARD + 1)
    except FileNotFoundError:
        raise ModelError(name, "it holds no card.json.") from None
    except OSError as problem:
        raise ModelError(name, "card.json cannot be read ({reason}).", reason=reason_of(problem)) from problem
    if len(content) > LARGEST_CARD:
        raise ModelError(name, "card.json is larger than {limit} MiB.", limit=LARGEST_CARD >> 20)
    try:
        return json.loads(content, parse_constant=_no_constant)
    except (ValueError, RecursionError) as problem:
        raise card_error(folder, problem) from problem


def card_error(folder: Path, problem: Exception) -> ModelError:
    """The ModelError for a card that breaks a rule."""
    said = Sentence("{field} is missing", field=str(problem.args[0])) if isinstance(problem, KeyError) else told(problem)
    reason = said if isinstance(said, Sentence) else said[:200]
    return ModelError(folder.name or str(folder), "card.json breaks a rule ({reason}).", reason=reason)


def card_text(content: Mapping[str, Any]) -> bytes:
    """The bytes of a card; ValueError for a number that JSON does not have."""
    return (json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False, default=float) + "\n").encode()


def _card(stated: Mapping[str, Any]) -> ModelCard:
    if stated["schema"] != SCHEMA:
        raise RuleError("schema {found} is not {wanted}", found=repr(stated["schema"])[:80], wanted=SCHEMA)
    if list(stated["classes"]) != [str(one) for one in CLASSES]:
        raise RuleError("the classes are {classes}", classes=repr(stated["classes"])[:100])
    rows, columns = _size(stated["input"])
    classify = stated["signatures"]["classify"]["outputs"]
    outputs = {checked_text(name, 64): tuple(_whole(length, 1 << 20) for length in shape) for name, shape in classify.items()}
    if outputs.get("probabilities") != (3,):
        raise RuleError("the network does not give three probabilities")
    files = stated["files"]
    maps = stated.get("maps", {})
    return ModelCard(
        name=checked_text(stated["name"], 64),
        network=checked_text(stated.get("network", ""), 64),
        size=(rows, columns),
        threshold=checked_number(stated["top2_threshold"], 0.0, 1.0),
        warning=recognised(checked_text(stated.get("warning", ""), 500), tuple(WARNINGS.values())),
        trained=trained_at(stated.get("training")),
        network_hash=checked_hash(files[NETWORK]),
        self_test_hash=checked_hash(files[SELF_TEST]),
        tolerance=checked_number(stated["selftest"].get("tolerance", 0.0), 0.0, 1.0),
        outputs=outputs,
        attention=_place(maps.get("spatial_attention")) if "spatial_attention" in outputs else None,
        features=_place(maps["features"]) if maps.get("features", {}).get("closed_form") is True else None,
        dense=_dense(stated.get("dense", {}), outputs),
        has_gradient="input_gradient" in stated["signatures"],
        explanations=_explanations(stated.get("map_bar", {})),
        likeness=Likeness.from_json(stated["likeness"]) if (rows, columns) == (ROWS, COLUMNS) and "likeness" in stated else None,
        stated=dict(stated),
    )


def _size(stated: Mapping[str, Any]) -> tuple[int, int]:
    rows, columns = _whole(stated["rows"], LARGEST_SIDE), _whole(stated["columns"], LARGEST_SIDE)
    if min(rows, columns) < 1 or list(stated["shape"]) != [1, columns, rows, 1]:
        raise RuleError("the input {shape} is not [1, columns, rows, 1]", shape=repr(stated["shape"])[:80])
    return rows, columns


def _dense(stated: Mapping[str, Any], outputs: Mapping[str, tuple[int, ...]]) -> dict[str, DenseWeights]:
    """The dense layers, empty where the card does not name all three; ValueError where they do not fit one another."""
    if not stated:
        return {}
    found = {}
    for layer in LAYERS:
        one = stated[layer]
        rows, columns = (_whole(length, 1 << 24) for length in one["shape"])
        scales = tuple(checked_number(scale, 0.0, 1e6) for scale in one["scales"])
        if one["dtype"] not in ("int8", "float32") or len(scales) not in (1, rows):
            raise RuleError("the weights of {layer} are not described", layer=layer)
        found[layer] = DenseWeights(_whole(one["offset"], 1 << 40), (rows, columns), one["dtype"], scales)
    widths = (math.prod(outputs["pooled"]), *outputs["hidden1"], *outputs["hidden2"], 3)
    chain = [found[layer].shape for layer in LAYERS]
    if chain != [(made, taken) for taken, made in pairwise(widths)]:
        raise RuleError("the dense layers do not fit one another")
    return found


def _explanations(stated: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(checked_text(name, 32) for name in stated.get("explanations", ()))


def trained_at(stated: Any) -> str | None:
    """When the training of a card ended; None where it does not say."""
    when = stated.get("finished") if isinstance(stated, dict) else None
    return checked_text(when, 40) if when is not None else None


def _place(stated: Any) -> Place | None:
    return None if stated is None else Place(_whole(stated["stride"], 1024, 1), _whole(stated["offset"], 4096, -4096))


def checked_text(value: Any, longest: int) -> str:
    """A printable text of a card; RuleError for anything else."""
    if not isinstance(value, str) or len(value) > longest or not value.isprintable():
        raise RuleError("{value} is no text of up to {longest} letters", value=repr(str(value)[:40]), longest=longest)
    return value


def checked_hash(value: Any) -> str:
    """A sha256 in hexadecimal; RuleError for anything else."""
    if not isinstance(value, str) or not _HASH.match(value):
        raise RuleError("a hash is not 64 hexadecimal digits")
    return value


def _whole(value: Any, highest: int, lowest: int = 0) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
        text = "{value} is no whole number from {lowest} to {highest}"
        raise RuleError(text, value=str(value)[:40], lowest=lowest, highest=highest)
    return value


def checked_number(value: Any, lowest: float, highest: float) -> float:
    """A number of a card between two; RuleError for anything else."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not lowest <= value <= highest:
        text = "{value} is no number from {lowest} to {highest}"
        raise RuleError(text, value=str(value)[:40], lowest=f"{lowest:g}", highest=f"{highest:g}")
    return float(value)


def _no_constant(name: str) -> float:
    raise RuleError("{value} is no number", value=name)
