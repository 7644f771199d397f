"""`dspic simulate`: a complete dataset, equal bytes for any number of workers, stopped and taken up again."""

import hashlib
import json
import shutil
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pydicom
import pytest

from dspic_gui import durable
from dspic_gui.cli import main
from dspic_gui.code import load_code_book
from dspic_gui.counts.picture import read_png, render
from dspic_gui.dataset import audit
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.seal_rules import unresolved
from dspic_gui.disease import Answer
from dspic_gui.intake import acquisitions
from dspic_gui.labels.view_file import parse_label_file
from dspic_gui.regions.lesion_masks import read_lesion_masks
from dspic_gui.regions.region_map import read_region_map
from dspic_gui.scans import decoder
from dspic_gui.study import Projection
from tests.made.waiting import PATIENCE
from training.commands.simulate import command_of
from training.simulate.case import Order, key_of, make
from training.simulate.folder import Recipe, SimulationError, simulate
from training.simulate.nuclear_medicine import COMPRESSIONS
from training.simulate.version import VERSION

RECIPE = Recipe(5, seed=4, follow_up=0.5, conditions=(Answer.NORMAL, Answer.METASTATIC, Answer.ARTHRITIC, Answer.BOTH))


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != durable.LOCK
    }


@pytest.fixture(scope="module")
def cases():
    """The maker of cases, which makes each once: what is made of an order is always the same, as other workers prove below."""
    return cache(make)


@pytest.fixture
def made_once(cases, monkeypatch):
    """For tests of how a folder is written, stopped and taken up again."""
    monkeypatch.setattr("training.simulate.folder.make", cases)


@pytest.fixture(scope="module")
def simulated(cases, tmp_path_factory):
    folder = tmp_path_factory.mktemp("simulated") / "dataset"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("training.simulate.folder.make", cases)
        simulate(folder, RECIPE)
    return folder


def test_the_folder_is_complete(simulated):
    archive = Archive(simulated)
    keys = archive.study_keys()
    assert len(keys) == len(RECIPE.orders()) > 5
    assert (simulated / "labels.txt").read_text().split() == load_code_book().labels()
    for key in keys:
        assert archive.study(key).projections == tuple(Projection)
        assert archive.report(key)
        assert set(archive.sealed_readings(key)) == {"R1", "R2", "R3"}
        assert archive.truth(key).answer() is not None


def test_pixels_pictures_and_sources_belong_together(simulated):
    archive = Archive(simulated)
    for key in archive.study_keys():
        study, views = archive.study(key), archive.views(key)
        for projection, view in views.items():
            assert 0.97e6 < view.total < 4.05e6
            assert view.pixel_mm is not None
            assert 2.26 <= view.pixel_mm[0] <= 2.4
            assert np.array_equal(read_png(archive.picture(key, projection).read_bytes()), render(view.counts))
            assert study.source(projection).sha256 == durable.hash_of(simulated / study.source(projection).file)


def test_an_import_of_the_scans_would_find_the_same_studies(simulated):
    archive = Archive(simulated)
    for key in archive.study_keys():
        found, refused = acquisitions.studies([decoder.read_file(simulated / f"scans/{key}/1.dcm", pixels=False)])
        assert not refused
        assert archive.study_key(found[0].identity) == key
        study = archive.study(key)
        assert archive.patient_key(found[0].patient) == study.patient
        assert [view.reason for view in found[0].views] == [view.reason for view in study.views]
        assert (found[0].views[0].file.tracer, found[0].views[0].file.age) == (study.tracer, study.age)


def test_some_patients_come_twice(simulated):
    archive = Archive(simulated)
    studies = [archive.study(key) for key in archive.study_keys()]
    dates = {}
    for study in studies:
        dates.setdefault(study.patient, []).append(study.date)
    assert len(dates) == 5
    assert any(len(set(found)) == 2 for found in dates.values())


def test_conditions_were_obeyed(simulated, cases):
    archive = Archive(simulated)
    first = [cases(order) for order in RECIPE.orders() if order.number < 4 and order.visit == 0]
    for order, case in zip([Answer.NORMAL, Answer.METASTATIC, Answer.ARTHRITIC, Answer.BOTH], first, strict=True):
        truth = archive.truth(case.study.key)
        assert truth.diseases() <= order.diseases


def test_labels_are_ours_and_untouched(simulated):
    for path in [*simulated.glob("readings/*/*.json"), *simulated.glob("truth/*.json")]:
        file = parse_label_file(path.read_bytes(), path.relative_to(simulated).as_posix())
        assert not file.edited_elsewhere
        assert not file.notes
        assert set(file.statistics) == {lesion.uid for lesion in file.lesions}
        assert (simulated / "readings" / "R1" / file.image_path).resolve().is_file() or (path.parent / file.image_path).resolve().is_file()


