"""Examples from dataset folders and folders of PNG, and their split by patient."""

from collections import Counter

import numpy as np
import psutil
import pytest
from PIL import Image

from dspic_gui.dataset.archive import ArchiveError
from dspic_gui.disease import Answer
from dspic_gui.ground_truth import consolidation
from dspic_gui.model.network_input import network_input
from dspic_gui.study import Projection
from tests.made.small_dataset import counts, lesion, small_dataset
from tests.training.examples import examples
from training.augment import with_transforms
from training.dataset import ExamplesError, check_learnable, load_examples, split, target


def write_png(folder, name, pixels):
    folder.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(folder / name)


@pytest.fixture
def folders(tmp_path):
    rng = np.random.default_rng(0)
    for number, name in enumerate(["normal", "metastatic", "arthritic", "metastatic_arthritic"]):
        for patient in range(2):
            write_png(tmp_path / name, f"{number}{patient}_ANT.png", rng.integers(0, 4000, (32, 16), dtype=np.uint16))
    return tmp_path


def test_folders_of_png_are_classes_and_names_give_patient_and_view(folders):
    found = load_examples(folders)
    assert Counter(example.answer for example in found.examples) == dict.fromkeys(Answer, 2)
    assert len(found.inputs) == 8 and found.size == (16, 32)
    assert found.examples[0].patient == "00" and found.examples[0].view == "ANT"
    raw = np.asarray(Image.open(folders / "normal" / "00_ANT.png"))
    assert (found.inputs[0] == network_input(raw)).all()


def test_pictures_of_mixed_size_are_refused(folders):
    write_png(folders / "normal", "99_ANT.png", np.ones((16, 16), np.uint16))
    with pytest.raises(ExamplesError, match=r"differ in size \(32 x 16 and 16 x 16 pixels\)"):
        load_examples(folders)


def test_more_views_than_the_memory_holds_are_refused_before_they_are_read(folders, monkeypatch):
    free = psutil.virtual_memory()
    monkeypatch.setattr(psutil, "virtual_memory", lambda: free._replace(available=8 * 32 * 16 * 4 - 1))
    with pytest.raises(ExamplesError, match=r"8 views need 0\.0 GB of memory and this machine has 0\.0 GB free"):
        load_examples(folders)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: free._replace(available=8 * 32 * 16 * 4))
    assert len(load_examples(folders)) == 8


def test_the_parts_of_a_split_and_d_2_share_the_pictures(folders):
    found = examples(16)
    parts = split(found)
    more = with_transforms(parts.training, 1)
    kept = {id(one) for one in found.inputs}
    assert all(id(one) in kept for part in (parts.training, parts.validation, parts.test) for one in part.inputs)
    assert sum(id(one) in kept for one in more.inputs) == len(parts.training) < len(more)


def test_colour_pictures_and_broken_files_are_refused_by_name(folders):
    write_png(folders / "normal", "98_ANT.png", np.zeros((32, 16, 3), np.uint8))
    with pytest.raises(ExamplesError, match=r"98_ANT\.png is a colour picture"):
        load_examples(folders)
    for mode in ("P", "1"):
        Image.fromarray(np.zeros((32, 16), np.uint8)).convert(mode).save(folders / "normal" / "98_ANT.png")
        with pytest.raises(ExamplesError, match=r"98_ANT\.png is a colour picture"):
            load_examples(folders)
    (folders / "normal" / "98_ANT.png").write_bytes(b"no picture")
    with pytest.raises(ExamplesError, match=r"98_ANT\.png cannot be read"):
        load_examples(folders)


def test_a_folder_without_pictures_is_refused(tmp_path):
    with pytest.raises(ExamplesError, match="neither a dataset nor a folder with PNG"):
        load_examples(tmp_path)
    with pytest.raises(ExamplesError, match="is no folder"):
        load_examples(tmp_path / "absent")


def sealed(archive, reader, said):
    own = archive.as_reader(reader)
    for key, lesions in said.items():
        from dspic_gui.reading import Reading

        draft = Reading(key, reader, tuple(lesions), says_normal=not lesions)
        own.save(draft)
        own.seal(draft)


