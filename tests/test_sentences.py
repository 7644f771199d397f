"""A sentence remembers what it was made of, wherever it goes; and the window shows no error but in words."""

from __future__ import annotations

import ast
import copy
import json
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dspic_gui.code import describe_label, load_code_book
from dspic_gui.dataset.archive import ArchiveError, SealRefused
from dspic_gui.dataset.audit import AuditError
from dspic_gui.dataset.description import DatasetError
from dspic_gui.dataset.seal_rules import unresolved
from dspic_gui.dataset.study_file import study_from_json, study_to_json
from dspic_gui.durable import Conflict, NotSaved
from dspic_gui.ground_truth.consensus_revision import RevisionError
from dspic_gui.labels.view_file import LabelError
from dspic_gui.model.model_card import ModelError
from dspic_gui.reading import Lesion, Reading
from dspic_gui.scans.decoder import DecodeError
from dspic_gui.scans.view_reasons import ASSUMED, REASONS, VIEW_NAMES, reason
from dspic_gui.sentence import SaidError, Sentence, from_line, joined, plain, reason_of, recognised, to_line, told
from dspic_gui.shape import Rectangle
from dspic_gui.study import Projection, Study, ViewSource
from dspic_gui.worklist.builder import FAILED, main
from tests.places import ROOT

QT = ROOT / "dspic_gui" / "qt"
NESTED = Sentence("{file}: {why}", file="a{b}.json", why=Sentence("line {number} is “{text}”", number=3, text="{0} {x"))
ERRORS = (
    ArchiveError("There is no study {key} in {dataset}.", key="{key}", dataset="D"),
    Conflict(NESTED, Path("copy")),
    DecodeError("too_large", limit=512),
    LabelError("a.json", "the key “{key}” is missing.", 3, key="shapes"),
    LabelError.of(NESTED),
    ModelError("model", "{file} is larger than {limit} MiB.", file="card.json", limit=4),
    SealRefused(unresolved(Reading("0" * 16, "R1", (Lesion(Projection.ANT, Rectangle((-9, 0), (9, 9)), "{x}"),)), load_code_book())),
)


def test_values_are_put_in_and_never_filled_again() -> None:
    assert NESTED == "a{b}.json: line 3 is “{0} {x”"
    assert NESTED.values["why"].values["number"] == 3  # type: ignore[attr-defined]
    assert json.loads(json.dumps({"said": NESTED}))["said"] == str(NESTED)


@pytest.mark.parametrize("said", [NESTED, joined("; ", ["{plain}", NESTED]), plain("50 {percent}"), Sentence("")])
def test_a_sentence_survives_every_way_of_being_copied(said: Sentence) -> None:
    for again in (pickle.loads(pickle.dumps(said)), copy.deepcopy(said), from_line(to_line(said))):
        assert again == said and isinstance(again, Sentence)
        assert (again.template, dict(again.values)) == (said.template, dict(said.values))


@pytest.mark.parametrize("problem", ERRORS, ids=lambda problem: type(problem).__name__)
def test_an_error_survives_the_way_to_another_process(problem: SaidError) -> None:
    again = pickle.loads(pickle.dumps(problem))
    assert type(again) is type(problem) and str(again) == str(problem)
    assert again.sentence.template == problem.sentence.template and isinstance(told(again), Sentence)
    assert set(vars(again)) == set(vars(problem))


def test_errors_keep_the_kinds_by_which_they_are_caught() -> None:
    assert issubclass(Conflict, NotSaved) and issubclass(NotSaved, SaidError)
    assert issubclass(DatasetError, ValueError) and issubclass(LabelError, ValueError)
    assert not issubclass(RevisionError, ValueError) and not issubclass(AuditError, ArchiveError)


def test_the_systems_reason_is_a_sentence_where_it_is_known() -> None:
    assert isinstance(reason_of(OSError(28, "No space left on device")), Sentence)
    assert reason_of(OSError(28, "Kein Platz")) == "no space left on device"
    assert reason_of(OSError(99999, "Strange")) == "strange" and not isinstance(reason_of(OSError(99999, "Strange")), Sentence)
    assert reason_of(OSError("no number")) == "no number"


@pytest.mark.parametrize("rule", ["code", "orientation", "name", "said"])
@pytest.mark.parametrize("projection", Projection)
def test_a_studys_file_holds_plain_text_and_gives_the_sentence_back(rule: str, projection: Projection) -> None:
    against = Sentence(REASONS["against"], reason=reason(rule, projection), other=reason("angle", projection.other, angle="180"))
    why = Sentence(REASONS["window"], reason=against, number=2, count=3)
    study = Study("0" * 16, "p", (ViewSource(projection, "scans/x.dcm", 0, "0" * 64, why),))
    content = json.loads(study_to_json(study))
    assert content["views"][projection.value]["reason"] == str(why) and type(content["views"][projection.value]["reason"]) is str
    read = study_from_json(study.key, content).views[0].reason
    assert read == why and isinstance(read, Sentence) and read.template == REASONS["window"]
    inner = read.values["reason"]
    assert isinstance(inner, Sentence) and isinstance(inner.values["reason"], Sentence)
    assert isinstance(inner.values["reason"].values["view"], Sentence)


