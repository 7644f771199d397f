"""Labelled pictures for training: read from a dataset folder or from folders of PNG by class, and split by patient."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import psutil
from numpy.typing import NDArray

from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.folder import CONSENSUS, is_dataset
from dspic_gui.disease import CLASSES, Answer
from dspic_gui.ground_truth.label_source import Labels, dataset_labels
from dspic_gui.model.network_input import network_input
from dspic_gui.plain_file import opened
from dspic_gui.scans.decoder import DecodeError
from dspic_gui.sentence import SaidError, plain, reason_of, told
from dspic_gui.study import Projection

Inputs = NDArray[np.float32]
Progress = Callable[[int, int], None]
FOLDERS: dict[str, Answer] = {
    "normal": Answer.NORMAL,
    "metastatic": Answer.METASTATIC,
    "arthritic": Answer.ARTHRITIC,
    "metastatic_arthritic": Answer.BOTH,
    "metastatic & arthritic": Answer.BOTH,
}
"""Folder names of a set of PNG files, and the answer each stands for."""
GREY = ("L", "I", "I;16", "I;16B", "I;16L", "F")
"""Pillow's modes whose numbers are grey values; those of a palette or of one bit are none."""
FEWEST_PATIENTS = 4


_NOTHING_LABELLED = (
    "{dataset} holds no labelled view. Read and consolidate some studies first; "
    "nothing was written."
)


class ExamplesError(SaidError, ValueError):
    """Labelled pictures that cannot be used for training; the text is a sentence for the person who trains."""


@dataclass(frozen=True, slots=True)
class Example:
    """What is known of a picture: its study and patient (pseudonyms), its view ("" where unknown) and its answer."""

    study: str
    patient: str
    view: str
    answer: Answer
    made: bool = False


