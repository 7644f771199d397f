"""Figures 8-13 as PNG and one HTML page with every table and a plain statement of what differs from the paper."""

from __future__ import annotations

import html
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dspic_gui.csv_table import read_csv
from training.leak import WARNING
from training.paper import COMPARED, Row, collected
from training.paper_figures import AVERAGES, BY_CLASS
from training.paper_repeats import comparisons, comparisons_table, repeated_rows, seeds_table
from training.paper_tables import SCORES, TITLES, Table, all_tables
from training.settings import Settings
from training.store import write_file

_STYLE = (
    "body{font:15px/1.5 sans-serif;max-width:76em;margin:2em auto;padding:0 1em;color:#222}"
    "table{border-collapse:collapse;margin:.6em 0 2em}td,th{border:1px solid #bbb;padding:.25em .6em;text-align:left;font-size:13px}"
    "th{background:#eee}img{max-width:100%;margin:.5em 0 2em}"
)


def write_page(out: Path, facts: Mapping[str, Any], cases: Mapping[str, bytes] | None = None) -> None:
    """Write the tables as CSV, the figures as PNG and index.html, from the rows that have been run so far.

    `cases` are Figures 12 and 13, which are drawn from the scans themselves; without them those that lie there already are shown.
    """
    rows = collected(out)
    tables = (*all_tables(rows, facts), seeds_table(repeated_rows(out, facts)), comparisons_table(comparisons(out)))
    for table in (*tables, *points(rows)):
        write_file(out / "tables" / f"{table.name}.csv", table.as_csv(facts["leaking"]))
    pictures = {**figures(rows, facts["leaking"]), **(cases or {})}
    for name, picture in pictures.items():
        write_file(out / "figures" / f"{name}.png", picture)
    there = [name for name in ("figure12", "figure13") if name not in pictures and (out / "figures" / f"{name}.png").exists()]
    write_file(out / "index.html", _page(tables, [*pictures, *there], rows, facts))


def drawn_rows(rows: Sequence[Row]) -> tuple[Row | None, list[Row]]:
    """The row of Figures 8 and 9, and those of Figures 10 and 11, as far as they have been run."""
    found = {row.experiment.network: row for row in rows if row.scores and row.experiment.data == "D_2" and row.experiment.batch == 8}
    return found.get("dSPIC-AM"), [found[name] for name in COMPARED if name in found]


def points(rows: Sequence[Row]) -> list[Table]:
    """What Figures 8, 9b and 11 are drawn from, as tables; the numbers of 9a and 10 are among `all_tables`."""
    own, compared = drawn_rows(rows)
    said: list[Table] = []
    if own:
        curve = tuple(tuple(str(value) for value in one.values()) for one in own.history)
        said.append(Table("figure8-curves", "Figure 8: loss and accuracy", tuple(own.history[0]), curve))
        pairs = tuple((name, f"{x:.6f}", f"{y:.6f}") for name, false, true in _rocs(own) for x, y in zip(false, true, strict=True))
        said.append(Table("figure8-roc", "Figure 8: ROC", ("output", "false positive rate", "true positive rate"), pairs))
    for name, chosen in (("figure9b", [own] if own else []), ("figure11", compared)):
        if chosen:
            cells = tuple(cell for row in chosen for cell in _cells(row))
            said.append(Table(name, f"Figure {name[6:]}: confusion", ("network", "true", "said", "views"), cells))
    return said


def figures(rows: Sequence[Row], leaking: bool = False) -> dict[str, bytes]:
    """Figures 8-11 as PNG, of the rows that have been run; an empty dict where none has. Above each stands that its split leaks."""
    own, compared = drawn_rows(rows)
    drawn: dict[str, Any] = {}
    if own:
        drawn["figure8"] = _curves(own)
        drawn["figure9"] = _classes(own)
    if compared:
        drawn["figure10"] = _bars(compared)
        drawn["figure11"] = _confusions(compared)
    return {name: png(figure, WARNING if leaking else "") for name, figure in drawn.items()}


