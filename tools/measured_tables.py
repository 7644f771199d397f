"""The measured tables of docs/model-card.md, second-opinion.md and results.md, written from what was run: no figure is copied by hand.

`python -m tools.measured_tables [--paper FOLDER] [--evaluation LINES]` fills the blocks between `<!-- name -->` and
`<!-- end -->`: the model card's from `resources/model/card.json` and the genuine scan of pydicom-data, the results' from the folder of
`dspic paper`, the second opinion's from what `dspic evaluate --maps --json` printed. What the pages rest on is kept in docs/results/:
`tools/docs_check.py` holds them against it.
"""

from __future__ import annotations

import argparse
import json
import re
import shlex
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dspic_gui.opinion.map_bar import MapBar, MapRow
from dspic_gui.training_run.options import shared_words, values_of
from training.commands.simulate import command_of

if TYPE_CHECKING:
    from training.paper import Row

ROOT = Path(__file__).parents[1]
MODEL = ROOT / "resources" / "model"
RESULTS = ROOT / "docs" / "results"
PAPER, EVALUATION = RESULTS / "experiments.json", RESULTS / "evaluation.jsonl"
"""What is kept of the paper's rows (with rows/*/scores.json and history.csv) and of the last evaluation of the shipped network."""
MEASURED_BY = "dspic evaluate resources/model ship --labels truth --split OUT/split.json --maps --record"
EVALUATED = "dspic simulate lesion_test_natural --patients 700 --seed 2002", (
    "dspic evaluate resources/model lesion_test_natural --labels truth --maps --json > FILE"
)
"""How the dataset of the evaluation that is kept is made, and how it was measured; --evaluation takes FILE."""
CLASSES = ("normal", "metastatic", "arthritic", "macro", "abnormal")
FIGURES = (8, 9, 10, 11, 12, 13)


def filled(text: str, blocks: Mapping[str, str]) -> str:
    """The page with these blocks in their places; KeyError where the page has no such place."""
    for name, block in blocks.items():
        place = re.compile(rf"(<!-- {re.escape(name)} -->\n).*?(<!-- end -->)", re.S)
        if not place.search(text):
            raise KeyError(name)
        text = place.sub(lambda found, block=block: f"{found[1]}{block.rstrip()}\n{found[2]}", text)  # type: ignore[misc]
    return text