def test_seals_hold(simulated):
    archive = Archive(simulated)
    for reader in archive.dataset.readers:
        lines = audit.read(simulated / "audit" / f"{reader}.jsonl")
        assert [line.act for line in lines] == ["seal"] * len(archive.study_keys())
        assert [line.at for line in lines] == sorted(line.at for line in lines)
        for key in archive.study_keys():
            reading = archive.reading(reader, key)
            assert reading.sealed
            assert not unresolved(reading, archive.book)


def test_a_reader_can_open_it_blind(simulated, tmp_path):
    shutil.copytree(simulated, tmp_path / "copy")
    archive = Archive(tmp_path / "copy", "R2")
    assert archive.reading("R2", archive.study_keys()[0]).sealed


def test_the_same_seed_gives_the_same_bytes(cases, monkeypatch, tmp_path):
    """With two workers; more are in `tests/proofs/test_worker_processes.py`: each begins with the imports of the simulator."""
    few = replace(RECIPE, patients=3)
    simulate(tmp_path / "again", few, workers=2)
    monkeypatch.setattr("training.simulate.folder.make", cases)
    simulate(tmp_path / "here", few)
    assert tree(tmp_path / "again") == tree(tmp_path / "here")


def test_another_seed_gives_another_dataset():
    assert make(Order(1, 0, 0, 0)).study.key != make(Order(2, 0, 0, 0)).study.key


@pytest.mark.parametrize("stop", [0, 3])
def test_a_stopped_simulation_goes_on(simulated, made_once, tmp_path, stop):
    def halt(done, total, case):
        if done == stop:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate(tmp_path / "half", RECIPE, progress=halt)
    assert len(Archive(tmp_path / "half").study_keys()) == stop
    simulate(tmp_path / "half", RECIPE)
    assert tree(tmp_path / "half") == tree(simulated)


@pytest.mark.parametrize("write", [1, 9, 15, 24, 40])
def test_a_full_disk_leaves_what_can_be_finished(simulated, made_once, tmp_path, monkeypatch, write):
    real, calls = durable.write, []

    def refuse(path, content, **options):
        calls.append(path)
        if len(calls) == write:
            raise durable.NotSaved("NOT SAVED: no space left.")
        real(path, content, **options)

    with monkeypatch.context() as patch:
        patch.setattr(durable, "write", refuse)
        with pytest.raises(durable.NotSaved):
            simulate(tmp_path / "full", RECIPE)
    simulate(tmp_path / "full", RECIPE)
    assert tree(tmp_path / "full") == tree(simulated)


HEEDING = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
if __name__ == "__main__":
    from dspic_gui.cli import main
    from training.commands.simulate import Printer
    tell = Printer.__call__

    def tell_and_wait(self, done, total, case):
        tell(self, done, total, case)
        if done:
            time.sleep(600)

    Printer.__call__ = tell_and_wait
    sys.exit(main(sys.argv[1:]))
