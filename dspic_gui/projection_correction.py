"""Correcting which view is which, as long as nobody has read the study."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dspic_gui import decoder, durable, picture
from dspic_gui.archive import Archive
from dspic_gui.refusal import ScanError
from dspic_gui.study import Projection, Study
from dspic_gui.view_reasons import VIEW_NAMES


class CorrectionError(ScanError):
    """A correction that was refused; the text is a sentence for the reader."""


def correct_projection(archive: Archive, key: str, change: Mapping[Projection, Projection], by: str) -> Study:
    """Give views of a study another projection, two exchanged or one moved, and write down who did it.

    Raises CorrectionError, DecodeError or NotSaved.
    Pictures are drawn anew from the counts, so that doing it again after a power cut ends the same.
    """
    study = archive.study(key)
    _check(archive, study, change)
    now = [
        replace(view, projection=change[view.projection], corrected_by=by)
        if change.get(view.projection, view.projection) is not view.projection
        else view
        for view in study.views
    ]
    corrected = replace(study, views=tuple(sorted(now, key=lambda view: view.projection.value)))
    for projection, view in decoder.load_views(archive.folder, corrected.views).items():
        content = picture.write_png(picture.render(view.counts))
        durable.write(archive.picture(key, projection), content, root=archive.folder, keep_versions=False)
    archive.save_study(corrected)
    for projection in set(study.projections) - set(corrected.projections):
        archive.picture(key, projection).unlink(missing_ok=True)
    return corrected


def _check(archive: Archive, study: Study, change: Mapping[Projection, Projection]) -> None:
    for projection in change:
        if study.source(projection) is None:
            raise CorrectionError("view_missing", view=VIEW_NAMES[projection])
    after = [change.get(projection, projection) for projection in study.projections]
    if len(set(after)) != len(after):
        raise CorrectionError("view_taken", view=VIEW_NAMES[after[0]])
    if any((archive.folder / "readings").glob(f"*/{study.key}_*.json")) or any((archive.folder / "truth").glob(f"{study.key}_*.json")):
        raise CorrectionError("read_already")
