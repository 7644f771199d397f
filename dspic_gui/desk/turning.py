"""Turning a view by half a turn, where its picture was turned upright by its look and somebody says that it was wrong."""

from __future__ import annotations

from dataclasses import replace

from dspic_gui.counts.picture import render, write_png
from dspic_gui.counts.raster import HALF_TURN, NONE
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.audit import TURN, Act
from dspic_gui.dataset.description import LEAD
from dspic_gui.dataset.exchange import Exchange, carry_out
from dspic_gui.dataset.study_file import study_to_json
from dspic_gui.desk.projection_correction import check_free
from dspic_gui.scans import decoder
from dspic_gui.scans.survey import pixels_hash
from dspic_gui.scans.view_reasons import looks_turned
from dspic_gui.study import Study


def turn_views(archive: Archive, key: str) -> Study:
    """Turn the views round whose way up is only assumed; nobody asks about them any more.

    Marks would stand on another place, so it is refused once there are any: CorrectionError. DecodeError or NotSaved
    leave the study as it was.
    """
    study = archive.study(key)
    check_free(archive, study)
    by = archive.reader or LEAD
    turned = tuple(
        replace(view, turned=HALF_TURN[view.turned or NONE], corrected_by=by) if looks_turned(view.reason) else view for view in study.views
    )
    views = decoder.load_views(archive.folder, tuple(replace(view, pixels_sha256=None) for view in turned))
    sources = tuple(replace(view, pixels_sha256=pixels_hash(views[view.projection].counts)) for view in turned)
    changed = replace(study, views=sources)
    files: dict[str, bytes | None] = {
        layout.picture_file(key, projection): write_png(render(view.counts)) for projection, view in views.items()
    }
    files[layout.study_file(key)] = study_to_json(changed)
    carry_out(archive.folder, Exchange(key, files, (Act(by, TURN, key, {}),)))
    return changed