def drawing(columns: int, rows: int = 1, size: tuple[float, float] = (5.0, 4.0)) -> tuple[Any, Any]:
    """A figure with so many places, and the places; `size` in inches of each."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib.figure import Figure

    figure = Figure((size[0] * columns, size[1] * rows), layout="constrained")
    return figure, np.atleast_1d(figure.subplots(rows, columns)).ravel()


def png(figure: Any, warning: str) -> bytes:
    """The figure as a PNG file, with a warning above it."""
    if warning:
        figure.suptitle(warning, color="firebrick", fontsize=11, wrap=True)
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=110, metadata={"Software": None})
    return stream.getvalue()


def _curves(row: Row) -> Any:
    """Figure 8: loss and accuracy by epoch, and the ROC of each output."""
    figure, (loss, accuracy, roc) = drawing(3)
    epochs = [one["epoch"] for one in row.history]
    for axes, name in ((loss, "loss"), (accuracy, "accuracy")):
        axes.plot(epochs, [one[name] for one in row.history], label="training")
        axes.plot(epochs, [one[f"validation_{name}"] for one in row.history], label="validation")
        axes.set(xlabel="epoch", ylabel=name)
        axes.legend()
    for name, false, true in _rocs(row):
        roc.plot(false, true, label=f"{name}: {row.value(f'auc {name}') or float('nan'):.3f}")
    roc.plot([0, 1], [0, 1], color="grey", linewidth=0.7)
    roc.set(xlabel="false positive rate", ylabel="true positive rate")
    roc.legend(title="AUC")
    return figure


def _rocs(row: Row) -> list[tuple[str, np.ndarray[Any, Any], np.ndarray[Any, Any]]]:
    """The ROC curve of each output: its name, false and true positive rates."""
    from sklearn.metrics import roc_curve

    truth, probabilities, names = _predictions(row)
    return [(name, *roc_curve(truth[:, number], probabilities[:, number])[:2]) for number, name in enumerate(names)]


def _cells(row: Row) -> list[tuple[str, str, str, str]]:
    """The confusion matrix, a cell a line."""
    assert row.scores is not None
    confusion = row.scores["confusion"]
    labels, counts = confusion["labels"], confusion["rows_truth_columns_said"]
    return [(row.experiment.network, true, said, str(counts[i][j])) for i, true in enumerate(labels) for j, said in enumerate(labels)]


def _predictions(row: Row) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], list[str]]:
    """Truth and probability per output, from the row's predictions.csv."""
    from dspic_gui.disease import CLASSES, Answer
    from dspic_gui.model.scores import holds

    names = [str(one) for one in CLASSES]
    lines = read_csv(row.folder / "predictions.csv")
    truth = holds([Answer(line["truth"]) for line in lines])
    return truth, np.array([[float(line[name]) for name in names] for line in lines]), names


def _classes(row: Row) -> Any:
    """Figure 9: the scores of each class with intervals, the paper's as lines (a); true answer by said answer (b)."""
    figure, (bars, matrix) = drawing(2, 1, (6.0, 4.2))
    assert row.scores is not None
    for number, (name, printed) in enumerate(BY_CLASS.items()):
        entries = [row.scores["scores"][f"{name} {score}"] for score in ("precision", "sensitivity", "specificity", "f1")]
        _bar_group(bars, entries, printed, name, number, len(BY_CLASS))
    _bar_axes(bars, TITLES[1:])
    _confusion(matrix, row)
    return figure