def markdown(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown."""
    lines = (header, ["---"] * len(header), *rows)
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def card_blocks(card: Mapping[str, Any]) -> dict[str, str]:
    """What docs/model-card.md says in figures."""
    scores, training = card["scores"], card["training"]
    confusion = scores["confusion"]
    labels = confusion["labels"]
    megabytes = sum(path.stat().st_size for path in MODEL.iterdir()) / 1e6
    views = card["data"]["views"]
    conversion = card["conversion"]
    return {
        "file": f"{card['name']}: {card['network']}, {card['head']} head, {card['weights']} weights, {megabytes:.1f} MB, "
        f"second disease said from {card['top2_threshold']:.3f} on.",
        "views": markdown(("views", *labels), [(part, *(str(counts[label]) for label in labels)) for part, counts in views.items()]),
        "commands": _commands(card),
        "course": f"{training['steps']} steps of {training['settings']['batch']} views, {training['seconds'] / 60:.0f} minutes on "
        f"{training['machine']}, finished {training['finished']}; best of {training['epochs']} epochs by validation loss: "
        f"{training['best_epoch']}. It leaves the paper in: {', '.join(f'{name} {value}' for name, value in card['deviations'].items())}.",
        "scores": f"{scores['patients']} simulated patients that it never saw, {scores['views']} views. Accuracy (right answer of four): "
        f"**{_figure(scores, 'label accuracy')}**.\n\n"
        + markdown(("", "precision", "sensitivity", "specificity", "F-1", "AUC"), [_score_row(scores, name) for name in CLASSES]),
        "confusion": markdown(
            ("true \\ said", *labels),
            [(f"**{label}**", *map(str, row)) for label, row in zip(labels, confusion["rows_truth_columns_said"], strict=True)],
        ),
        "conversion": f"Converted to LiteRT and compared with the trained network on {conversion['views']} unseen views: largest "
        f"difference in probability {conversion['probability']:.4f}, in attention {conversion['attention']:.6f}, same first class in "
        f"{100 * conversion['top1_agreement']:.0f} %.",
    }


def _commands(card: Mapping[str, Any]) -> str:
    return "\n".join(("```", card["data"]["command"], card["training"]["command"], MEASURED_BY, "```"))


def _score_row(scores: Mapping[str, Any], name: str) -> tuple[str, ...]:
    area = "–" if name == "abnormal" else _figure(scores, f"auc {name}")
    return (name, *(_figure(scores, f"{name} {what}") for what in ("precision", "sensitivity", "specificity", "f1")), area)


def _figure(scores: Mapping[str, Any], name: str) -> str:
    entry = scores["scores"][name]
    return "–" if entry["value"] is None else f"{entry['value']:.3f} ({entry['low']:.3f}–{entry['high']:.3f})"


def genuine_answer(card: Mapping[str, Any]) -> str:
    """What the shipped network says of the genuine scan."""
    import numpy as np
    import pydicom
    from pydicom.data import get_testdata_file

    from dspic_gui.model.network_input import network_input
    from dspic_gui.prediction import read_answer
    from training.convert import Converted

    counts = pydicom.dcmread(str(get_testdata_file("JPEG-LL.dcm", download=False))).pixel_array.astype(np.int32)
    said = Converted((MODEL / "network.tflite").read_bytes()).classify(network_input(counts)[None, :, :, None])["probabilities"][0]
    normal, metastatic, arthritic = said
    answer = read_answer(said, card["top2_threshold"])
    return f"It says: **{answer}** (normal {normal:.2f}, metastatic {metastatic:.2f}, arthritic {arthritic:.2f})."


def evaluation_blocks(lines: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What docs/second-opinion.md says in figures, from the lines of an evaluation."""
    scores = {(line["level"], line["name"]): line for line in lines if "low" in line and line["level"] in ("view", "study")}
    said = next(line for line in lines if line["name"] == "confusion" and line["level"] == "view")
    answers = [str(answer).replace("metastatic & arthritic", "both") for answer in said["answers"]]
    views, studies = (scores[level, "label accuracy"]["count"] for level in ("view", "study"))
    names = [name for level, name in scores if level == "view" and _told(name)]
    fields = MapRow.__dataclass_fields__
    maps = [MapRow(**{name: line[name] for name in fields}) for line in lines if line["level"] == "map" and "hit" in line]
    return {
        "asked": "\n".join(("```", *EVALUATED, "python -m tools.measured_tables --evaluation FILE", "```"))
        + f"\n\n{views:,} views of {studies:,} simulated studies that it never saw, labels from the truth, 95 % intervals by patient:",
        "evaluated": markdown(
            ("figure", "views", "studies"), [(name, _spread(scores["view", name]), _spread(scores["study", name])) for name in names]
        ),
        "said": markdown(
            ("", *answers), [(name, *map(str, row)) for name, row in zip(answers, said["rows_truth_columns_said"], strict=True)]
        ),
        "maps": MapBar("", "", tuple(maps)).markdown(),
    }


def kept_lines(printed: str) -> list[dict[str, Any]]:
    """The lines of an evaluation that its page rests on: figures, without whole curves and single views."""
    lines = [json.loads(line) for line in printed.splitlines() if line.startswith("{")]
    return [line for line in lines if "level" in line and line["name"] not in ("roc", "wrong")]


def _told(name: str) -> bool:
    return name.startswith(("label", "abnormal", "macro", "auc")) or name.endswith((" sensitivity", " specificity"))


def _spread(row: Mapping[str, Any]) -> str:
    if row["value"] is None:
        return "–"
    return f"{row['value']:.3f}" + (f" ({row['low']:.3f} to {row['high']:.3f})" if row["low"] is not None else "")


def fill(name: str, blocks: Mapping[str, str]) -> None:
    """Put these blocks in their places on a page of docs/."""
    page = ROOT / "docs" / name
    page.write_text(filled(page.read_text(encoding="utf-8"), blocks), encoding="utf-8")


def result_blocks(paper: Path) -> dict[str, str]:
    """What docs/results.md says in figures."""
    from training.paper import collected
    from training.paper_repeats import comparisons, comparisons_table, repeated_rows, seeds_table
    from training.paper_tables import all_tables

    facts = json.loads((paper / "experiments.json").read_text(encoding="utf-8"))
    rows = collected(paper)
    more = (seeds_table(repeated_rows(paper, facts)), comparisons_table(comparisons(paper)))
    tables = {table.name: table for table in (*all_tables(rows, facts), *more)}
    done = [row for row in rows if row.scores]
    blocks = {name: markdown(table.header, table.rows) + (f"\n\n{table.note}" if table.note else "") for name, table in tables.items()}
    blocks["rows"] = f"{len(done)} of {len(rows)} rows have been run: {', '.join(_named(row) for row in done)}."
    blocks["data"] = _data(facts)
    blocks["seconds"] = markdown(("network", "data", "seconds per epoch"), [_seconds(row) for row in done])
    base = shlex.join(["dspic", "paper", facts["source"], "OUT", *shared_words(values_of(facts["settings"]))])
    left = [
        (one.network, one.data, str(one.batch), ", ".join(one.tables), f"`{base} --networks {shlex.quote(one.network)} {_choice(one)}`")
        for one in (row.experiment for row in rows if not row.scores)
    ]
    blocks["left"] = markdown(("network", "data", "batch", "for", "command"), left)
    return blocks


def _data(facts: Mapping[str, Any]) -> str:
    """What was learned from, and how."""
    settings, simulation = facts["settings"], facts.get("simulation")
    made = facts["source"]
    if simulation:
        made = f"`{command_of(simulation, made)}`, version {simulation['version']} of the simulator"
    command = shlex.join(["dspic", "paper", facts["source"], "OUT", *shared_words(values_of(settings))])
    seeds = f" --seeds {','.join(map(str, facts['seeds']))}" if facts.get("seeds") else ""
    return f"Data: {made}; {facts['views']:,} views, labels by {settings['labels']}.\n\n```\n{command}{seeds}\n```"


def _choice(one: Any) -> str:
    return f"--data {one.data} --batches {one.batch}"


def keep(paper: Path) -> None:
    """Keep what the page rests on: facts, scores and learning curves, without weights and predictions."""
    whole = (paper / name for name in ("experiments.json", "comparisons.json") if (paper / name).exists())
    for path in (*whole, *paper.glob("rows/*/scores.json"), *paper.glob("rows/*/history.csv")):
        target = RESULTS / path.relative_to(paper)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)


