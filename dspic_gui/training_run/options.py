"""What can be chosen of a training: ONE table, from which both the command line of `dspic train` and the window's form are made."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dspic_gui.sentence import Sentence

Value = bool | int | float | str | None
Values = Mapping[str, Value]
"""What is chosen, by the names of the options."""

NEEDED = ("tensorflow", "keras", "safetensors")
"""The packages of the extra `training` without which no training starts."""
WATCHED = ("--json", "--watched")
"""What the window adds to a command line that it starts."""

LEAKS = Sentence("Split by image: views of one patient stand in several parts, so the scores flatter the network.")

_INITIALISERS = ("glorot_uniform", "glorot_normal", "he_uniform", "he_normal")
_NETWORKS_TEXT = "dSPIC-AM, dSPIC-RM, SI_CLF, SI_CLF+AM, SI_CLF+RM, SI_CLF+AM+RM, AlexNet, dSPIC-AM without pooling"
_NETWORKS = tuple(_NETWORKS_TEXT.split(", "))


@dataclass(frozen=True, slots=True)
class Option:
    """A row. `setting` is where settings.json keeps it, empty where it does not; `choices` bind unless `free`.

    Numbers are `least` or more. `advanced` options leave what the paper says; `train_only` ones are not shared with `dspic paper`.
    `of_lesions`: the default of a network that finds lesions, where it has another one.
    """

    name: str
    kind: type
    default: Value
    help: Sentence
    setting: str = ""
    choices: tuple[str, ...] = ()
    free: bool = False
    advanced: bool = False
    train_only: bool = False
    least: int = 0
    of_lesions: Value = None

    @property
    def flag(self) -> str:
        """How it is written on the command line."""
        return "--" + self.name.replace("_", "-")

    def words(self, value: Value) -> list[str]:
        """The option with this value on a command line; nothing for the default."""
        if value == self.default or value is None:
            return []
        return [self.flag] if self.kind is bool else [self.flag, repr(value) if isinstance(value, float) else str(value)]


def _option(name: str, kind: type, default: Value, template: str, **more: Any) -> Option:
    return Option(name, kind, default, Sentence(template), **{"setting": name, **more})


def _deviation(name: str, kind: type, default: Value, template: str, **more: Any) -> Option:
    return Option(name, kind, default, Sentence(template), **{"setting": f"deviations.{name}", "advanced": True, **more})


def _advanced(name: str, kind: type, default: Value, template: str, **more: Any) -> Option:
    return Option(name, kind, default, Sentence(template), **{"setting": name, "advanced": True, **more})


OPTIONS: tuple[Option, ...] = (
    _option("labels", str, "consensus", "consensus, truth, or a reader's name"),
    _option("provisional", bool, False, "take in provisional and disputed answers too, which are left out without it"),
    _option("split", str, "patient", "by image leaks, as the paper's split did, and is marked so", choices=("patient", "image")),
    _option("network", str, "dSPIC-AM", _NETWORKS_TEXT, choices=_NETWORKS, free=True, train_only=True),
    _option("data", str, "D_1", "no augmentation, transforms, or generated pictures", choices=("D_1", "D_2", "D_3"), train_only=True),
    _option("head", str, "2x8", "what lies before the dense layers", choices=("table3", "pool3", "6x6", "2x8", "gap")),
    _option("epochs", int, 300, "passes over the training part", least=1),
    _option("batch", int, 8, "pictures a step", least=1, train_only=True, of_lesions=4),
    _option("lr", float, 1e-4, "Adam's learning rate", setting="rate", of_lesions=2.5e-3),
    _option("steps", int, None, "budget of steps for the whole training", of_lesions=20_000),
    _option("seed", int, 0, "decides split, order, weights and augmentation"),
    _option("name", str, None, "name of the model in its card (default: the network's)", setting="", train_only=True),
    _advanced("patience", int, 20, "stop after so many epochs without a better validation loss; 0 for never"),
    _advanced("schedule", str, "constant", "how the learning rate goes on after the warm-up", choices=("constant", "cosine")),
    _advanced("warm_up", int, 0, "epochs of rising learning rate"),
    _deviation("initialiser", str, "glorot_uniform", "how the weights are drawn at the start", choices=_INITIALISERS),
    _deviation("batch_normalisation", bool, False, "normalise after every convolution"),
    _deviation("dropout", float, 0.0, "share of the dense units left out in a step"),
    _deviation(
        "refined_product", bool, False, "multiply with the channel-refined map as CBAM does, where Eq 6 multiplies with the map itself"
    ),
    _advanced("weight_decay", float, 0.0, "AdamW instead of Adam", of_lesions=0.01),
    _advanced("smoothing", float, 0.0, "label smoothing"),
    _advanced("clip", float, 0.0, "limit of the gradient's norm"),
    _advanced("class_weights", bool, False, "weigh classes by the inverse of their counts"),
    _advanced("natural_shares", bool, False, "take the classes' changed shares after augmentation back out of the probabilities"),
    _advanced("vary", bool, False, "draw new transforms for every picture in every epoch"),
    _advanced("vary_counts", bool, False, "draw other counts and hot spots that are no bone for every picture in every epoch"),
    _advanced("coarse", float, 0.0, "share of the steps, the first ones, that learn from pictures of half the size (0 for none)"),
    _advanced(
        "precision",
        str,
        "float32",
        "numbers of the layers; mixed_bfloat16 pays on GPUs and on processors with AMX or AVX-512 BF16",
        choices=("float32", "mixed_bfloat16"),
    ),
    _advanced(
        "start_from",
        str,
        None,
        "weights to go on from: weights.safetensors of another run, its folder or its model folder",
        train_only=True,
    ),
    _advanced("devices", str, None, "GPU:0,GPU:1 for several devices, “hosts” for the cluster in TF_CONFIG", setting=""),
)
LESION_OPTIONS = ("labels", "provisional", "batch", "lr", "steps", "seed", "weight_decay", "precision", "start_from")
"""The options that a network which finds lesions knows too, its name in the card apart."""
KINDS = ("view", "lesions")
LEFT_OUT = ("mirror", "regions", "pair")
OWN = ("labels", "provisional", "split", "seed", "name", "start_from", "devices")
"""What belongs to a dataset or a machine: a preset leaves it as it is."""


def add_options(parser: argparse.ArgumentParser, options: Iterable[Option] = OPTIONS) -> None:
    """Describe these options to a command line's parser."""
    for option in options:
        if option.kind is bool:
            parser.add_argument(option.flag, action="store_true", help=option.help)
            continue
        choices = option.choices if option.choices and not option.free else None
        default = option.default if option.of_lesions is None else None
        parser.add_argument(option.flag, type=option.kind, default=default, choices=choices, help=_with_defaults(option))


