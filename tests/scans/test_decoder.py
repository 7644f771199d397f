"""Foreign files: shown with the right counts or refused with one sentence, quickly, whatever they hold."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from dspic_gui.scans.decoder import DecodeError, Decoder, load_views
from dspic_gui.scans.refusal import REFUSALS
from dspic_gui.study import Projection, ViewSource
from tests.made import odd_dicom as odd
from tests.made.odd_cases import ODD, PAIR
from tests.made.odd_dicom import Odd
from tests.made.waiting import PATIENCE, until


@pytest.fixture(scope="session")
def decoder() -> Iterator[Decoder]:
    with Decoder(deadline=PATIENCE) as started:
        yield started


def write(folder: Path, content: bytes, name: str = "file.dcm") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("case", ODD, ids=lambda case: case.name)
def test_an_odd_file_is_shown_or_refused(case: Odd, decoder: Decoder, tmp_path: Path) -> None:
    path = write(tmp_path, case.make())
    if case.refused is not None:
        with pytest.raises(DecodeError) as refusal:
            decoder.read(path)
        assert refusal.value.code in case.refused.split("|")
        assert str(refusal.value).endswith(".") and "{" not in str(refusal.value)
        return
    assert case.counts is not None
    scan, expected = decoder.read(path), case.counts()
    wanted = expected if expected.ndim == 3 else expected[np.newaxis]
    assert sorted(scan.frames) == list(range(len(wanted)))
    for frame, counts in scan.frames.items():
        assert counts.dtype in (np.int32, np.float32)
        assert np.abs(counts.astype(np.float64) - wanted[frame]).max() <= case.tolerance


def test_names_of_cases_are_unique_and_many() -> None:
    assert len({case.name for case in ODD}) == len(ODD) >= 260


def test_an_endless_stream_is_killed_at_the_deadline_and_the_next_file_is_read(tmp_path: Path, real_scan: Path) -> None:
    path = write(tmp_path, odd.endless_jpeg2000())
    with Decoder(deadline=2.0) as decoder:
        with pytest.raises(DecodeError) as refusal:
            decoder.read(path)
        assert refusal.value.code == "too_slow"
    with Decoder() as decoder:
        assert decoder.read(real_scan).frames[0].sum() == 3_596_452


def test_a_file_that_takes_too_much_memory_is_refused(tmp_path: Path, real_scan: Path) -> None:
    path = write(tmp_path, odd.with_field((0x0009, 0x1010), b"OB", bytes(150 << 20)))
    with Decoder(memory=400 << 20) as decoder:
        with pytest.raises(DecodeError) as refusal:
            decoder.read(path)
        assert refusal.value.code in ("too_much_memory", "crashed")
        assert decoder.read(real_scan).frames[0].shape == (1024, 256)


def test_a_file_beyond_the_size_limit_is_not_opened(decoder: Decoder, tmp_path: Path) -> None:
    path = tmp_path / "large.dcm"
    with path.open("wb") as file:
        file.truncate((512 << 20) + 1)
    with pytest.raises(DecodeError) as refusal:
        decoder.read(path)
    assert refusal.value.code == "too_large"


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe"])
def test_what_is_no_file_is_refused_without_waiting(kind: str, decoder: Decoder, tmp_path: Path) -> None:
    path = tmp_path / "source"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    with pytest.raises(DecodeError) as refusal:
        decoder.read(path)
    assert refusal.value.code == "missing"


def test_a_child_that_was_killed_is_replaced(real_scan: Path) -> None:
    with Decoder() as decoder:
        decoder.read(real_scan)
        assert decoder._child is not None
        decoder._child.kill()
        decoder._child.wait()
        assert decoder.read(real_scan).frames[0].sum() == 3_596_452


def test_closing_does_not_wait_for_a_file_that_hangs(tmp_path: Path) -> None:
    import threading

    import psutil

    path = write(tmp_path, odd.endless_jpeg2000())
    codes: list[str] = []
    decoder = Decoder(deadline=10 * PATIENCE)

    def read() -> None:
        with pytest.raises(DecodeError) as refusal:
            decoder.read(path)
        codes.append(refusal.value.code)

    reading = threading.Thread(target=read)
    reading.start()
    until(lambda: decoder._child is not None and psutil.Process(decoder._child.pid).cpu_times().user > 1.0)
    decoder.close()
    reading.join(PATIENCE)
    assert codes == ["crashed"]


def test_several_threads_may_ask_at_once(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    paths = [write(tmp_path, odd.file(odd.counts_of(seed).astype(np.uint16)), f"{seed}.dcm") for seed in range(6)]
    with Decoder() as decoder, ThreadPoolExecutor(6) as threads:
        scans = list(threads.map(decoder.read, paths * 3))
    assert all((scan.frames[0] == odd.counts_of(place % 6)).all() for place, scan in enumerate(scans))


def test_the_child_ends_when_its_parent_does(real_scan: Path) -> None:
    import subprocess
    import sys

    import psutil

    script = (
        "import os, sys\nfrom pathlib import Path\nfrom dspic_gui.scans.decoder import Decoder\n"
        "decoder = Decoder()\ndecoder.read(Path(sys.argv[1]))\nprint(decoder._child.pid, flush=True)\nos._exit(1)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(real_scan)], capture_output=True, text=True, timeout=PATIENCE, check=False)
    child = int(done.stdout)
    until(lambda: not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE)
    assert child != os.getpid()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0\0\0\2\0\0\0\0\0\0\0\0{}",
        b"\xff\xff\xff\xff\0\0\0\0\0\0\0\0",
        b"\0\0\0\5\xff\0\0\0\0\0\0\0",
        b'\0\0\0\x1e\0\0\0\0\0\0\0\0{"refused":"x{0}","values":{}}',
        b"\0\0\0\4\0\0\0\0\0\0\0\0[[[[",
    ],
)
def test_a_child_that_answers_nonsense_is_not_believed(answer: bytes, real_scan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import subprocess
    import sys

    def impostor(_memory: int, _deadline: float) -> subprocess.Popen[bytes]:
        script = f"import sys; sys.stdin.buffer.read(12); sys.stdout.buffer.write({answer!r})"
        return subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    monkeypatch.setattr("dspic_gui.scans.decoder._start_child", impostor)
    with Decoder() as decoder, pytest.raises(DecodeError) as refusal:
        decoder.read(real_scan)
    assert refusal.value.code in ("nonsense", "crashed")


@pytest.mark.skipif(os.name == "nt", reason="the system has no such limit")
def test_the_child_cannot_reach_the_network_libraries_and_has_its_limits(real_scan: Path) -> None:
    import psutil

    with Decoder() as decoder:
        decoder.read(real_scan)
        assert decoder._child is not None
        child = psutil.Process(decoder._child.pid)
        assert not child.net_connections()
        if hasattr(child, "rlimit"):
            assert child.rlimit(psutil.RLIMIT_AS) == (1536 << 20, 1536 << 20)
            assert child.rlimit(psutil.RLIMIT_CORE) == (0, 0)


def test_every_transfer_syntax_pydicom_decodes_has_a_decoder_here() -> None:
    from pydicom.pixels import get_decoder
    from pydicom.uid import AllTransferSyntaxes

    available = {}
    for syntax in AllTransferSyntaxes:
        try:
            available[syntax.name] = get_decoder(syntax).is_available
        except NotImplementedError:
            continue
    assert len(available) >= 16 and all(available.values())


def test_the_real_scan(decoder: Decoder, real_scan: Path) -> None:
    scan = decoder.read(real_scan)
    counts = scan.frames[0]
    assert counts.shape == (1024, 256) and counts.dtype == np.int32
    assert (counts.min(), counts.max(), counts.sum()) == (0, 278, 3_596_452)
    assert scan.counts_accumulated == 3_596_452
    assert (scan.modality, scan.sex, scan.date, scan.pixel_mm) == ("NM", "M", "2004-08-26", (2.26, 2.26))
    assert scan.sha256 == hashlib.sha256(real_scan.read_bytes()).hexdigest()


def test_a_lossy_file_keeps_its_negative_values_and_says_so(decoder: Decoder) -> None:
    from pydicom.data import get_testdata_file

    scan = decoder.read(Path(str(get_testdata_file("JPEG2000.dcm", download=False))))
    assert scan.frames[0].min() == -30 and "lossy" in scan.notes


def test_no_name_leaves_the_child(decoder: Decoder, tmp_path: Path) -> None:
    scan = decoder.read(write(tmp_path, odd.file()))
    assert "Planted" not in repr(scan)


def source(path: Path, projection: Projection, frame: int = 0) -> ViewSource:
    return ViewSource(projection, path.name, frame, hashlib.sha256(path.read_bytes()).hexdigest(), "told")


def test_views_of_a_study_come_anterior_first(tmp_path: Path) -> None:
    path = write(tmp_path, odd.two_frames())
    views = load_views(tmp_path, [source(path, Projection.POST, 1), source(path, Projection.ANT, 0)])
    assert list(views) == [Projection.ANT, Projection.POST]
    assert (views[Projection.ANT].counts == PAIR[0]).all() and (views[Projection.POST].counts == PAIR[1]).all()
    assert views[Projection.ANT].pixel_mm == (2.26, 2.26)


def test_a_file_changed_since_import_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, odd.file())
    imported = source(path, Projection.ANT)
    path.write_bytes(odd.file(PatientID="P2"))
    with pytest.raises(DecodeError) as refusal:
        load_views(tmp_path, [imported])
    assert refusal.value.code == "changed"


def test_a_frame_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, odd.file())
    with pytest.raises(DecodeError) as refusal:
        load_views(tmp_path, [source(path, Projection.ANT, 3)])
    assert refusal.value.code == "no_such_frame"


def test_pixels_handed_over_cannot_be_changed(tmp_path: Path) -> None:
    path = write(tmp_path, odd.file())
    view = load_views(tmp_path, [source(path, Projection.ANT)])[Projection.ANT]
    with pytest.raises(ValueError, match="read-only"):
        view.counts[0, 0] = 1


def all_files_of_pydicom() -> list[Path]:
    from pydicom.data import get_testdata_files

    return sorted(Path(name) for name in get_testdata_files() if Path(name).is_file())


def test_every_file_of_pydicom_is_shown_or_refused(decoder: Decoder) -> None:
    shown = []
    for path in all_files_of_pydicom():
        try:
            shown.append(decoder.read(path).path.name)
        except DecodeError as refusal:
            assert refusal.code in REFUSALS and refusal.code not in ("nonsense", "crashed", "too_slow")
    assert {"JPEG-LL.dcm", "JPEG2000.dcm", "JPEG2000_UNC.dcm", "JPGExtended.dcm"} <= set(shown)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.expects_log
def test_grey_pictures_of_pydicom_have_the_pixels_pydicom_gives(decoder: Decoder) -> None:
    import pydicom

    compared = 0
    for path in all_files_of_pydicom():
        try:
            scan = decoder.read(path, anything=True)
            theirs = pydicom.dcmread(path)
            pixels = theirs.pixel_array
        except (DecodeError, AttributeError, pydicom.errors.InvalidDicomError):
            continue
        if "RescaleSlope" in theirs or "ModalityLUTSequence" in theirs or not scan.frames:
            continue
        for frame, counts in scan.frames.items():
            assert (counts == (pixels if pixels.ndim == 2 else pixels[frame])).all(), path.name
        compared += 1
    assert compared >= 30
