"""A dataset folder as a program reads it: nothing here writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dspic_gui.api import tables
from dspic_gui.api.examples import Examples
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive
from dspic_gui.ground_truth.label_source import Labels, dataset_labels, default_source
from dspic_gui.plain_file import content_of
from dspic_gui.reading import Reading
from dspic_gui.regions.region_map import RegionMap, read_region_map
from dspic_gui.report import Report
from dspic_gui.study import Counts, Projection, Study, View, ViewSource

if TYPE_CHECKING:
    from pandas import DataFrame


def open_dataset(folder: str | Path, reader: str | None = None) -> Dataset:
    """The dataset in this folder; ArchiveError says why it is none.

    `reader` sees what that reader may see: what others said of a study raises Blinded until all planned readers have sealed it.
    Without one it is opened as the study lead does, who sees everything.
    """
    return Dataset(Archive(Path(folder), reader))


class Dataset:
    """The studies of a dataset, in the order of their keys: `len(dataset)`, `dataset["key"]`, `for study in dataset`."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    @property
    def name(self) -> str:
        """What the dataset is called."""
        return self._archive.dataset.name

    @property
    def readers(self) -> tuple[str, ...]:
        """The planned readers."""
        return tuple(self._archive.dataset.readers)

    def __len__(self) -> int:
        return len(self._archive.study_keys())

    def __iter__(self) -> Iterator[DatasetStudy]:
        return map(self.__getitem__, self._archive.study_keys())

    def __getitem__(self, key: str) -> DatasetStudy:
        """The study with this key; ArchiveError where there is none."""
        return DatasetStudy(self._archive, self._archive.study(key))

    def labels(self, source: str | None = None, *, provisional: bool = False) -> Labels:
        """What one source says of every view whose answer stands.

        `source` is "consensus", "truth" or a reader (sealed readings); None takes the consensus, or the truth where there is none.
        `provisional` takes in provisional and disputed answers too. `.views` are the labels, `.tally.figures` what was left out.
        """
        return dataset_labels(self._archive, source or default_source(self._archive), provisional=provisional)

    def examples(self, source: str | None = None, *, provisional: bool = False) -> Examples:
        """The same views with their counts, read when they are asked for: for pandas, NumPy, TensorFlow and PyTorch alike."""
        return Examples(self._archive, self.labels(source, provisional=provisional).views)

    def studies_table(self) -> DataFrame:
        """A row per study: pseudonyms, date, sex, age, tracer, views, minutes after injection. Needs pandas."""
        return tables.frame(tables.study_row(study.info) for study in self)

    def views_table(self, source: str | None = None, *, provisional: bool = False) -> DataFrame:
        """A row per labelled view: study, patient, view, answer and whose it is, lesions of each disease. Needs pandas."""
        return tables.frame(map(tables.view_row, self.labels(source, provisional=provisional).views))

    def lesions_table(self, source: str | None = None, *, provisional: bool = False) -> DataFrame:
        """A row per lesion of these views: disease, part, side, certainty, box, centre and area in pixels. Needs pandas."""
        views = self.labels(source, provisional=provisional).views
        return tables.frame(tables.lesion_row(view, lesion) for view in views for lesion in view.lesions)


@dataclass(frozen=True, eq=False)
class StudyView:
    """One projection of a study. Nothing is read from disk before `counts`, `pixel_mm` or `regions` is asked for."""

    study: DatasetStudy
    source: ViewSource

    @property
    def projection(self) -> Projection:
        """Projection.ANT or Projection.POST."""
        return self.source.projection

    @property
    def counts(self) -> Counts:
        """Raw counts after rescaling, 1024 rows x 256 columns, head up, as the detector saw them; DecodeError is a sentence."""
        return self.study.pixels[self.projection].counts

    @property
    def pixel_mm(self) -> tuple[float, float] | None:
        """Height and width of a pixel in millimetres; None where the scan does not say."""
        return self.study.pixels[self.projection].pixel_mm

    @property
    def acquired(self) -> str | None:
        """When it was taken (ISO 8601); None where the scan does not say."""
        return self.source.acquired

    @property
    def minutes_after_injection(self) -> int | None:
        """None where the scan does not say."""
        return self.source.phase

    @property
    def regions(self) -> RegionMap | None:
        """Body part and side of every pixel, in simulated datasets; else None."""
        return self.study.region_map(self.projection)


@dataclass(frozen=True, eq=False)
class DatasetStudy:
    """A study: what is known of it (`info`), its views, its readings and its truth."""

    _archive: Archive
    info: Study

    @property
    def key(self) -> str:
        """Its pseudonym."""
        return self.info.key

    @property
    def patient(self) -> str:
        """The pseudonym of the patient, the same in all studies of that patient."""
        return self.info.patient

    @property
    def views(self) -> dict[Projection, StudyView]:
        """The views there are, anterior first."""
        return {source.projection: StudyView(self, source) for source in sorted(self.info.views, key=_order)}

    @cached_property
    def pixels(self) -> dict[Projection, View]:
        """The views with their counts, read once and kept as long as this object is."""
        return self._archive.views(self.key)

    def reading(self, reader: str) -> Reading | None:
        """A reader's reading, draft or sealed; None where there is none, Blinded where it may not be seen yet."""
        return self._archive.reading(reader, self.key)

    def sealed_readings(self) -> dict[str, Reading]:
        """The sealed readings of the planned readers; Blinded where they may not be seen yet."""
        return self._archive.sealed_readings(self.key)

    @property
    def truth(self) -> Reading | None:
        """What is really there, in simulated datasets; else None. Blinded as readings are."""
        return self._archive.truth(self.key)

    @property
    def report(self) -> Report | None:
        """The diagnostic report; None where there is none, and for a reader whom the protocol blinds to it."""
        return self._archive.report(self.key)

    def region_map(self, projection: Projection) -> RegionMap | None:
        """Body part and side of every pixel of a view, in simulated datasets; else None."""
        path = self._archive.folder / layout.truth_part(self.key, projection, "regions.png")
        return read_region_map(content_of(path)) if path.exists() else None


def _order(source: ViewSource) -> int:
    return list(Projection).index(source.projection)
