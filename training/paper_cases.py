"""Figures 12 and 13: views that dSPIC-AM takes for another class, and views that show both diseases, with what was said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dspic_gui.csv_table import read_csv
from dspic_gui.disease import CLASSES, Answer, Disease
from dspic_gui.reading import Lesion
from dspic_gui.shape import Foreign
from training.dataset import ExampleSet
from training.leak import WARNING
from training.paper import Row
from training.paper_page import drawing, drawn_rows, png

ERRORS = (
    ("a", Answer.NORMAL, Answer.ARTHRITIC),
    ("b", Answer.METASTATIC, Answer.NORMAL),
    ("c", Answer.ARTHRITIC, Answer.NORMAL),
)
"""What the paper shows in Figure 12: the panel, what is true, and what was said."""
MOST_BOTH = 2
"""How many views Figure 13 shows, as the paper does."""
Marks = Mapping[tuple[str, str], Sequence[Lesion]]
"""The lesions of each view, by study and view."""


@dataclass(frozen=True, eq=False)
class Case:
    """A view of the test part: `place` among its examples, what is true, what was said, and how probable each class."""

    place: int
    study: str
    view: str
    truth: Answer
    said: Answer
    probabilities: tuple[float, ...]


def case_figures(
    rows: Sequence[Row], test: ExampleSet, marks: Marks, leaking: bool = False
) -> dict[str, bytes]:
    """Figures 12 and 13 as PNG, of dSPIC-AM on D_2; empty where it has not been run, without a figure that has no view to show."""
    own, _ = drawn_rows(rows)
    if own is None:
        return {}
    cases = read_cases(own, test)
    chosen = {"figure12": misclassified(cases), "figure13": both_diseases(cases)}
    warning = WARNING if leaking else ""
    return {
        name: png(_panels(found, test, marks, name == "figure13"), warning)
        for name, found in chosen.items()
        if found
    }


def read_cases(row: Row, test: ExampleSet) -> list[Case]:
    """What was said of each view of the test part, by the row's predictions.csv."""
    places = {(one.study, one.view): place for place, one in enumerate(test.examples)}
    lines = [line for line in read_csv(row.folder / "predictions.csv") if (line["study"], line["view"]) in places]
    return [
        Case(
            places[line["study"], line["view"]], line["study"], line["view"], Answer(line["truth"]), Answer(line["said"]),
            tuple(float(line[str(name)]) for name in CLASSES),
        )
        for line in lines
    ]  # fmt: skip


def misclassified(cases: Iterable[Case]) -> list[tuple[str, Case]]:
    """For each of the paper's three kinds of error the most confident one, with its title."""
    found, everything = [], list(cases)
    for panel, truth, said in ERRORS:
        wrong = [one for one in everything if (one.truth, one.said) == (truth, said)]
        if wrong:
            worst = max(wrong, key=lambda one: (max(one.probabilities), one.study, one.view))
            found.append(
                (f"{panel}: {truth}, said to be {said} ({max(worst.probabilities):.2f})", worst)
            )
    return found


def both_diseases(cases: Iterable[Case]) -> list[tuple[str, Case]]:
    """The views that show both diseases in which the network is surest, with its two first classes."""
    both = sorted(
        (one for one in cases if one.truth is Answer.BOTH), key=lambda one: -max(one.probabilities)
    )[:MOST_BOTH]
    return [(_two_first(one), one) for one in both]


def _two_first(case: Case) -> str:
    ranked = sorted(zip(case.probabilities, CLASSES, strict=True), key=lambda pair: -pair[0])
    return "\n".join(
        f"Top-{place}: {name} {value:.2f}"
        for place, (value, name) in enumerate(ranked[:2], start=1)
    )


def _panels(
    shown: Sequence[tuple[str, Case]], test: ExampleSet, marks: Marks, outlined: bool
) -> Any:
    figure, places = drawing(len(shown), 1, (2.6, 7.4))
    for place, (title, case) in zip(places, shown, strict=True):
        picture: NDArray[np.float32] = test.inputs[case.place].T
        place.imshow(
            np.clip(picture / max(float(np.percentile(picture, 99.9)), 1e-6), 0, 1),
            cmap="gray_r",
            aspect="equal",
        )
        place.set_title(title, fontsize=8)
        place.axis("off")
        for lesion in marks.get((case.study, case.view), ()) if outlined else ():
            _outline(place, lesion)
    return figure


def _outline(place: Any, lesion: Lesion) -> None:
    """A metastasis in a rectangle, an arthritis in an ellipse, as the paper delineates them."""
    from matplotlib.patches import Ellipse, Rectangle

    if isinstance(lesion.shape, Foreign) or lesion.disease is None:
        return
    left, top, right, bottom = lesion.shape.bounds
    look: dict[str, Any] = {
        "fill": False,
        "linewidth": 1.2,
        "edgecolor": "crimson" if lesion.disease is Disease.METASTASIS else "royalblue",
    }
    if lesion.disease is Disease.METASTASIS:
        place.add_patch(Rectangle((left - 2, top - 2), right - left + 4, bottom - top + 4, **look))
    else:
        place.add_patch(
            Ellipse(
                ((left + right) / 2, (top + bottom) / 2), right - left + 6, bottom - top + 6, **look
            )
        )
