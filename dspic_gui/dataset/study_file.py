"""studies/<key>.json: what the program knows of a study, without its pixels."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from dspic_gui.scans.view_reasons import known_reason
from dspic_gui.sentence import RuleError
from dspic_gui.study import Projection, Study, ViewSource

SCHEMA = 1
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
        "views": {
            view.projection.value: {
                "file": view.file,
                "frame": view.frame,
                "sha256": view.sha256,
                "reason": view.reason,
                "corrected_by": view.corrected_by,
            }
            for view in study.views
        },
    }
    return json.dumps(content | dict(study.extra), indent=1, ensure_ascii=False).encode() + b"\n"


def study_from_json(key: str, content: Mapping[str, Any]) -> Study:
    """The study in a parsed studies/<key>.json; ValueError, KeyError or TypeError where it breaks a rule."""
    if content.get("schema") != SCHEMA:
        raise RuleError("schema {found} is not {wanted}", found=repr(content.get("schema")), wanted=SCHEMA)
    views = tuple(
        ViewSource(
            Projection(name),
            str(view["file"]),
            int(view["frame"]),
            str(view["sha256"]),
            known_reason(str(view["reason"])),
            view.get("corrected_by"),
        )
        for name, view in sorted(content["views"].items())
    )
    extra = {name: value for name, value in content.items() if name not in _KNOWN}
    known = {name: content.get(name) for name in ("date", "sex", "age", "tracer")}
    return Study(key, str(content["patient"]), views, extra=extra, **known)
