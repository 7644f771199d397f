"""Tables 1, 2 and 4-9 from the rows that have been run, our figures beside the paper's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dspic_gui.csv_table import csv_text
from dspic_gui.disease import Answer
from dspic_gui.network.build import PLANS
from dspic_gui.network.outline import outline, weight_count
from dspic_gui.network.plan import Convolution, Head, Pooling
from training.augment import PAPER_D_1, PAPER_D_2, PAPER_D_3, wanted_counts
from training.leak import marked
from training.paper import COMPARED, WITHOUT_POOLING, Row
from training.paper_figures import AREAS, AS_PRINTED, AVERAGES, BY_CLASS, IN_FIGURE_10, NOTES, Scores

SCORES = ("label accuracy", "macro precision", "macro sensitivity", "macro specificity", "macro f1")
TITLES = ("Accuracy", "Precision", "Sensitivity", "Specificity", "F-1 score")
NOT_RUN = "not run yet"


@dataclass(frozen=True)
class Table:
    """A table of text: `name` is its file, `title` what stands above it, `note` what is to be said below it."""

    name: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def as_csv(self, leaking: bool = False) -> str:
        """The table as RFC 4180 text; where the split leaks, its first column says so."""
        return csv_text(marked([self.header, *self.rows], leaking))


def all_tables(rows: Sequence[Row], facts: Mapping[str, Any]) -> tuple[Table, ...]:
    """Every table; rows that have not been run say so."""
    found = {(row.experiment.network, row.experiment.data, row.experiment.batch): row for row in rows}
    return (
        _augmented("table1", "Table 1: the augmented dataset D_2", PAPER_D_2, facts, AS_PRINTED["table1"]),
        _augmented("table2", "Table 2: the augmented dataset D_3", PAPER_D_3, facts, AS_PRINTED["table2"]),
        _parameters(found, facts),
        _averages("table5", "Table 5: dSPIC-AM", [found["dSPIC-AM", data, 8] for data in ("D_1", "D_2", "D_3")]),
        _averages("table6", "Table 6: dSPIC-RM", [found["dSPIC-RM", data, 8] for data in ("D_1", "D_2", "D_3")]),
        _structures(facts["settings"]["head"]),
        _areas([found[network, "D_2", 8] for network in COMPARED]),
        _averages("table9", "Table 9: with and without pooling", [found[name, "D_2", 8] for name in ("dSPIC-AM", WITHOUT_POOLING)]),
        replace(
            _averages("figure10", "Figure 10: all classifiers on D_2", [found[network, "D_2", 8] for network in COMPARED], IN_FIGURE_10),
            note=NOTES["figure10"],
        ),
        _by_class(found["dSPIC-AM", "D_2", 8]),
    )


def value_text(row: Row, name: str) -> str:
    """A figure with its 95 % interval."""
    if row.scores is None:
        return NOT_RUN
    entry = row.scores["scores"][name]
    if entry["value"] is None:
        return "–"
    return f"{entry['value']:.4f} ({entry['low']:.3f}–{entry['high']:.3f})"


def _augmented(name: str, title: str, table: Mapping[Answer, int], facts: Mapping[str, Any], printed: Sequence[float]) -> Table:
    """A table of the augmented data; where the paper prints the shares they stand as it prints them."""
    before = {answer: int(facts["training_counts"][str(answer)]) for answer in Answer}
    after = wanted_counts(before, dict(table))
    rows = []
    for what, counts in (
        ("paper, before", PAPER_D_1),
        ("paper, after", table),
        ("our training part, before", before),
        ("our training part, after", after),
    ):
        total = sum(counts.values())
        shares = printed if what == "paper, after" else [100 * counts[answer] / max(total, 1) for answer in Answer]
        rows.append((what, *(f"{counts[answer]} ({share:.1f} %)" for answer, share in zip(Answer, shares, strict=True)), str(total)))
    return Table(name, title, ("samples", *map(str, Answer), "all"), tuple(rows), NOTES.get(name, ""))


def _parameters(found: Mapping[tuple[str, str, int], Row], facts: Mapping[str, Any]) -> Table:
    settings = facts["settings"]
    rows = [
        ("learning rate", "0.0001", str(settings["rate"])),
        ("optimiser", "Adam", "AdamW" if settings["weight_decay"] else "Adam"),
        ("batch size", "8/16", "8 and 16"),
        ("epochs", "300", f"{settings['epochs']}" + (f", at most {settings['steps']} steps" if settings["steps"] else "")),
        ("stop after epochs without a better validation loss", "not said", str(settings["patience"] or "never")),
    ]
    for network in ("dSPIC-AM", "dSPIC-RM"):
        for batch in (8, 16):
            row = found[network, "D_2", batch]
            seconds = row.seconds_per_epoch
            ours = NOT_RUN if seconds is None else f"accuracy {value_text(row, 'label accuracy')}, {seconds:.0f} s per epoch"
            rows.append((f"{network} on D_2, batch {batch}", "not said", ours))
    return Table("table4", "Table 4: parameters, batch 8 against 16, seconds per epoch", ("parameter", "paper", "ours"), tuple(rows))


def _averages(name: str, title: str, chosen: Sequence[Row], printed: Mapping[tuple[str, str], Scores] = AVERAGES) -> Table:
    rows = []
    for row in chosen:
        key = (row.experiment.network, row.experiment.data)
        rows.append((row.experiment.network, row.experiment.data, "paper", *(f"{value:.4f}" for value in printed[key]), _paper_area(key)))
        rows.append((row.experiment.network, row.experiment.data, "ours", *(value_text(row, score) for score in (*SCORES, "auc macro"))))
    return Table(name, title, ("network", "data", "whose", *TITLES, "AUC"), tuple(rows))


def _paper_area(key: tuple[str, str]) -> str:
    return f"{AREAS[key[0]]:.4f}" if key[1] == "D_2" and key[0] in AREAS else "–"


def _areas(chosen: Sequence[Row]) -> Table:
    rows = tuple((row.experiment.network, f"{AREAS[row.experiment.network]:.4f}", value_text(row, "auc macro")) for row in chosen)
    return Table("table8", "Table 8: AUC on D_2", ("network", "paper", "ours"), rows)


def _by_class(row: Row) -> Table:
    rows = []
    for name, printed in BY_CLASS.items():
        rows.append((name, "paper", *(f"{value:.4f}" for value in printed)))
        rows.append((name, "ours", *(value_text(row, f"{name} {score}") for score in ("precision", "sensitivity", "specificity", "f1"))))
    return Table("figure9", "Figure 9a: dSPIC-AM on D_2 by class", ("class", "whose", *TITLES[1:]), tuple(rows), NOTES["figure9"])


def _structures(head: str) -> Table:
    rows = []
    for plan in PLANS.values():
        printed, ours = (weight_count(outline(plan, Head(one))) for one in ("table3", head))
        text = "; ".join(_layer_text(layer) for layer in plan.trunk)
        rows.append((plan.name, plan.source, text, str(plan.dense), f"{printed / 1e6:,.1f} M", f"{ours / 1e6:,.1f} M"))
    header = ("network", "printed in", "trunk", "dense", "weights as printed", f"weights with the {head} head")
    return Table("table7", "Table 7: structures", header, tuple(rows))


def _layer_text(layer: Any) -> str:
    match layer:
        case Convolution(kernel, channels, stride, padding):
            return f"{kernel} x {kernel}, {channels}, S = {stride}, P = {padding}"
        case Pooling(size, stride):
            return f"MaxPool({size}), S = {stride}"
    return {"Attention": "AM", "Residual": "RM"}[type(layer).__name__]