@dataclass(frozen=True, eq=False)
class ExampleSet:
    """Examples with what the network sees of each, float32 [columns, rows] in [0, 1].

    They lie one by one, so that a split, D_2 and D_3 share them: a set takes its memory once.
    """

    examples: tuple[Example, ...]
    inputs: tuple[Inputs, ...]

    def __len__(self) -> int:
        return len(self.examples)

    @property
    def targets(self) -> NDArray[np.float32]:
        """What the three outputs should be, [examples, 3]; metastatic & arthritic is 0.5 and 0.5."""
        return np.array([target(example.answer) for example in self.examples], dtype=np.float32).reshape(len(self), len(CLASSES))

    @property
    def patients(self) -> list[str]:
        """The patient of each example."""
        return [example.patient for example in self.examples]

    @property
    def counts(self) -> dict[Answer, int]:
        """How many examples each answer has, in the order of the answers."""
        found = Counter(example.answer for example in self.examples)
        return {answer: found[answer] for answer in Answer}

    def chosen(self, indices: Sequence[int] | NDArray[np.intp]) -> ExampleSet:
        """These examples, in this order."""
        return ExampleSet(tuple(self.examples[i] for i in indices), tuple(self.inputs[i] for i in indices))

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows of each input."""
        columns, rows = self.inputs[0].shape
        return columns, rows


@dataclass(frozen=True, eq=False)
class Split:
    """The parts of a set. `leaking`: split by image, so that one patient may stand in several parts."""

    training: ExampleSet
    validation: ExampleSet
    test: ExampleSet
    leaking: bool


def target(answer: Answer) -> tuple[float, float, float]:
    """The three outputs that say exactly this answer."""
    if answer is Answer.BOTH:
        return (0.0, 0.5, 0.5)
    normal, metastatic, arthritic = (float(answer is one) for one in CLASSES)
    return (normal, metastatic, arthritic)


def load_examples(
    source: Path,
    labels: str = CONSENSUS,
    *,
    provisional: bool = False,
    progress: Progress | None = None,
    labelled: Callable[[Labels], None] = lambda labels: None,
) -> ExampleSet:
    """All labelled views of a dataset folder, or of folders of PNG by class; ExamplesError says why there are none.

    Provisional and disputed labels are left out unless `provisional` asks for them; `labelled` is told the labels of a dataset.
    """
    if not source.is_dir():
        raise ExamplesError(
            "{folder} is no folder. Nothing was written; give a dataset folder, or a folder that "
            "holds one folder of PNG per class.",
            folder=str(source),
        )
    found = _from_archive(source, labels, provisional, labelled) if is_dataset(source) else _from_folders(source)
    rows: list[Example] = []
    inputs: list[Inputs] = []
    for row, load, total in found:
        counts = load()
        if inputs and inputs[0].shape[::-1] != counts.shape:
            raise ExamplesError(
                "The views differ in size ({first} and {other} pixels). "
                "Training needs one size; nothing was written.",
                first=" x ".join(map(str, inputs[0].shape[::-1])),
                other=" x ".join(map(str, counts.shape)),
            )
        if not inputs:
            check_memory(total, counts.size)
        rows.append(row)
        inputs.append(network_input(counts))
        if progress:
            progress(len(rows), total)
    if not rows:
        raise ExamplesError(_NOTHING_LABELLED, dataset=source.name)
    return ExampleSet(tuple(rows), tuple(inputs))


def check_memory(views: int, pixels: int) -> None:
    """Refuse, before they are read or made, more views than the free memory holds."""
    needed, free = views * pixels * np.dtype(np.float32).itemsize, psutil.virtual_memory().available
    if needed > free:
        raise ExamplesError(
            "{views} views need {needed} GB of memory and this machine has {free} GB free. Nothing "
            "was written; close other programs, or train on a machine with more memory.",
            views=f"{views:,}",
            needed=f"{needed / 1e9:.1f}",
            free=f"{free / 1e9:.1f}",
        )


def check_learnable(examples: ExampleSet) -> None:
    """Refuse a set with one class only, or with too few patients to split."""
    present = [answer for answer, count in examples.counts.items() if count]
    if len(present) < 2:
        raise ExamplesError(
            "All {views} views are {answer}. A network needs at least two classes to learn from; "
            "nothing was written.",
            views=len(examples),
            answer=plain(str(present[0])),
        )
    check_patients(len(set(examples.patients)))


def check_patients(patients: int) -> None:
    """Refuse too few patients to split."""
    if patients < FEWEST_PATIENTS:
        raise ExamplesError(
            "There are {patients} patients and a split needs at least {fewest}. "
            "Read more studies first; nothing was written.",
            patients=patients,
            fewest=FEWEST_PATIENTS,
        )


def split(
    examples: ExampleSet,
    *,
    by: str = "patient",
    seed: int = 0,
    test: float = 0.3,
    validation: float = 0.15,
    fold: tuple[int, int] | None = None,
) -> Split:
    """The parts 7:3, and 15 % of the training patients for validation; patients with the same answers are spread alike.

    `fold` (number from 1, folds): the test part is that one of so many equal parts, each owner in just one of them.
    """
    check_learnable(examples)
    leaking = by == "image"
    owners = [str(i) for i in range(len(examples))] if leaking else examples.patients
    answers: dict[str, set[Answer]] = {}
    for owner, example in zip(owners, examples.examples, strict=True):
        answers.setdefault(owner, set()).add(example.answer)
    tested, validating = held_patients(answers, seed, test, validation, fold)
    part = [2 if owner in tested else 1 if owner in validating else 0 for owner in owners]
    training, held, unseen = (examples.chosen([i for i, p in enumerate(part) if p == number]) for number in range(3))
    return Split(training, held, unseen, leaking)


def held_patients(
    answers: dict[str, set[Answer]], seed: int, test: float, validation: float, fold: tuple[int, int] | None = None
) -> tuple[set[str], set[str]]:
    """Of owners with the answers of their views, those of the test part and, of the others, those of the validation part."""
    rng = np.random.default_rng([seed, 73])
    tested = _drawn(answers, test, rng) if fold is None else set(_ordered(answers, rng)[fold[0] - 1 :: fold[1]])
    if fold is not None and (not tested or len(answers) - len(tested) < 2):
        raise ExamplesError("There are more folds than patients. Nothing was written; choose fewer.")
    return tested, _drawn({owner: said for owner, said in answers.items() if owner not in tested}, validation, rng)


def _drawn(answers: dict[str, set[Answer]], share: float, rng: np.random.Generator) -> set[str]:
    """About `share` of the owners, at least one: ordered by their answers, shuffled within, then taken at even steps."""
    ordered = _ordered(answers, rng)
    wanted = max(round(len(ordered) * share), 1)
    steps = (np.arange(wanted) + rng.random()) * len(ordered) / wanted
    return {ordered[int(step)] for step in steps}


def _ordered(answers: dict[str, set[Answer]], rng: np.random.Generator) -> list[str]:
    """The owners by their answers, shuffled within."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for owner in sorted(answers):
        groups.setdefault(tuple(sorted(answers[owner])), []).append(owner)
    return [owner for key in sorted(groups) for owner in rng.permutation(groups[key]).tolist()]


