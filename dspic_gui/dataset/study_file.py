"""studies/<key>.json: what the program knows of a study, without its pixels."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from dspic_gui.counts.raster import recipe_of
from dspic_gui.scans.notes import known_note
from dspic_gui.scans.view_reasons import is_asked, known_reason
from dspic_gui.sentence import RuleError
from dspic_gui.study import Projection, Study, ViewSource

SCHEMA = 1
_LATER = ("acquired", "phase", "turned", "raster", "values", "pixels_sha256")
_KNOWN = frozenset({"schema", "patient", "date", "sex", "age", "tracer", "views"})


def study_to_json(study: Study) -> bytes:
    """The bytes of studies/<key>.json; the key is the file's name."""
    content: dict[str, Any] = {
        "schema": SCHEMA,
        "patient": study.patient,
        "date": study.date,
        "sex": study.sex,
        "age": study.age,
        "tracer": study.tracer,
        "views": {view.projection.value: _view_to_json(view) for view in study.views},
    }
    return json.dumps(content | dict(study.extra), indent=1, ensure_ascii=False).encode() + b"\n"


def _view_to_json(view: ViewSource) -> dict[str, Any]:
    """What older versions wrote always stands there; the rest where it is known."""
    content: dict[str, Any] = {
        "file": view.file,
        "frame": view.frame,
        "sha256": view.sha256,
        "reason": view.reason,
        "corrected_by": view.corrected_by,
    }
    known = {name: getattr(view, name) for name in _LATER if getattr(view, name) is not None}
    if view.notes:
        known["notes"] = list(view.notes)
    if is_asked(view):
        known["asked"] = True
    return content | known


def _view_from_json(name: str, view: Mapping[str, Any]) -> ViewSource:
    texts = {field: _text(view, field) for field in _LATER if field != "phase"}
    phase, notes = view.get("phase"), view.get("notes", [])
    if not (phase is None or (isinstance(phase, int) and not isinstance(phase, bool))):
        raise RuleError("phase {found} is no number of minutes", found=repr(phase)[:80])
    if not isinstance(notes, list) or not all(isinstance(note, str) for note in notes):
        raise RuleError("notes are no list of texts")
    recipe_of(texts["turned"], texts["raster"], texts["values"])
    return ViewSource(
        Projection(name),
        str(view["file"]),
        int(view["frame"]),
        str(view["sha256"]),
        known_reason(str(view["reason"])),
        view.get("corrected_by"),
        phase=phase,
        notes=tuple(known_note(note) for note in notes),
        asked=view.get("asked") is True,
        **texts,
    )


def _text(view: Mapping[str, Any], field: str) -> str | None:
    value = view.get(field)
    if value is not None and not isinstance(value, str):
        raise RuleError("{field} {found} is no text", field=field, found=repr(value)[:80])
    return value


def study_from_json(key: str, content: Mapping[str, Any]) -> Study:
    """The study in a parsed studies/<key>.json; ValueError, KeyError or TypeError where it breaks a rule."""
    if content.get("schema") != SCHEMA:
        raise RuleError("schema {found} is not {wanted}", found=repr(content.get("schema")), wanted=SCHEMA)
    views = tuple(_view_from_json(name, view) for name, view in sorted(content["views"].items()))
    extra = {name: value for name, value in content.items() if name not in _KNOWN}
    known = {name: content.get(name) for name in ("date", "sex", "age", "tracer")}
    return Study(key, str(content["patient"]), views, extra=extra, **known)