def _with_defaults(option: Option) -> str:
    """The help of an option; its default too where a network that finds lesions has another one."""
    if option.of_lesions is None:
        return option.help
    usual = "none" if option.default is None else option.default
    return f"{option.help} (default: {usual}; of a network that finds lesions: {option.of_lesions})"


def defaults() -> dict[str, Value]:
    """The paper's settings."""
    return {option.name: option.default for option in OPTIONS}


def command_words(dataset: Path, out: Path, values: Values) -> list[str]:
    """The words after `dspic` that start this training."""
    chosen = [word for option in OPTIONS for word in option.words(values.get(option.name, option.default))]
    return ["train", str(dataset), str(out), *chosen]


def shared_words(values: Values) -> list[str]:
    """What is chosen, of the options that `dspic paper` knows too, as words of its command line."""
    return [word for option in OPTIONS if not option.train_only for word in option.words(values.get(option.name, option.default))]


def settings_of(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is chosen as the names of a training's settings, and its deviations apart; what is not named stays out."""
    settings: dict[str, Any] = {}
    deviations: dict[str, Any] = {}
    for option in OPTIONS:
        if option.setting and option.name in values:
            group, _, name = option.setting.rpartition(".")
            given = values[option.name]
            (deviations if group else settings)[name] = option.default if given is None else given
    return settings, deviations


def lesion_settings_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same for a network that finds lesions; ValueError names an option that says nothing to it."""
    settings: dict[str, Any] = {"leave_out": values.get("leave_out") or ""}
    for option in OPTIONS:
        if option.name not in values or not option.setting:
            continue
        given = values[option.name]
        if option.name in LESION_OPTIONS:
            settings[option.setting] = option.of_lesions if given is None else given
        elif given not in (None, option.default):
            raise ValueError(option.flag)
    return settings


def values_of(content: Mapping[str, Any]) -> dict[str, Value]:
    """What a run's settings say of the options; those that they do not name keep their defaults."""
    found = defaults()
    for option in OPTIONS:
        group, _, name = option.setting.rpartition(".")
        place = content.get(group, {}) if group else content
        if option.setting and isinstance(place, Mapping) and name in place:
            found[option.name] = place[name]
    return found


def same_settings(values: Values, content: Mapping[str, Any]) -> bool:
    """Whether a run with these settings is what is chosen, so that the command would take it up."""
    there = values_of(content)
    return all(values.get(option.name, option.default) == there[option.name] for option in OPTIONS if option.setting)


def paper_values(values: Values) -> dict[str, Value]:
    """What is chosen, with everything as in the paper but what belongs to the dataset or the machine."""
    return {**defaults(), **{name: values.get(name) for name in OWN}}


def trained_values(settings: Mapping[str, Any], values: Values) -> dict[str, Value]:
    """What is chosen, with the settings by which a model was trained."""
    return {**values_of(settings), **{name: values.get(name) for name in OWN}}


def missing_package() -> str | None:
    """The first package that a training needs and that is not installed; nothing is imported to find out."""
    return next((name for name in NEEDED if find_spec(name) is None), None)
