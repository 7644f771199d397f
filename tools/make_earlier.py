"""Makes tests/golden/earlier: what commit 44c6b6b, before the rooms were laid out anew, left on disk, for the tests that open it.

    git worktree add EARLIER 44c6b6b
    PYTHONPATH=EARLIER python tools/make_earlier.py tests/golden/earlier EARLIER

It runs that commit's own code, so its imports are those of that commit, and nothing of today's tree is imported. The dataset is
`tests.disputed_dataset` of that commit with one imported DICOM study that is being read, a vote, decisions, predictions of the
small model and reviews; beside it lie a user's settings, recent datasets and worklist index, and a training that was stopped.
"""
# mypy: ignore-errors

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

os.environ["QT_QPA_PLATFORM"] = "offscreen"
OUT, CHECKOUT = (Path(word).resolve() for word in sys.argv[1:3])
MODEL = CHECKOUT / "tests" / "golden" / "small_model"
DATASET, PLACE = OUT / "dataset", "@PLACE@"
NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


def dicom_file(path: Path) -> Path:
    """A whole-body scan of two frames with flat counts, so that its runs are short."""
    import pydicom
    from pydicom.uid import ExplicitVRLittleEndian, RLELossless, generate_uid

    data = pydicom.Dataset()
    data.file_meta = pydicom.dataset.FileMetaDataset()
    data.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data.SOPClassUID = data.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.20"
    data.SOPInstanceUID = generate_uid(entropy_srcs=["earlier instance"])
    data.file_meta.MediaStorageSOPInstanceUID = data.SOPInstanceUID
    data.StudyInstanceUID = generate_uid(entropy_srcs=["earlier study"])
    data.SeriesInstanceUID = generate_uid(entropy_srcs=["earlier series"])
    data.Modality, data.ImageType = "NM", ["ORIGINAL", "PRIMARY", "WHOLE BODY", "EMISSION"]
    data.PatientID, data.PatientName, data.PatientSex = "E1", "Earlier^One", "F"
    data.PatientBirthDate, data.StudyDate, data.StudyTime = "19500101", "20250301", "101010"
    data.Rows, data.Columns, data.NumberOfFrames = 1024, 256, 2
    data.BitsAllocated = data.BitsStored = 16
    data.HighBit, data.PixelRepresentation, data.SamplesPerPixel = 15, 0, 1
    data.PhotometricInterpretation = "MONOCHROME2"
    data.FrameIncrementPointer = 0x00540020
    data.DetectorVector, data.NumberOfDetectors = [1, 2], 2
    rows, columns = np.mgrid[0:1024, 0:256]
    body = np.where((abs(columns - 128) < 50) & (rows > 60) & (rows < 960), 20, 0)
    hot = np.where((columns - 150) ** 2 + (rows - 420) ** 2 < 100, 140, body)
    frames = np.stack([hot, hot[:, ::-1]]).astype(np.uint16)
    data.PixelData = frames.tobytes()
    views = []
    for code, meaning in (("R-10206", "anterior"), ("R-10214", "posterior")):
        detector, view = pydicom.Dataset(), pydicom.Dataset()
        view.CodeValue, view.CodingSchemeDesignator, view.CodeMeaning = code, "SNM3", meaning
        detector.ViewCodeSequence = [view]
        views.append(detector)
    data.DetectorInformationSequence = views
    data.compress(RLELossless, generate_instance_uid=False)
    data.save_as(path, enforce_file_format=True)
    return path


def read_study(archive, key: str) -> None:
    """R1 marks, takes back, marks again and passes on; R2 skips: a draft with its history and two sittings."""
    from dspic_gui.reading_desk import ReadingDesk
    from dspic_gui.sittings import Sitting
    from tests.small_dataset import lesion

    from dspic_gui.reading import Reading

    own = archive.as_reader("R1")
    clock = iter(range(0, 1000, 30))
    sitting = Sitting(DATASET, "R1", clock=lambda: float(next(clock)), now=lambda: NOON)
    sitting.opened(key)
    desk = ReadingDesk(own, Reading(key, "R1"), own.views(key))
    desk.commit(desk.reading.adding(lesion(140, 410, label="metastasis:rib:left", certainty=4)))
    desk.commit(desk.reading.adding(lesion(100, 600, label="arthritis:knee:left")))
    desk.undo()
    sitting.left()
    other = Sitting(DATASET, "R2", clock=lambda: 0.0, now=lambda: NOON)
    other.skip(key, "The report is missing.")


def settle(archive, key: str) -> None:
    """R3 decides the first thing that waits."""
    from dspic_gui.ground_truth.adjudication_desk import AdjudicationDesk

    own = archive.as_reader("R3")
    desk = AdjudicationDesk(own, own.study(key))
    item = next(one for one in desk.waiting if one.lesion is not None)
    proposal = desk.take_reader(item, "R1", desk.propose(item))
    desk.accept(item, proposal, None, "seen in both views")


