"""A small dataset of drawn pairs with truth as the simulator writes it: region maps, lesion masks, and expected counts where asked for."""

from __future__ import annotations

import functools
import hashlib
import io
from pathlib import Path

import numpy as np
from PIL import Image

from dspic_gui.code import Side
from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.labels.view_file import compose_label_file
from dspic_gui.reading import Lesion, Reading, State
from dspic_gui.regions.lesion_masks import LesionMask, write_lesion_masks
from dspic_gui.regions.region_map import RegionMap, region_value, write_region_map
from dspic_gui.shape import Ellipse
from dspic_gui.study import COLUMNS, ROWS, Projection, Study, ViewSource
from tests.made.drawn_views import RADIUS

BODY = 20.0
HOT = 140.0
PIXEL_MM = 2.0


def drawn_regions() -> np.ndarray:
    """Region values in the anterior frame: skull, thoracic spine in the middle of the trunk, pelvis, and a knee on either side."""
    values = np.zeros((ROWS, COLUMNS), dtype=np.uint8)
    values[60:180, 108:148] = region_value("skull")
    values[200:500, 112:144] = region_value("thoracic_spine")
    values[520:600, 80:128] = region_value("pelvis", Side.RIGHT)
    values[520:600, 128:176] = region_value("pelvis", Side.LEFT)
    values[650:720, 78:118] = region_value("knee", Side.RIGHT)
    values[650:720, 138:178] = region_value("knee", Side.LEFT)
    return values


def drawn_places(answer: Answer, seed: int) -> list[tuple[str, str, Side | None, int, int]]:
    """Disease, part, side, row and column of each lesion, in the anterior frame."""
    rng = np.random.default_rng([seed, 3])
    places: list[tuple[str, str, Side | None, int, int]] = []
    if answer in (Answer.METASTATIC, Answer.BOTH):
        places.append(("metastasis", "thoracic_spine", None, int(rng.integers(230, 470)), 128))
    if answer in (Answer.ARTHRITIC, Answer.BOTH):
        side = Side.LEFT if rng.integers(2) else Side.RIGHT
        places.append(("arthritis", "knee", side, int(rng.integers(670, 700)), 158 if side is Side.LEFT else 98))
    return places


@functools.lru_cache(32)
def drawn_counts(answer: Answer, seed: int) -> np.ndarray:
    """Expected counts in the anterior frame, only to be read: a soft body, brighter bones, hot discs."""
    rows, columns = np.ogrid[0:ROWS, 0:COLUMNS]
    wide = np.where(rows < 190, 26, np.where(rows < 610, 60, 56))
    level = np.where((abs(columns - 127.5) < wide) & (rows > 60) & (rows < 960), BODY, 0.2)
    level += np.where(drawn_regions() > 0, BODY, 0.0)
    for _, _, _, row, column in drawn_places(answer, seed):
        level += np.where((columns + 0.5 - column) ** 2 + (rows + 0.5 - row) ** 2 < RADIUS**2, HOT, 0.0)
    level.setflags(write=False)
    return level


def lesion_dataset(
    folder: Path, answers: tuple[Answer, ...], *, expected: bool = False, patients: int | None = None
) -> Archive:
    """A study per answer, two views each, with truth; of as many patients, or of this many who come again."""
    archive = Archive.create(folder, "Drawn", secret="2" * 64)
    for number, answer in enumerate(answers):
        key = archive.study_key(f"study {number}")
        sources = tuple(_view(archive, key, answer, number, projection, expected) for projection in Projection)
        patient = archive.patient_key(f"patient {number % (patients or len(answers))}")
        study = Study(key, patient, sources, date=f"2025-05-{number % 28 + 1:02d}")
        archive.save_study(study)
        _truth(archive, study, answer, number)
    return archive


def stored(projection: Projection, picture: np.ndarray) -> np.ndarray:
    """A picture of the anterior frame as the view stores it."""
    return picture if projection is Projection.ANT else np.ascontiguousarray(picture[:, ::-1])


def _view(archive: Archive, key: str, answer: Answer, number: int, projection: Projection, expected: bool) -> ViewSource:
    level = stored(projection, drawn_counts(answer, number))
    counts = np.random.default_rng([number, list(Projection).index(projection)]).poisson(level).astype(np.uint16)
    path = archive.folder / "scans" / key / f"{projection}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(counts).save(path, compress_level=1)
    name = f"{key}_{projection}"
    truth = archive.folder / "truth"
    truth.mkdir(exist_ok=True)
    (truth / f"{name}_regions.png").write_bytes(write_region_map(RegionMap(stored(projection, drawn_regions()))))
    (truth / f"{name}_lesions.npz").write_bytes(write_lesion_masks(_masks(answer, number, projection)))
    if expected:
        half = level.reshape(ROWS // 2, 2, COLUMNS // 2, 2).sum(axis=(1, 3)).astype(np.float16)
        stream = io.BytesIO()
        np.save(stream, half)
        (truth / f"{name}_expected.npy").write_bytes(stream.getvalue())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return ViewSource(projection, path.relative_to(archive.folder).as_posix(), 0, digest, "the file's name says so")


def _masks(answer: Answer, number: int, projection: Projection) -> list[LesionMask]:
    down, across = np.mgrid[0 : 2 * RADIUS, 0 : 2 * RADIUS]
    disc = (down + 0.5 - RADIUS) ** 2 + (across + 0.5 - RADIUS) ** 2 < RADIUS**2
    return [
        LesionMask(place, kind, part, side, True, 4.0, 9.0, 1e4, row - RADIUS, _column(projection, column) - RADIUS, disc)
        for place, (kind, part, side, row, column) in enumerate(drawn_places(answer, number))
    ]


def _column(projection: Projection, column: int) -> int:
    return column if projection is Projection.ANT else COLUMNS - column


def _truth(archive: Archive, study: Study, answer: Answer, number: int) -> None:
    lesions = tuple(
        Lesion(projection, Ellipse(_column(projection, column), row, RADIUS, RADIUS), ":".join(filter(None, (kind, part, side))))
        for projection in Projection
        for kind, part, side, row, column in drawn_places(answer, number)
    )
    reading = Reading(study.key, "truth", lesions, State.SEALED, says_normal=not lesions, sealed_at="2026-03-04T05:06:07Z")
    for source in study.views:
        content = compose_label_file(
            reading, source.projection, picture="none.png", rows=ROWS, columns=COLUMNS, source_sha256=source.sha256
        )
        (archive.folder / "truth" / f"{study.key}_{source.projection}.json").write_bytes(content)
