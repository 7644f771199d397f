"""`dspic consolidate DATASET`: the sealed readings vote, the result is written to consensus/ as a new revision."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from dspic_gui.commands import DONE, FINDINGS, CommandError, lead_archive, print_said
from dspic_gui.commands.progress import ProgressLine
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.durable import NotSaved
from dspic_gui.ground_truth.consensus import Consensus
from dspic_gui.ground_truth.consensus_file import answer_json, votes_json
from dspic_gui.ground_truth.consensus_revision import RevisionError
from dspic_gui.ground_truth.consensus_run import take_back_last_run, write_run
from dspic_gui.language.spoken import spoken
from dspic_gui.sentence import Sentence
from dspic_gui.study import Projection, Study
from dspic_gui.vote import OutlineRule

HELP = (
    "Let the sealed readings of a dataset vote and write the consensus as a new revision. "
    "Ends with 1 where a result is provisional or waits for a person."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Dataset, rule for outlines, taking back, JSON."""
    parser.add_argument("dataset", type=Path, help="the dataset folder")
    parser.add_argument(
        "--rule", choices=[rule.value for rule in OutlineRule], help="how outlines are agreed; without it as dataset.json says"
    )
    parser.add_argument("--take-back", action="store_true", help="undo the last run: consensus/ shows the run before it again")
    parser.add_argument("--json", action="store_true", help="print a JSON object per view, and one per study with view null")


def run(arguments: argparse.Namespace) -> int:
    """Vote and write, or take the last run back."""
    try:
        archive = lead_archive(arguments.dataset)
        return _take_back(archive) if arguments.take_back else _Run(archive, arguments.rule, arguments.json).run()
    except (ArchiveError, RevisionError, NotSaved) as problem:
        raise CommandError(str(problem)) from problem


def _take_back(archive: Archive) -> int:
    before = take_back_last_run(archive)
    if before:
        print_said("The last run is taken back. The consensus is that of revision {number} again.", number=before.number)
    else:
        print_said("The only run is taken back.")
    return DONE


class _Run:
    """One run: prints each result as it comes, counts what waits for a person."""

    def __init__(self, archive: Archive, rule: str | None, as_json: bool) -> None:
        self._archive = archive
        self._rule = replace(archive.dataset.vote, outline=rule) if rule else archive.dataset.vote
        self._as_json = as_json
        self._results: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._studies = self._open = self._mixed = 0
        self._progress = ProgressLine("studies")

    def run(self) -> int:
        """Write the revision and print the summary; 1 where something is provisional, open or could not vote."""
        with ProgressLine("studies", beside_output=self._as_json) as self._progress:
            revision = write_run(self._archive, self._rule, each=self._each, problem=self._problem, progress=self._progress)
        if not self._as_json:
            print_said(
                "Revision {number}: {studies} studies, {count} files changed.",
                number=revision.number,
                studies=self._studies,
                count=len(revision.written),
            )
            for title, counts in ((Sentence("Views"), self._results), (Sentence("Waiting for a person"), self._reasons)):
                if counts:
                    told = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in sorted(counts.items()))
                    print(f"{spoken(title)}: {told}")
            if self._mixed:
                print_said("In {count} studies assisted readings vote beside blind ones.", count=self._mixed)
        return FINDINGS if self._open else DONE

    def _each(self, study: Study, consensus: Consensus) -> None:
        self._studies += 1
        self._open += consensus.provisional or any(vote.result is None for vote in consensus.answers.values())
        self._reasons.update(reason.value for reason in consensus.queue)
        for sentence in consensus.problems:
            self._problem(study.key, sentence)
        self._mixed += consensus.mixed is not None
        for view in (*consensus.projections, None):
            line = view_line(consensus, view)
            if view:
                self._results[f"{line['result']}{' (provisional)' if line['provisional'] else ''}"] += 1
            if self._as_json:
                print(json.dumps(line, ensure_ascii=False))

    def _problem(self, source: str, sentence: str) -> None:
        self._open += 1
        if self._as_json:
            print(json.dumps({"source": source, "error": sentence}, ensure_ascii=False))
        else:
            self._progress.close()
            print(spoken(sentence), file=sys.stderr)


def view_line(consensus: Consensus, view: Projection | None) -> dict[str, Any]:
    """What is printed of a view, or of the study: votes, result, and every lesion marked there with its votes."""
    lesions = [lesion for lesion in consensus.lesions if view is None or lesion.place(view)]
    return {
        "study": consensus.study,
        "view": view.value if view else None,
        **answer_json(consensus, view),
        **({"assisted": list(consensus.assisted), "mixed": consensus.mixed is not None} if consensus.assisted else {}),
        "lesions": [
            {
                "lesion": lesion.number,
                "standing": lesion.standing.value,
                "label": lesion.code.label if lesion.code else None,
                "waiting": [reason.value for reason in lesion.reasons],
                "votes": votes_json(lesion),
            }
            for lesion in lesions
        ],
    }