def test_labels_come_from_a_readers_sealed_views(tmp_path):
    archive = small_dataset(tmp_path / "d", 2)
    first, second = archive.study_keys()
    sealed(archive, "R1", {first: [lesion()], second: []})
    found = load_examples(archive.folder, "R1")
    said = {(example.study, example.view): example.answer for example in found.examples}
    assert said == {
        (first, "ANT"): Answer.METASTATIC,
        (first, "POST"): Answer.NORMAL,
        (second, "ANT"): Answer.NORMAL,
        (second, "POST"): Answer.NORMAL,
    }
    number = [archive.study_key(f"study {i}") for i in range(2)].index(first)
    assert (found.inputs[0] == network_input(counts(number, Projection.ANT))).all()


def test_labels_of_the_consensus_leave_out_what_is_open_and_what_is_provisional(tmp_path):
    archive = small_dataset(tmp_path / "d", 3)
    first, second, third = archive.study_keys()
    both = [lesion(), lesion(30, 500, label="arthritis:knee:left")]
    sealed(archive, "R1", {first: both, second: [lesion()], third: []})
    sealed(archive, "R2", {first: both, second: [lesion(label="arthritis:rib:left")], third: []})
    sealed(archive, "R3", {first: [], second: []})
    consolidation.run(archive)
    found = {(example.study, example.view): example.answer for example in load_examples(archive.folder).examples}
    assert found == {(first, "ANT"): Answer.BOTH, (first, "POST"): Answer.NORMAL, (second, "POST"): Answer.NORMAL}


def test_a_damaged_consensus_file_is_named(tmp_path):
    archive = small_dataset(tmp_path / "d", 1)
    for reader in archive.dataset.readers:
        sealed(archive, reader, {archive.study_keys()[0]: []})
    consolidation.run(archive)
    path = next((archive.folder / "consensus").glob("*_ANT.json"))
    path.write_text("{")
    with pytest.raises(ExamplesError, match=r"The labels of study .* cannot be used .*_ANT\.json"):
        load_examples(archive.folder)


def test_a_dataset_without_consensus_or_with_an_unknown_reader_says_what_to_do(tmp_path):
    archive = small_dataset(tmp_path / "d", 1)
    with pytest.raises(ExamplesError, match=r"no consensus yet\. Run `dspic consolidate` first"):
        load_examples(archive.folder)
    with pytest.raises(ArchiveError, match=r"none of this dataset's labels.*consensus, truth, R1, R2, R3"):
        load_examples(archive.folder, "R9")
    with pytest.raises(ExamplesError, match="holds no labelled view"):
        load_examples(archive.folder, "R2")


def test_targets_share_both_diseases_equally():
    assert target(Answer.BOTH) == (0.0, 0.5, 0.5)
    assert [target(answer) for answer in (Answer.NORMAL, Answer.METASTATIC, Answer.ARTHRITIC)] == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]


def test_a_split_by_patient_keeps_each_patient_in_one_part():
    found = split(examples(100), seed=3)
    parts = [set(part.patients) for part in (found.training, found.validation, found.test)]
    assert not (parts[0] & parts[1] or parts[0] & parts[2] or parts[1] & parts[2])
    assert (len(parts[2]), len(parts[1])) == (30, 10 if len(parts[1]) == 10 else 11)
    assert sum(map(len, parts)) == 100
    assert not found.leaking
    for part in (found.training, found.validation, found.test):
        shares = np.array(list(part.counts.values())) / len(part)
        assert np.abs(shares - 0.25).max() < 0.08


def test_a_split_follows_its_seed_alone():
    def names(seed):
        return [example.study for example in split(examples(40), seed=seed).test.examples]

    assert names(1) == names(1)
    assert names(1) != names(2)


def test_a_split_by_image_is_marked_as_leaking():
    found = split(examples(60), by="image", seed=0)
    assert found.leaking
    assert set(found.training.patients) & set(found.test.patients)


def test_one_class_and_too_few_patients_are_refused():
    few = examples(3)
    with pytest.raises(ExamplesError, match="There are 3 patients and a split needs at least 4"):
        split(few)
    alone = examples(40)
    with pytest.raises(ExamplesError, match=r"All 20 views are normal\. A network needs at least two classes"):
        check_learnable(alone.chosen([i for i, one in enumerate(alone.examples) if one.answer is Answer.NORMAL]))