def test_a_reason_of_another_program_stays_as_it_is() -> None:
    assert recognised("because I say so", tuple(REASONS.values())) == "because I say so"
    assert not isinstance(recognised("because I say so", tuple(REASONS.values())), Sentence)
    assert isinstance(recognised(str(ASSUMED), (ASSUMED.template,)), Sentence)
    assert VIEW_NAMES[Projection.ANT] == "anterior"


def test_a_code_is_said_part_by_part() -> None:
    said = describe_label("metastasis:rib:left", load_code_book())
    assert said == "Metastasis · Rib L" and isinstance(said, Sentence)
    assert all(isinstance(part, Sentence) for part in said.values.values())


def test_the_process_of_the_list_says_what_failed_with_its_template(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "no dataset"), "--cache", str(tmp_path)]) == 2
    word, _, line = capsys.readouterr().out.strip().partition(" ")
    said = from_line(line)
    assert word == FAILED and isinstance(said, Sentence) and "is not a dataset" in said


NOT_SHOWN = {"EngineError", "PictureError", "Stopped"}
"""LiteRT's own words, codes that become a ScanError, and a training that was told to stop."""
DERIVES_PLAINLY = re.compile(r"class \w+\([^)]*\b(Exception|ValueError|RuntimeError|OSError)\b")
"""What a module without such a class need not be looked through for."""


def test_every_error_outside_the_window_has_a_sentence() -> None:
    plain_errors = {
        node.name
        for path in [*QT.parent.rglob("*.py"), *(ROOT / "training").rglob("*.py")]
        if QT not in path.parents and DERIVES_PLAINLY.search(text := path.read_text(encoding="utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ClassDef) and node.name != "SaidError"
        if {base.id for base in node.bases if isinstance(base, ast.Name)} & {"Exception", "ValueError", "RuntimeError", "OSError"}
        if not any(isinstance(base, ast.Name) and base.id == "SaidError" for base in node.bases)
    }
    assert plain_errors == NOT_SHOWN


# the window


def exceptions_shown(nodes: list[ast.AST]) -> Iterator[int]:
    """The lines where an error that was caught becomes text otherwise than in words."""
    for node in nodes:
        if isinstance(node, ast.ExceptHandler) and node.name:
            yield from (one.lineno for part in node.body for one in ast.walk(part) if is_text_of(node.name, one))
        elif isinstance(node, ast.Call) and any(is_text_of(name, node) for name in ("problem", "error", "refused", "fault")):
            yield node.lineno


def is_text_of(name: str, node: ast.AST) -> bool:
    if isinstance(node, ast.FormattedValue):
        return isinstance(node.value, ast.Name) and node.value.id == name
    if isinstance(node, ast.Attribute):
        return isinstance(node.value, ast.Name) and node.value.id == name and node.attr in ("args", "strerror", "sentence")
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        given = [*node.args, *(keyword.value for keyword in node.keywords)]
        return any(isinstance(one, ast.Name) and one.id == name for one in given)
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("str", "repr")
        and any(isinstance(one, ast.Name) and one.id == name for one in node.args)
    )


def untranslatable(nodes: list[ast.AST]) -> Iterator[int]:
    """The lines where `tr` gets something else than a text that a translator can find."""
    for node in nodes:
        asks = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "tr" and node.args
        if asks and not (isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)):
            yield node.lineno


def test_the_window_shows_errors_in_words_and_translates_what_translators_find() -> None:
    modules = {str(path.relative_to(QT)): list(ast.walk(ast.parse(path.read_text(encoding="utf-8")))) for path in QT.rglob("*.py")}
    lines = {name: [*exceptions_shown(nodes), *untranslatable(nodes)] for name, nodes in modules.items()}
    assert len(lines) > 100 and not {name: found for name, found in lines.items() if found}


@pytest.mark.parametrize(
    "text",
    [
        "self.say(str(problem))",
        "self.say(f'bad: {problem}')",
        "self.say(self.tr('{x}').format(x=problem))",
        "say(problem.strerror)",
        "self.tr(f'a')",
    ],
)
def test_the_search_finds_what_it_is_for(text: str) -> None:
    nodes = list(ast.walk(ast.parse(f"try:\n    pass\nexcept OSError as problem:\n    {text}\n")))
    assert list(exceptions_shown(nodes)) or list(untranslatable(nodes))
