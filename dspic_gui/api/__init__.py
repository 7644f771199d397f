"""The dataset in the hands of a Python program: studies, counts, readings, labels, masks, tables, and what a network says.

`docs/python.md` leads through it. What this package exports keeps its names and meanings; all else in `dspic_gui` may change.
"""

from dspic_gui.api.dataset import Dataset, DatasetStudy, StudyView, open_dataset
from dspic_gui.api.examples import Examples
from dspic_gui.api.model import open_model
from dspic_gui.dataset.archive import ArchiveError, Blinded
from dspic_gui.disease import Answer, Disease
from dspic_gui.ground_truth.label_source import LabelledView
from dspic_gui.reading import Lesion, Reading
from dspic_gui.study import COLUMNS, ROWS, Projection

__all__ = [
    "COLUMNS",
    "ROWS",
    "Answer",
    "ArchiveError",
    "Blinded",
    "Dataset",
    "DatasetStudy",
    "Disease",
    "Examples",
    "LabelledView",
    "Lesion",
    "Projection",
    "Reading",
    "StudyView",
    "open_dataset",
    "open_model",
]
