"""A model folder is served only when it is whole and what it says it is; whatever it holds, it starts nothing and reads nothing else."""

from __future__ import annotations

import hashlib
import io
import json
import pickle
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dspic_gui.disease import Answer
from dspic_gui.model.class_maps import MapKind
from dspic_gui.model.classifier import Classifier
from dspic_gui.model.model_card import ModelError
from dspic_gui.model.network_input import NetworkInputError
from tests.made.drawn_views import drawn_view
from tests.places import SMALL_MODEL as SMALL

Change = Callable[[Path, dict[str, Any]], None]


@pytest.fixture(scope="module")
def small() -> Classifier:
    return Classifier.open(SMALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "model"
    shutil.copytree(SMALL, copy)
    return copy


@pytest.mark.parametrize("answer", list(Answer))
def test_it_says_what_is_drawn(small: Classifier, answer: Answer) -> None:
    for seed in (50, 51, 52):
        assert small.classify(drawn_view(answer, seed)[0]).prediction.answer is answer


def test_a_prediction_carries_model_and_input(small: Classifier) -> None:
    view, _ = drawn_view(Answer.METASTATIC, 9)
    said = small.classify(view).prediction
    assert said.model == small.identity == f"small-{small.card.network_hash[:8]}"
    assert said.input_hash == small.classify(view).prediction.input_hash
    assert said.input_hash != small.classify(drawn_view(Answer.METASTATIC, 10)[0]).prediction.input_hash
    assert sum(said.probabilities) == pytest.approx(1, abs=1e-5)
    assert said.top1 is Answer.METASTATIC and said.milliseconds > 0


def test_the_card_says_what_is_shown(small: Classifier) -> None:
    assert "not validated on patients" in small.card.warning
    assert small.card.trained == "2026-01-01T00:00:00Z"
    assert small.maps == tuple(MapKind)
    assert small.explanations == (), "nothing was measured, so nothing explains"


def test_strongest_channels_are_in_order(small: Classifier) -> None:
    seen = small.classify(drawn_view(Answer.BOTH, 3)[0])
    strongest = seen.strongest_channels(3)
    weights = seen.channel_weights
    assert weights is not None
    assert [weight for _, weight in strongest] == sorted(weights.tolist(), reverse=True)[:3]
    assert all(weights[channel] == pytest.approx(weight) for channel, weight in strongest)


def test_another_size_is_refused_by_a_sentence(small: Classifier) -> None:
    with pytest.raises(NetworkInputError, match="1024 x 256 pixels and this one has 512 x 256"):
        small.classify_counts(np.ones((512, 256)))


def test_several_threads_get_the_same(small: Classifier) -> None:
    views = [drawn_view(answer, 60 + number)[0] for number, answer in enumerate(list(Answer) * 2)]
    alone = [small.classify(view).prediction.probabilities for view in views]
    found: dict[int, list[tuple[float, float, float]]] = {}

    def work(number: int) -> None:
        found[number] = [small.classify(view).prediction.probabilities for view in views]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(found[number] == alone for number in range(4))


def test_no_tensorflow_and_no_qt_in_the_process() -> None:
    script = (
        "import sys\n"
        "for name in ('tensorflow', 'keras', 'PyQt6', 'sklearn', 'matplotlib'): sys.modules[name] = None\n"
        "from pathlib import Path\n"
        "from dspic_gui.model.classifier import Classifier\n"
        f"print(Classifier.open(Path({str(SMALL)!r})).identity)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=SMALL.parents[2], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("small-")


def test_what_the_card_says_of_the_maps_is_checked(folder: Path) -> None:
    card = json.loads((folder / "card.json").read_text())
    card["map_bar"] = {"explanations": ["input_gradient", "a map of another program", "attention"]}
    (folder / "card.json").write_text(json.dumps(card))
    assert Classifier.open(folder).explanations == (MapKind.INPUT_GRADIENT,)


def test_a_name_cannot_lead_out_of_the_folder_of_predictions(folder: Path) -> None:
    card = json.loads((folder / "card.json").read_text())
    card["name"] = "../../outside /x"
    (folder / "card.json").write_text(json.dumps(card))
    assert Classifier.open(folder).identity == f"outside_x-{card['files']['network.tflite'][:8]}"


def replaced(name: str, content: bytes) -> Change:
    """Another file under the right name, and its right hash in the card."""

    def change(folder: Path, card: dict[str, Any]) -> None:
        (folder / name).write_bytes(content)
        card["files"][name] = hashlib.sha256(content).hexdigest()

    return change


def stated(*path: str, value: Any) -> Change:
    """Another value in the card."""

    def change(folder: Path, card: dict[str, Any]) -> None:
        place = card
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value

    return change


def without(*path: str) -> Change:
    def change(folder: Path, card: dict[str, Any]) -> None:
        place = card
        for key in path[:-1]:
            place = place[key]
        del place[path[-1]]

    return change


def self_test(**changes: Any) -> Change:
    """The self-test with other arrays; None takes one out."""

    def change(folder: Path, card: dict[str, Any]) -> None:
        with np.load(folder / "selftest.npz") as arrays:
            kept = {name: arrays[name] for name in arrays.files}
        kept = {name: array for name, array in (kept | changes).items() if array is not None}
        stream = io.BytesIO()
        np.savez_compressed(stream, **kept)
        replaced("selftest.npz", stream.getvalue())(folder, card)

    return change


class Payload:
    """What a pickle could do to whoever opens it."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.touch, (Path("started"),))


def with_pickle(folder: Path, card: dict[str, Any]) -> None:
    stream = io.BytesIO()
    np.savez(stream, counts=np.array([Payload()], dtype=object), probabilities=np.zeros((1, 3), np.float32))
    replaced("selftest.npz", stream.getvalue())(folder, card)


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("counts.npy", "w", force_zip64=True) as entry:
        for _ in range(80):
            entry.write(bytes(1 << 20))
    return stream.getvalue()


def flipped_bit(folder: Path, card: dict[str, Any]) -> None:
    content = bytearray((folder / "network.tflite").read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "network.tflite").write_bytes(bytes(content))


def half(folder: Path, card: dict[str, Any]) -> None:
    content = (folder / "network.tflite").read_bytes()
    replaced("network.tflite", content[: len(content) // 2])(folder, card)


def missing(name: str) -> Change:
    return lambda folder, card: (folder / name).unlink()


HOSTILE: dict[str, tuple[Change, str]] = {
    "no network": (missing("network.tflite"), "cannot be read"),
    "no self-test": (missing("selftest.npz"), "cannot be read"),
    "a flipped bit": (flipped_bit, "hash differs"),
    "half a network": (half, "cannot be"),
    "an empty network": (replaced("network.tflite", b""), "cannot be"),
    "a network of noise": (replaced("network.tflite", np.random.default_rng(0).bytes(5000)), "cannot be"),
    "a pickle as network": (replaced("network.tflite", pickle.dumps(Payload())), "cannot be"),
    "a Keras file as network": (replaced("network.tflite", bomb()), "cannot be"),
    "a hash that is none": (stated("files", "network.tflite", value="zz" * 32), "64 hexadecimal"),
    "a hash as a number": (stated("files", "network.tflite", value=5), "64 hexadecimal"),
    "no hashes": (without("files"), "files is missing"),
    "another schema": (stated("schema", value=2), "schema 2"),
    "classes in another order": (stated("classes", value=["metastatic", "normal", "arthritic"]), "classes"),
    "a fourth class": (stated("classes", value=["normal", "metastatic", "arthritic", "other"]), "classes"),
    "rows and columns exchanged": (stated("input", "shape", value=[1, 1024, 256, 1]), "columns, rows"),
    "a picture of no size": (stated("input", "rows", value=0), "columns, rows"),
    "a picture of billions": (stated("input", "rows", value=2**31), "whole number"),
    "a threshold over one": (stated("top2_threshold", value=1.5), "no number from 0 to 1"),
    "a threshold that is no number": (stated("top2_threshold", value=float("nan")), "NaN is no number"),
    "a threshold as text": (stated("top2_threshold", value="0.3"), "no number"),
    "a name of many lines": (stated("name", value="a\nb"), "no text"),
    "a name without end": (stated("name", value="a" * 5000), "no text"),
    "a warning without end": (stated("warning", value="a" * 5000), "no text"),
    "no three probabilities": (stated("signatures", "classify", "outputs", "probabilities", value=[4]), "three probabilities"),
    "outputs that are not there": (stated("signatures", "classify", "outputs", "secret", value=[3]), "take and give"),
    "outputs of another shape": (stated("signatures", "classify", "outputs", "features", value=[1, 1, 16]), "take and give"),
    "a place of stride nought": (stated("maps", "features", "stride", value=0), "whole number"),
    "dense weights outside the file": (stated("dense", "fc2", "offset", value=10**9), "points outside"),
    "dense weights before the file": (stated("dense", "fc2", "offset", value=-5), "whole number"),
    "dense layers that do not fit": (stated("dense", "fc2", "shape", value=[32, 64]), "do not fit"),
    "dense weights of another kind": (stated("dense", "fc2", "dtype", value="object"), "not described"),
    "a self-test of noise": (replaced("selftest.npz", b"PK" + bytes(500)), "selftest.npz cannot be used"),
    "a self-test that unpacks without end": (replaced("selftest.npz", bomb()), "unpacks to too much"),
    "a pickle in the self-test": (with_pickle, "selftest.npz cannot be used"),
    "a self-test without a view": (self_test(counts=None), "does not hold a view"),
    "a self-test of another size": (self_test(counts=np.ones((30, 30), np.uint16)), "does not run"),
    "a self-test of texts": (self_test(counts=np.full((1024, 256), "a")), "does not hold a view"),
    "a self-test that expects another result": (self_test(probabilities=np.array([[0.2, 0.5, 0.3]], np.float32)), "another result"),
    "a self-test that expects nothing": (self_test(probabilities=np.full((1, 3), np.nan, np.float32)), "another result"),
    "a self-test of another shape": (self_test(probabilities=np.ones(3, np.float32)), "another result"),
    "a self-test with another attention": (self_test(spatial_attention=np.zeros((1, 63, 255, 1), np.float32)), "another result"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_folder_is_refused_by_a_sentence(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    change, words = HOSTILE[name]
    monkeypatch.chdir(folder.parent)
    card = json.loads((folder / "card.json").read_text())
    change(folder, card)
    (folder / "card.json").write_text(json.dumps(card))
    with pytest.raises(ModelError, match=words) as refused:
        Classifier.open(folder)
    assert str(refused.value).startswith("The model in “model” cannot be used:") and "Nothing was classified" in str(refused.value)
    assert not (folder.parent / "started").exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"schema": 1}', b'{"schema": 1, "name": "' + b"a" * (5 << 20) + b'"}'],
    ids=["empty", "cut", "list", "null", "no text", "deep", "little", "large"],
)
def test_a_card_that_is_none(folder: Path, content: bytes) -> None:
    (folder / "card.json").write_bytes(content)
    with pytest.raises(ModelError, match=r"card\.json"):
        Classifier.open(folder)


def test_a_folder_without_a_card(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"it holds no card\.json"):
        Classifier.open(tmp_path)
    (tmp_path / "card.json").mkdir()
    with pytest.raises(ModelError, match="cannot be read"):
        Classifier.open(tmp_path)


def test_a_looser_tolerance_in_the_card_does_not_help(folder: Path) -> None:
    card = json.loads((folder / "card.json").read_text())
    card["selftest"]["tolerance"] = 1.0
    self_test(probabilities=np.array([[0.2, 0.5, 0.3]], np.float32))(folder, card)
    (folder / "card.json").write_text(json.dumps(card))
    with pytest.raises(ModelError, match="another result"):
        Classifier.open(folder)


def test_opening_hostile_networks_starts_no_process_and_no_socket(tmp_path: Path) -> None:
    """Every hostile folder under strace: no exec after the start, no socket."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    for number, (change, _) in enumerate(HOSTILE.values()):
        copy = tmp_path / f"{number:02d}"
        shutil.copytree(SMALL, copy)
        card = json.loads((copy / "card.json").read_text())
        change(copy, card)
        (copy / "card.json").write_text(json.dumps(card))
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from dspic_gui.model.classifier import Classifier\nfrom dspic_gui.model.model_card import ModelError\n"
        "refused = 0\n"
        "for folder in sorted(Path(sys.argv[1]).iterdir()):\n"
        "    try: Classifier.open(folder)\n"
        "    except ModelError: refused += 1\n"
        "print(refused)\n"
    )
    trace = tmp_path.parent / "trace"
    command = ["strace", "-f", "-qq", "-e", "trace=execve,socket", "-o", str(trace), sys.executable, "-c", script, str(tmp_path)]
    done = subprocess.run(command, cwd=SMALL.parents[2], capture_output=True, text=True, check=False, timeout=300)
    if done.returncode and "ptrace" in done.stderr.lower():
        pytest.skip("strace is not allowed here")
    assert done.stdout.strip() == str(len(HOSTILE)), done.stderr
    calls = [line for line in trace.read_text().splitlines() if "exited" not in line and "+++" not in line and "---" not in line]
    assert len([line for line in calls if "execve(" in line]) == 1
    assert not [line for line in calls if "socket(" in line]