"""
"""The command as a shell in the foreground starts it (one started in the background inherits that Ctrl+C is ignored), which waits for
Ctrl+C after its first study: a fast machine would be done before."""


def test_control_c_is_a_stop_that_goes_on(simulated, made_once, tmp_path):
    words = ["--patients", "5", "--seed", "4", "--follow-up", "0.5", "--conditions", "normal,metastatic,arthritic,both"]
    command = [sys.executable, "-c", HEEDING, "simulate", str(tmp_path / "cli"), *words, "--workers", "2", "--json"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    for line in running.stdout:
        if json.loads(line)["done"] >= 1:
            break
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=PATIENCE)
    assert running.returncode == 130
    assert "Stopped" in said
    assert "Traceback" not in said
    assert main(["simulate", str(tmp_path / "cli"), *words, "--workers", "1"]) == 0
    assert tree(tmp_path / "cli") == tree(simulated)


def test_more_patients_may_be_added(simulated, made_once, tmp_path):
    few = Recipe(2, seed=4, follow_up=0.5, conditions=RECIPE.conditions)
    simulate(tmp_path / "grown", few)
    simulate(tmp_path / "grown", RECIPE)
    assert tree(tmp_path / "grown") == tree(simulated)
    with pytest.raises(SimulationError, match="other settings"):
        simulate(tmp_path / "grown", few)


def test_other_settings_are_refused(simulated):
    before = tree(simulated)
    with pytest.raises(SimulationError, match="other settings"):
        simulate(simulated, Recipe(5, seed=5))
    assert tree(simulated) == before


def test_a_folder_of_an_older_simulator_still_opens_and_is_not_continued(simulated, tmp_path):
    folder = tmp_path / "old"
    shutil.copytree(simulated, folder)
    stated = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
    assert stated["simulation"]["version"] == VERSION == 3
    stated["simulation"]["version"] = 2
    (folder / "dataset.json").write_text(json.dumps(stated), encoding="utf-8")
    for name in ("*_regions.png", "*_lesions.npz"):
        for path in folder.glob(f"truth/{name}"):
            path.unlink()
    archive = Archive(folder)
    assert archive.truth(archive.study_keys()[0]).sealed
    before = tree(folder)
    with pytest.raises(SimulationError, match="other settings"):
        simulate(folder, replace(RECIPE, patients=9))
    assert tree(folder) == before


def test_every_view_has_its_regions_and_lesions(simulated):
    archive = Archive(simulated)
    for key in archive.study_keys():
        truth = archive.truth(key)
        for view in Projection:
            regions = read_region_map((simulated / f"truth/{key}_{view}_regions.png").read_bytes())
            assert regions.values.any()
            lesions = read_lesion_masks((simulated / f"truth/{key}_{view}_lesions.npz").read_bytes())
            assert Counter(one.disease for one in lesions if one.visible) == Counter(one.disease for one in truth.in_view(view))
    assert not list(simulated.glob("truth/*_expected.npy"))


def test_expected_counts_are_part_of_the_recipe(tmp_path):
    recipe = Recipe(1, seed=12, expected="half")
    archive = simulate(tmp_path / "half", recipe)
    key = archive.study_keys()[0]
    for view in Projection:
        expected = np.load(tmp_path / "half" / f"truth/{key}_{view}_expected.npy")
        drawn = archive.views(key)[view].counts.reshape(512, 2, 128, 2).sum(axis=(1, 3))
        assert expected.shape == drawn.shape
        away = (drawn - expected.astype(float)) / np.sqrt(np.maximum(expected.astype(float), 1.0))
        assert abs(away.mean()) < 0.02
        assert 0.9 < away[expected > 20].std() < 1.1
    assert "--expected half" in command_of(archive.dataset.extra["simulation"], "half")
    with pytest.raises(SimulationError, match="other settings"):
        simulate(tmp_path / "half", replace(recipe, expected=""))


def test_a_folder_of_something_else_is_refused(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(SimulationError, match="not empty"):
        simulate(tmp_path, Recipe(1))
    Archive.create(tmp_path / "real", "A real one")
    with pytest.raises(SimulationError, match="not simulated"):
        simulate(tmp_path / "real", Recipe(1))


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_every_transfer_syntax_is_valid_and_lossless(compression, tmp_path):
    case = make(Order(6, 2, 0, 0, compression))
    path = tmp_path / "1.dcm"
    path.write_bytes(case.files[f"scans/{case.study.key}/1.dcm"])
    plain = make(Order(6, 2, 0, 0))
    (tmp_path / "plain.dcm").write_bytes(plain.files[f"scans/{plain.study.key}/1.dcm"])
    data = pydicom.dcmread(path)
    assert data.file_meta.TransferSyntaxUID == COMPRESSIONS[compression]
    assert list(data.ImageType) == ["ORIGINAL", "PRIMARY", "WHOLE BODY", "EMISSION"]
    assert data.CountsAccumulated == int(data.pixel_array.sum())
    assert data.SoftwareVersions == f"simulator {VERSION}"
    assert np.array_equal(data.pixel_array, pydicom.dcmread(tmp_path / "plain.dcm").pixel_array)
    if compression != "none":
        assert path.stat().st_size < 0.6 * (tmp_path / "plain.dcm").stat().st_size
    checker = shutil.which("dciodvfy")
    if checker is None:
        pytest.skip("dciodvfy (package dicom3tools) is not installed")
    said = subprocess.run([checker, str(path)], capture_output=True, text=True, check=False)
    assert "NMImage" in said.stdout + said.stderr
    assert not [line for line in (said.stdout + said.stderr).splitlines() if line.startswith("Error")]


def test_the_key_is_known_without_making_the_study():
    order = Order(8, 3, 1, 4)
    assert key_of(order) == make(order).study.key


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--patients", "0"], "--patients"),
        (["--patients", "2", "--workers", "0"], "--workers"),
        (["--patients", "2", "--seed", "-1"], "--seed"),
        (["--patients", "2", "--follow-up", "2"], "--follow-up"),
        (["--patients", "2", "--conditions", "ill"], "ill"),
    ],
)
def test_wrong_use_is_one_sentence_and_writes_nothing(tmp_path, capsys, words, said):
    assert main(["simulate", str(tmp_path / "out"), *words]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_progress_is_one_line_of_json_per_study(tmp_path, capsys):
    assert main(["simulate", str(tmp_path / "out"), "--patients", "2", "--seed", "9", "--workers", "1", "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["done"] for line in lines] == [0, 1, 2]
    assert {line["study"] for line in lines[1:]} == set(Archive(tmp_path / "out").study_keys())
