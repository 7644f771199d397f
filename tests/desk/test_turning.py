"""A picture that was turned upright by its look is turned back when somebody says so."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dspic_gui.counts.picture import read_png, render
from dspic_gui.dataset import audit
from dspic_gui.dataset.archive import Archive
from dspic_gui.desk.projection_correction import CorrectionError
from dspic_gui.desk.turning import mirror_views, turn_views
from dspic_gui.intake.importing import import_sources
from dspic_gui.scans.view_reasons import asked_views
from dspic_gui.study import Projection
from tests.made.bodies import picture
from tests.made.body_cases_of_views import mirrored_posterior_alone
from tests.made.body_files import as_stored, scan
from tests.made.importing import only_study, put


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = scan("late_ant", "late_post", stored=lambda both: as_stored([np.rot90(one, 2) for one in both]))
    archive = Archive.create(tmp_path / "dataset", "Test")
    import_sources(archive, [put(tmp_path, "a.dcm", made.content())])
    return archive


def test_a_view_is_turned_round_and_it_is_written_down(archive: Archive) -> None:
    key = only_study(archive)
    assert len(asked_views(archive.study(key))) == 2
    assert (archive.views(key)[Projection.ANT].counts == picture("late_ant")).all()
    reader = archive.as_reader("R1")
    turned = turn_views(reader, key)
    assert not asked_views(turned) and {view.turned for view in turned.views} == {"none"}
    view = Archive(archive.folder).views(key)[Projection.ANT]
    assert (view.counts == picture("late_ant")[::-1, ::-1]).all()
    assert (read_png(archive.picture(key, Projection.ANT).read_bytes()) == render(view.counts)).all()
    assert [line.act for line in audit.read(reader.store("R1").audit_path)] == ["turn views"]


def test_what_somebody_marked_is_not_turned(archive: Archive) -> None:
    key = only_study(archive)
    put(archive.folder, f"readings/R2/{key}_ANT.json", b"{}")
    with pytest.raises(CorrectionError):
        turn_views(archive.as_reader("R1"), key)


def test_a_view_that_is_stored_mirrored_is_mirrored(tmp_path: Path) -> None:
    made = mirrored_posterior_alone().files["p.dcm"]
    archive = Archive.create(tmp_path / "dataset", "Test")
    import_sources(archive, [put(tmp_path, "p.dcm", made.content())])
    key = only_study(archive)
    (before,) = archive.views(key).values()
    mirrored = mirror_views(archive.as_reader("R1"), key)
    assert not asked_views(mirrored) and {view.turned for view in mirrored.views} == {"mirrored"}
    (after,) = Archive(archive.folder).views(key).values()
    assert (after.counts == before.counts[:, ::-1]).all()
    assert (after.counts == picture("late_post")).all()
    (line,) = audit.read(archive.store("R1").audit_path)
    assert (line.act, line.reason) == ("turn views", "mirrored")
