"""The measured tables of docs/lesion-network.md, written from what was run: no figure is copied by hand.

`python -m tools.lesion_tables [FOLDER]` takes what the commands of the page printed with `--json` (one file of FOLDER each, named as in
`RESULTS`), keeps what the page needs of it in docs/results/lesions/, and fills the page's blocks from there and from the model's card.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tools.measured_tables import ROOT, fill, markdown
from training.commands.simulate import command_of

PAGE = "lesion-network.md"
MODEL = ROOT / "resources" / "model_lesions"
KEPT = ROOT / "docs" / "results" / "lesions"
RESULTS = ("natural", "both", "both_even", "stress", "stress_am", "burden", "subtract", "subtract_network", "ablations")
"""Of each: the file's name without .json. A result that is not there leaves its block as it stands."""
LEFT_OUT = ("wrong", "labels", "curve")
"""Lines of an evaluation that name studies or points of a curve, which no table needs."""

Row = Mapping[str, Any]


def condensed(lines: Sequence[Row]) -> list[Row]:
    """What a page needs of a command's lines; of a bone scan index the comparison alone, for studies have no place on a page."""
    figures = [line for line in lines if ("name" in line or "method" in line) and "study" not in line]  # no warning, no error
    return [line for line in figures if line.get("name") not in LEFT_OUT]


def read_lines(file: Path) -> list[Row]:
    """The JSON lines of a file; none where it is not there."""
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("{")]


def spread(row: Row) -> str:
    """A figure with its interval."""
    if row["value"] is None:
        return "–"
    bounds = f" ({row['low']:.3f}–{row['high']:.3f})" if row.get("low") is not None else ""
    return f"{row['value']:.3f}{bounds}"


def at_specificity(lines: Sequence[Row], answer: str, least: float) -> float:
    """The highest sensitivity whose specificity is this or more, from the curve that the evaluation printed."""
    curve = next(line for line in lines if line["name"] == "roc" and line["class"] == answer)
    rates = zip(curve["false_positive_rate"], curve["true_positive_rate"], strict=True)
    return float(max(true for false, true in rates if 1 - false >= least))


def goals(lines: Sequence[Row], both: Sequence[Row], even: Sequence[Row]) -> str:
    """The table of what was to be reached."""
    named = {(line["level"], line["name"]): line for line in lines if "value" in line}
    errors = [line["error"] for line in lines if line["name"] == "calibration"]
    rows = [
        ("accuracy of four answers, views", ">= .85", spread(named["view", "label accuracy"])),
        ("macro AUC, views", ">= .95", spread(named["view", "auc macro"])),
        ("arthritis: sensitivity at a specificity of .90", ">= .80", f"{at_specificity(lines, 'arthritic', 0.90):.3f}"),
        ("metastasis: sensitivity at a specificity of .95", ">= .90", f"{at_specificity(lines, 'metastatic', 0.95):.3f}"),
        ("“both” said of views with both, shares of the paper", ">= .60", said_both(both)),
        ("the same where the four answers are taken to be equally frequent", ">= .60", said_both(even)),
        ("metastases found at 1 false per view", ">= .92", spread(named["lesion", "metastasis found at 1 false per view"])),
        ("arthritis found at 1 false per view", ">= .78", spread(named["lesion", "arthritis found at 1 false per view"])),
        ("Dice of the regions, 25 parts", ">= .82", spread(named["lesion", "region dice"])),
        ("right part at a metastasis", ">= .85", spread(named["lesion", "part at metastasis"])),
        ("right part at an arthritis", ">= .85", spread(named["lesion", "part at arthritis"])),
        ("right side at a metastasis", ">= .95", spread(named["lesion", "side at metastasis"])),
        ("right side at an arthritis", ">= .95", spread(named["lesion", "side at arthritis"])),
        ("expected calibration error, the worst of three answers", "<= .05", f"{max(errors):.3f}"),
    ]
    return markdown(("figure", "to reach", "measured"), rows)


def said_both(lines: Sequence[Row]) -> str:
    """How many of the views with both diseases were called so."""
    if not lines:
        return "not measured"
    said = next(line for line in lines if line["name"] == "confusion" and line["level"] == "view")
    row = said["rows_truth_columns_said"][-1]
    return f"{row[-1] / sum(row):.3f} ({row[-1]} of {sum(row)})"


def lesion_rows(lines: Sequence[Row]) -> str:
    """Sensitivity at each rate of false marks, by disease."""
    found = {line["name"]: line for line in lines if line["level"] == "lesion"}
    rates = ("0.5", "1", "2", "4")
    rows = [
        (disease, *(spread(found[f"{disease} found at {rate} false per view"]) for rate in rates))
        for disease in ("metastasis", "arthritis")
    ]
    return markdown(("lesions found at false marks per view", *rates), rows)


def subsets(lines: Sequence[Row]) -> str:
    """Sensitivity at 1 false mark per view by part and by size."""
    start = " found at 1 false per view, "
    chosen = [line for line in lines if line["level"] == "lesion" and start in line["name"]]
    rows = [(*line["name"].split(start), spread(line), str(line["count"])) for line in chosen]
    return markdown(("disease", "where, or how large", "found", "lesions"), rows)