Found = Iterator[tuple[Example, Callable[[], NDArray[np.generic]], int]]


def _from_folders(source: Path) -> Found:
    files = [(path, answer) for name, answer in FOLDERS.items() for path in sorted((source / name).glob("*.png"))]
    if not files:
        raise ExamplesError(
            "{folder} is neither a dataset nor a folder with PNG files under {classes}. "
            "Nothing was written; choose another folder.",
            folder=source.name,
            classes=", ".join(list(FOLDERS)[:4]),
        )
    for path, answer in files:
        words = path.stem.split("_")
        view = next((word for word in words if word in list(Projection)), "")
        yield Example(path.stem, words[0], view, answer), partial(_png, path), len(files)


def _png(path: Path) -> NDArray[np.generic]:
    from PIL import Image, UnidentifiedImageError

    try:
        with opened(path) as file, Image.open(file) as image:
            mode, pixels = image.mode, np.asarray(image)
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as problem:
        raise ExamplesError(
            "{file} cannot be read as a PNG picture ({reason}). "
            "Nothing was written; mend or remove it.",
            file=path.name,
            reason=reason_of(problem) if isinstance(problem, OSError) else str(problem),
        ) from problem
    if mode not in GREY:
        raise ExamplesError(
            "{file} is a colour picture; a scan has one grey value per pixel. "
            "Nothing was written; remove it.",
            file=path.name,
        )
    return pixels


def _from_archive(source: Path, wanted: str, provisional: bool, labelled: Callable[[Labels], None]) -> Found:
    archive = Archive(source)
    labels = labels_to_learn(archive, wanted, provisional)
    labelled(labels)
    views: dict[str, dict[Projection, NDArray[np.generic]]] = {}
    for label in labels.views:
        assert label.answer is not None

        def load(key: str = label.study.key, projection: Projection = label.projection) -> NDArray[np.generic]:
            if key not in views:
                views.clear()
                try:
                    views[key] = {side: view.counts for side, view in archive.views(key).items()}
                except DecodeError as problem:
                    raise _unusable(key, told(problem)) from problem
            return views[key][projection]

        yield Example(label.study.key, label.study.patient, label.projection, label.answer), load, len(labels.views)


def labels_to_learn(archive: Archive, source: str, provisional: bool) -> Labels:
    """The labels to learn from; ExamplesError where one cannot be read, for a training must not lose views unseen."""
    if source == CONSENSUS and not any((archive.folder / CONSENSUS).glob("*.json")):
        raise ExamplesError(
            "This dataset has no consensus yet. Run `dspic consolidate` first, or train with "
            "--labels truth or a reader's name; nothing was written."
        )
    labels = dataset_labels(archive, source, provisional=provisional, problem=_refuse)
    if not labels.views:
        name, left_out = archive.dataset.name, labels.tally.sentence
        if not left_out:
            raise ExamplesError(_NOTHING_LABELLED, dataset=name)
        raise ExamplesError(
            "{dataset} holds no labelled view. {left_out} Read and consolidate some studies first; "
            "nothing was written.",
            dataset=name,
            left_out=left_out,
        )
    return labels


def _refuse(key: str, sentence: str) -> None:
    raise ExamplesError(
        "The labels of study {study} cannot be used ({reason}). Nothing was written; "
        "run `dspic check`.",
        study=key,
        reason=sentence,
    )


def _unusable(key: str, reason: str) -> ExamplesError:
    return ExamplesError(
        "Study {study} cannot be learned from. Nothing was written. {reason}",
        study=key,
        reason=reason,
    )


def labelled(sets: Iterable[tuple[str, ExampleSet]]) -> dict[str, dict[str, int]]:
    """The counts of each answer in each named part, for tables and cards."""
    return {name: {str(answer): count for answer, count in part.counts.items()} for name, part in sets}
