"""Rows of the tables for pandas, and the one place that imports it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from dspic_gui.disease import Disease
from dspic_gui.ground_truth.label_source import LabelledView
from dspic_gui.reading import Lesion
from dspic_gui.study import Study

if TYPE_CHECKING:
    from pandas import DataFrame

Row = dict[str, Any]


def frame(rows: Iterable[Row]) -> DataFrame:
    """The rows as a table; ImportError says what to install where pandas is not there."""
    try:
        import pandas
    except ImportError as problem:
        raise ImportError("Tables need pandas. Install it with: pip install pandas") from problem
    return pandas.DataFrame(list(rows))


def study_row(study: Study) -> Row:
    """What is known of a study."""
    return {
        "study": study.key,
        "patient": study.patient,
        "date": study.time.day,
        "sex": study.sex,
        "age": study.age,
        "tracer": study.tracer,
        "views": len(study.views),
        "minutes_after_injection": study.phase,
    }


def view_row(view: LabelledView) -> Row:
    """What a source says of a view."""
    return {
        "study": view.study.key,
        "patient": view.study.patient,
        "view": view.projection.value,
        "answer": view.answer.value if view.answer else None,
        "by": view.by,
        "provisional": view.provisional,
        "disputed": view.disputed,
        "outdated": view.outdated,
        **{disease.value: sum(lesion.disease is disease for lesion in view.lesions) for disease in Disease},
    }


def lesion_row(view: LabelledView, lesion: Lesion) -> Row:
    """One lesion; `left` to `bottom`, `x` and `y` in pixels of the view, y down."""
    code, shape = lesion.code, lesion.shape
    left, top, right, bottom = shape.bounds
    x, y = shape.centre
    return {
        "study": view.study.key,
        "view": view.projection.value,
        "lesion": lesion.group_id,
        "disease": lesion.disease.value if lesion.disease else None,
        "part": code.part if code else None,
        "side": code.side.value if code and code.side else None,
        "certainty": lesion.certainty,
        "left": left,
        "top": top,
        "right": right,
        "bottom": bottom,
        "x": x,
        "y": y,
        "area": shape.area,
    }