def _confusions(rows: Sequence[Row]) -> Any:
    """Figure 11: true answer by said answer."""
    columns = min(len(rows), 3)
    figure, axes = drawing(columns, -(-len(rows) // columns), (4.4, 4.2))
    for place, row in zip(axes, rows, strict=False):
        _confusion(place, row)
    for place in axes[len(rows) :]:
        place.axis("off")
    return figure


def _confusion(place: Any, row: Row) -> None:
    assert row.scores is not None
    matrix = np.array(row.scores["confusion"]["rows_truth_columns_said"])
    names = ["N", "M", "A", "M&A"]
    place.imshow(matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1), cmap="cividis", vmin=0, vmax=1)
    place.set(title=row.experiment.network, xlabel="said", ylabel="true", xticks=range(4), yticks=range(4))
    place.set_xticklabels(names)
    place.set_yticklabels(names)
    for (i, j), value in np.ndenumerate(matrix):
        share = value / max(matrix[i].sum(), 1)
        place.text(j, i, str(value), ha="center", va="center", color="black" if share > 0.6 else "white")


def _bars(rows: Sequence[Row]) -> Any:
    """Figure 10: the five averages of each network with intervals, the paper's as lines."""
    figure, (axes,) = drawing(1, 1, (11.0, 4.5))
    for number, row in enumerate(rows):
        assert row.scores is not None
        entries = [row.scores["scores"][score] for score in SCORES]
        _bar_group(axes, entries, AVERAGES[row.experiment.network, "D_2"], row.experiment.network, number, len(rows))
    _bar_axes(axes, TITLES)
    return figure


def _bar_group(axes: Any, entries: Sequence[Any], printed: Sequence[float], label: str, number: int, groups: int) -> None:
    """One bar per score, the `number`th of as many beside each other, with its interval and a line where the paper stands."""
    width = 0.8 / groups
    places = np.arange(len(entries)) + (number - (groups - 1) / 2) * width
    values = [entry["value"] or 0.0 for entry in entries]
    spread = [[max(value - (entry["low"] or value), 0) for value, entry in zip(values, entries, strict=True)]]
    spread.append([max((entry["high"] or value) - value, 0) for value, entry in zip(values, entries, strict=True)])
    axes.bar(places, values, width * 0.9, yerr=spread, capsize=2, label=label)
    axes.hlines(printed, places - width / 2, places + width / 2, color="black", linewidth=1.5)


def _bar_axes(axes: Any, titles: Sequence[str]) -> None:
    axes.set(ylim=(0, 1))
    axes.set_title("bars: ours with 95 % intervals; black lines: the paper's figures, on other data", fontsize=9)
    axes.set_xticks(range(len(titles)), titles)
    axes.legend(fontsize=8, ncols=3)


def _page(tables: Sequence[Table], pictures: Sequence[str], rows: Sequence[Row], facts: Mapping[str, Any]) -> str:
    parts = [f"<!doctype html><html lang=en><meta charset=utf-8><title>The paper's experiments</title><style>{_STYLE}</style>"]
    parts.append("<h1>The paper's experiments on this dataset</h1><p><b>Research use only. Not for diagnosis.</b></p>")
    parts.append(
        "<h2>What differs from the paper</h2><ul>" + "".join(f"<li>{html.escape(text)}</li>" for text in differences(rows, facts)) + "</ul>"
    )
    for table in tables:
        parts.append(f"<h2>{html.escape(table.title)}</h2>{_html_table(table)}")
        parts += [f"<p>{html.escape(table.note)}</p>"] if table.note else []
        if table.name == "figure10":
            parts += [f"<h2>Figure {name[6:]}</h2><img alt='{name}' src='figures/{name}.png'>" for name in pictures]
    return "\n".join(parts) + "\n"


def _html_table(table: Table) -> str:
    head = "".join(f"<th>{html.escape(cell)}</th>" for cell in table.header)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows)
    return f"<table><tr>{head}</tr>{body}</table>"


def differences(rows: Sequence[Row], facts: Mapping[str, Any]) -> list[str]:
    """What differs between these experiments and the paper's, in plain sentences."""
    settings = facts["settings"]
    missing = [row.experiment.name for row in rows if row.scores is None]
    limit = f"{settings['epochs']} epochs" + (f" and at most {settings['steps']} steps" if settings["steps"] else "")
    split = (
        "by image, so views of one patient stand in several parts (this leaks); the paper split so too, and after augmentation"
        if facts["leaking"]
        else ("7:3 by patient; the paper split by image, after augmentation, which lets a patient stand on both sides")
    )
    said = [
        f"Data: {facts['source']}, {facts['views']} views, labels by {settings['labels']}. The paper's 768 scans are not public.",
        f"Split: {split}. The test part is never augmented; the paper's was.",
        f"Head: every network has the head “{settings['head']}” before its dense layers; as printed, dSPIC has 1,732.8 million weights.",
        f"Budget: {limit}, stop after {settings['patience'] or 'no'} epochs without a better validation loss; the paper: 300 epochs.",
        "Accuracy is the share of views with the right answer of four; the other scores are means over the three outputs.",
        "Intervals: 95 %, percentiles of 1,000 draws of patients. They hold no spread over seeds; that has a table.",
        "The paper prints no t and r of Eqs 3 and 4: up to 10 pixels and 5 degrees were taken. The attention's ratio is 16.",
    ]
    named = Settings.from_json(settings).deviations_named()
    if named:
        said.append("Network and training leave the paper in: " + ", ".join(f"{name} {value}" for name, value in named.items()) + ".")
    return said + ([f"Not run yet: {', '.join(missing)}."] if missing else [])