def _named(row: Row) -> str:
    return f"{row.experiment.network} on {row.experiment.data}"


def _seconds(row: Row) -> tuple[str, str, str]:
    return row.experiment.network, row.experiment.data, ", ".join(f"{epoch['seconds']:.0f}" for epoch in row.history)


def main() -> None:
    """Fill the pages."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--paper", type=Path, help="folder of `dspic paper`")
    words.add_argument("--evaluation", type=Path, help="what `dspic evaluate --maps --json` printed")
    asked = words.parse_args()
    card = json.loads((MODEL / "card.json").read_text(encoding="utf-8"))
    fill("model-card.md", {**card_blocks(card), "genuine": genuine_answer(card)})
    if asked.evaluation:
        kept = kept_lines(asked.evaluation.read_text(encoding="utf-8"))
        fill("second-opinion.md", evaluation_blocks(kept))
        RESULTS.mkdir(exist_ok=True)
        EVALUATION.write_text("".join(json.dumps(line) + "\n" for line in kept), encoding="utf-8")
    if asked.paper:
        keep(asked.paper)
        fill("results.md", result_blocks(asked.paper))
        for number in FIGURES:
            if (drawn := asked.paper / "figures" / f"figure{number}.png").exists():
                shutil.copy(drawn, ROOT / "docs" / "pictures" / f"results-figure{number}.png")


if __name__ == "__main__":
    main()
