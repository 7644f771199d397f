"""Turning a view round or mirroring it, where somebody answers that its picture is stored that way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from dspic_gui.counts.picture import render, write_png
from dspic_gui.counts.raster import HALF_TURN, MIRRORED, NONE
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.audit import TURN, Act
from dspic_gui.dataset.description import LEAD
from dspic_gui.dataset.exchange import Exchange, carry_out, finish
from dspic_gui.desk.projection_correction import check_free
from dspic_gui.scans import decoder
from dspic_gui.scans.survey import pixels_hash
from dspic_gui.scans.view_reasons import looks_turned, may_be_mirrored
from dspic_gui.study import Study


def turn_views(archive: Archive, key: str) -> Study:
    """Turn the views round whose way up is only assumed; nobody asks about them any more.

    Marks would stand on another place, so it is refused once there are any: CorrectionError. DecodeError or NotSaved
    leave the study as it was.
    """
    return _turn(archive, key, looks_turned, HALF_TURN)


def mirror_views(archive: Archive, key: str) -> Study:
    """Exchange left and right in the views whose file contradicts itself as a mirrored picture's does; as `turn_views`."""
    return _turn(archive, key, may_be_mirrored, MIRRORED, "mirrored")


def _turn(
    archive: Archive,
    key: str,
    is_meant: Callable[[str], bool],
    after: Mapping[str, str],
    words: str | None = None,
) -> Study:
    if key in finish(archive.folder):
        return archive.study(key)  # It was begun and is done now; once more would be the way back.
    study = archive.study(key)
    check_free(archive, study)
    by = archive.reader or LEAD
    turned = tuple(
        replace(view, turned=after[view.turned or NONE], corrected_by=by)
        if is_meant(view.reason)
        else view
        for view in study.views
    )
    views = decoder.load_views(
        archive.folder, tuple(replace(view, pixels_sha256=None) for view in turned)
    )
    sources = tuple(
        replace(view, pixels_sha256=pixels_hash(views[view.projection].counts)) for view in turned
    )
    changed = replace(study, views=sources)
    files: dict[str, bytes | None] = {
        layout.picture_file(key, projection): write_png(render(view.counts))
        for projection, view in views.items()
    }
    files[layout.study_file(key)] = archive.study_content(changed)
    carry_out(archive.folder, Exchange(key, files, (Act(by, TURN, key, {}, words, name=archive.lead_name),)))
    return changed