def confusion_table(lines: Sequence[Row]) -> str:
    """What was said of each answer."""
    said = next(line for line in lines if line["name"] == "confusion" and line["level"] == "view")
    answers = [str(answer).replace("metastatic & arthritic", "both") for answer in said["answers"]]
    rows = [(f"**{name}**", *map(str, row)) for name, row in zip(answers, said["rows_truth_columns_said"], strict=True)]
    return markdown(("true \\ said", *answers), rows)


def stress_table(lines: Sequence[Row], other: Sequence[Row]) -> str:
    """How each alteration changes the accuracy, the lesion network's beside dSPIC-AM's."""
    beside = {line["name"]: line for line in other}

    def cells(line: Row | None) -> tuple[str, str]:
        if line is None:
            return "not measured", "–"
        return f"{line['accuracy']:.3f} ({line['low']:.3f}–{line['high']:.3f})", f"{line['loss']:+.3f}"

    rows = [(line["name"], *cells(line), f"{line['unlike']:.3f}", *cells(beside.get(line["name"]))) for line in lines]
    return markdown(("alteration", "lesion network", "lost", "called unlike", "dSPIC-AM", "lost"), rows)


def change_table(truth: Sequence[Row], network: Sequence[Row]) -> str:
    """New and grown metastases found, with and without subtraction."""
    rows = [
        (row["method"], row["regions"], f"{row['rate']:g}", f"{row['value']:.3f} ({row['low']:.3f}–{row['high']:.3f})", str(row["changes"]))
        for row in (*truth, *network)
    ]
    return markdown(("method", "regions", "false marks a case", "found", "changes"), rows)


def ablation_table(lines: Sequence[Row]) -> str:
    """What is lost where the network is shown less."""
    figures = ("accuracy", "auc", "metastases", "arthritis")
    rows = [(line["name"], *("{:.3f} ({:.3f}–{:.3f})".format(*line[figure]) for figure in figures)) for line in lines]
    return markdown(("shown", "accuracy, views", "macro AUC, views", "metastases at 1 false", "arthritis at 1 false"), rows)


def burden_table(lines: Sequence[Row]) -> str:
    """The index against the truth's."""
    rows = [
        tuple(f"{value:.3f}" if isinstance(value, float) else str(value) for name, value in line.items() if name != "against")
        for line in lines
    ]
    return markdown([name for name in lines[0] if name != "against"], rows)


def card_table(card: Row) -> str:
    """What the model is and how it was made."""
    training, conversion = card["training"], card["conversion"]
    views = card["data"]["views"]
    answers = list(views["training"])
    megabytes = {path.name: path.stat().st_size / 1e6 for path in sorted(MODEL.glob("*.tflite"))}
    files = ", ".join(f"{name} {size:.1f} MB" for name, size in megabytes.items())
    counted = markdown(("views", *answers), [(part, *(str(counts[answer]) for answer in answers)) for part, counts in views.items()])
    course = (
        f"{training['steps']} steps of {training['settings']['batch']} studies, {training['seconds'] / 60:.0f} minutes on "
        f"{training['machine']} that did other work too, finished {training['finished']}."
    )
    compared = (
        f"Compared with the trained network on {conversion['pairs']} unseen studies: largest difference of a lesion's probability "
        f"{conversion['probability']:.1e}, the same part in {conversion['same_part']:.5f} of the pixels, in "
        f"{conversion['regions_same_part']:.5f} by the file of regions alone."
    )
    return f"{card['name']}: {files}. {course} {compared}{_fitted(card)}\n\n{counted}"


def _fitted(card: Row) -> str:
    """On whom the rule and the weights of the places were fitted after the training."""
    if (about := card.get("fitted")) is None:
        return ""
    return (
        f" The rule of the answers and the weights of the places were fitted on {about['views']:,} views of {about['patients']:,} other "
        f"patients with {about['lesions']:,} lesions (`{command_of(about['simulation'], about['folder'])}`)."
    )


def lesion_blocks() -> dict[str, str]:
    """The page's blocks, from what is kept."""
    found = {name: read_lines(KEPT / f"{name}.jsonl") for name in RESULTS}
    blocks = {"model": card_table(json.loads((MODEL / "card.json").read_text(encoding="utf-8")))}
    if found["natural"]:
        blocks |= {
            "goals": goals(found["natural"], found["both"], found["both_even"]),
            "rates": lesion_rows(found["natural"]),
            "subsets": subsets(found["natural"]),
            "confusion": confusion_table(found["natural"]),
        }
    if found["stress"]:
        blocks["stress"] = stress_table(found["stress"], found["stress_am"])
    if found["ablations"]:
        blocks["ablations"] = ablation_table(found["ablations"])
    if found["burden"]:
        blocks["burden"] = burden_table(found["burden"])
    if found["subtract"]:
        blocks["change"] = change_table(found["subtract"], found["subtract_network"])
    return blocks


def keep(folder: Path) -> None:
    """Keep what the page needs of what the commands printed."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for name in RESULTS:
        lines = condensed(read_lines(folder / f"{name}.json"))
        if lines:
            text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
            (KEPT / f"{name}.jsonl").write_text(text, encoding="utf-8")


def main() -> None:
    """Keep what is new, and fill the page."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("folder", nargs="?", type=Path, help="what the page's commands printed, a file each")
    asked = words.parse_args()
    if asked.folder:
        keep(asked.folder)
    fill(PAGE, lesion_blocks())


if __name__ == "__main__":
    main()