def review(archive, key: str, said) -> None:
    """R2 says of the anterior view why the model went wrong."""
    from dspic_gui.disease import Answer
    from dspic_gui.reviews import REASONS, Review, write_review
    from dspic_gui.study import Projection

    answer = said.views[Projection.ANT].answer
    reason = next(iter(REASONS))
    one = Review(
        key, Projection.ANT, said.model, "R2", Answer.NORMAL, answer, True, reason,
        "not a lesion", "2026-03-06T07:08:09Z",
    )  # fmt: skip
    write_review(archive.as_reader("R2"), one)


def settings() -> None:
    """What a user's settings folder holds."""
    from PyQt6.QtCore import QByteArray

    from dspic_gui.qt.preferences import Preferences
    from dspic_gui.recent import RecentDatasets

    (OUT / "settings").mkdir()
    preferences = Preferences(OUT / "settings" / "settings.ini")
    preferences.theme, preferences.text_percent = "light", 130
    preferences.set_value("model/folder", f"{PLACE}/model")
    preferences.set_value("keys/changed", json.dumps({"seal": ["Ctrl+Shift+S"]}))
    preferences.set_value("codes/recent", "metastasis:rib:left arthritis:knee:left")
    preferences.set_layout("room", QByteArray(b"\0\0\0\xff as it stood"))
    preferences.save()
    RecentDatasets(OUT / "settings" / "recent.json", lambda: NOON).add(DATASET, "Small", "R1")
    path = OUT / "settings" / "recent.json"
    path.write_text(path.read_text(encoding="utf-8").replace(str(OUT), PLACE), encoding="utf-8")


def index() -> None:
    """The worklist's cache of R1; it knows the dataset's folder by its own name's hash alone."""
    from dspic_gui.worklist import Worklist

    worklist = Worklist(DATASET, "R1", OUT / "cache")
    worklist.refresh()
    del worklist
    (path,) = (OUT / "cache").glob("*.sqlite")
    path.rename(path.with_name("worklist.sqlite"))


def training() -> None:
    """A training of a narrow network that was stopped after its first epoch."""
    from dspic_gui.network.plan import Convolution, Plan, Pooling
    from tests.training.examples import examples
    from training.fit import fit
    from training.settings import Settings
    from training.step import Learner

    size = (64, 128)
    plan = Plan("narrow", "none", (Convolution(7, 2, 4, 2), Pooling(), Convolution(3, 2, 2, 1)), 2)
    chosen = Settings(epochs=2, batch=8, seed=3, rate=1e-3)
    folder, steps = OUT / "run", iter(range(100))
    folder.mkdir()
    (folder / "settings.json").write_text(chosen.as_json(), encoding="utf-8")
    course = fit(
        Learner(chosen, size, plan=plan), examples(8, size=size), examples(4, seed=9, size=size),
        folder, stopped=lambda: next(steps) == 3,
    )  # fmt: skip
    assert len(course.rows) == 1 and not course.finished


def answers(cli) -> dict[str, list[object]]:
    """What the commands of that commit say of the dataset, one JSON object a line."""
    said = {}
    for words in ("worklist --reader R1", "worklist --reader R2", "worklist", "statistics"):
        command, *more = [*words.split(), "--json"]
        heard = io.StringIO()
        with contextlib.redirect_stdout(heard):
            assert cli.main([command, str(DATASET), *more]) in (0, 1), words
        said[words] = [json.loads(line) for line in heard.getvalue().splitlines()]
    return said


def main() -> None:
    """Everything, and the hashes of the small model, which that commit's tests opened too."""
    from dspic_gui.classifier import Classifier
    from tests.disputed_dataset import disputed_dataset

    from dspic_gui import cli
    from dspic_gui.opinion.second_opinion import study_prediction

    assert Path(cli.__file__).is_relative_to(CHECKOUT)
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    archive = disputed_dataset(DATASET)
    drawn = archive.study_keys()
    assert cli.main(["import", str(DATASET), str(dicom_file(OUT / "scan.dcm"))]) == 0
    (OUT / "scan.dcm").unlink()
    (imported,) = set(archive.study_keys()) - set(drawn)
    read_study(archive, imported)
    assert cli.main(["consolidate", str(DATASET)]) in (0, 1)
    settle(archive, drawn[0])
    classifier = Classifier.open(MODEL)
    said = [study_prediction(archive, classifier, key) for key in drawn]
    review(archive, drawn[0], said[0])
    settings()
    index()
    training()
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(MODEL.iterdir())}
    facts = {"small_model": hashes, "imported": imported, "drawn": drawn, "said": answers(cli)}
    lines = ",\n".join(f" {json.dumps(name)}: {json.dumps(value)}" for name, value in facts.items())
    (OUT / "facts.json").write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    for path in [*OUT.rglob(".dspic.lock"), *OUT.rglob("*.lock")]:
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
