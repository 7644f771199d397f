"""Where every file of a dataset lies: this module alone spells the layout of the folder.

The functions give a file's name in the dataset, the path below its folder with slashes, just as the audits write it down;
`folder / name` is the file. What `durable` keeps beside any file (`.versions`, `.conflicts`, locks) is spelled there.
"""

from __future__ import annotations

import errno
import hashlib
import os
import posixpath
import re
from contextlib import suppress
from pathlib import Path

from dspic_gui.plain_file import LARGEST_JSON, content_of
from dspic_gui.sentence import SaidError
from dspic_gui.study import Projection

DATASET = "dataset.json"
"""Its name, planned readers and protocol: what makes a folder a dataset."""
SECRET = "key"
"""The secret behind the pseudonyms."""
HANDED_OVER = "deidentification.txt"
"""What a de-identified dataset says of itself; it has no secret."""
LABELS = "labels.txt"
"""The labels that the code book allows, for labelme."""
CODES = "codes.json"
"""The code book of a dataset that has its own."""

REPEATS = "repeats.json"
"""Which study each hidden repeat repeats, for the study lead."""
ORDER = "order.json"
"""The order of the studies where the study lead set one."""

STUDIES, SCANS, PICTURES, REPORTS = "studies", "scans", "pictures", "reports"
READINGS, AUDIT, SITTINGS = "readings", "audit", "sittings"
TRUTH, CONSENSUS, ADJUDICATIONS = "truth", "consensus", "adjudications"
PREDICTIONS, REVIEWS = "predictions", "reviews"
HISTORY, QUARANTINE, EXCHANGE = ".history", ".quarantine", ".exchange"
INCOMING = ".incoming"
"""What an import has read and not yet put into its place."""
_REVISIONS = f"{CONSENSUS}/.revisions"
_BESIDE = (".versions", ".conflicts")
"""What `durable` keeps."""

LONGEST_NAME = 200
_NO_LETTERS = '/\\:*?"<>|\0'

_KEY = re.compile(r"[0-9a-f]{16}\Z")
_VIEW_FILE = re.compile(rf"(?P<study>.+)_(?P<view>{'|'.join(Projection)})\.json\Z")


class ArchiveError(SaidError):
    """Something in the dataset folder cannot be used; the text is a sentence for the reader."""


class NameRefused(SaidError, ValueError):  # noqa: N818 - what the gate says
    """A name from a dataset that would lead out of its place; the text is a sentence. Nothing was opened or written."""


def gated(name: str) -> str:
    """The name, where it is one part of a path and no more; NameRefused for any other, before a path is made of it."""
    bad = not name or name in (".", "..") or len(name) > LONGEST_NAME or any(letter in name for letter in _NO_LETTERS)
    if bad or not name.isprintable():
        raise NameRefused("“{name}” cannot be a name in a dataset. Nothing was opened or written.", name=repr(name[:40]))
    return name


def is_inside(name: str) -> bool:
    """Whether this is the name of a file in a dataset, relative to its folder: each of its parts passes the gate."""
    try:
        return all(gated(part) for part in name.split("/"))
    except NameRefused:
        return False


def is_dataset(folder: Path) -> bool:
    """Whether a dataset stands in this folder, sound or not."""
    return (folder / DATASET).is_file()


def require_there(folder: Path) -> None:
    """FileNotFoundError where no dataset stands in the folder: nothing is written on the bare place where a disk was mounted."""
    if not is_dataset(folder):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))


_WRITTEN = (STUDIES, REPORTS, READINGS, AUDIT, SITTINGS, CONSENSUS, ADJUDICATIONS, PREDICTIONS, REVIEWS)
_OF_PERSONS = (READINGS, PREDICTIONS, REVIEWS, HISTORY, QUARANTINE, EXCHANGE, *_BESIDE)


def linked(folder: Path) -> str | None:
    """The name of a folder of the dataset, one in which this program writes, that is a link and leads elsewhere; None where none is.

    Scans and pictures, which are large, may lie elsewhere.
    """
    for name in (*_WRITTEN, HISTORY, QUARANTINE, EXCHANGE, *_BESIDE):
        if (folder / name).is_symlink():
            return name
    for name in _OF_PERSONS:
        with suppress(OSError), os.scandir(folder / name) as entries:
            for entry in entries:
                if entry.is_symlink():
                    return f"{name}/{entry.name}"
    return None


class Anchor:
    """A folder in which files are only made while the dataset stands there, if it did at first."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._stood, self._was = folder, is_dataset(folder), _hash_of_key(folder)

    def hold(self) -> None:
        """FileNotFoundError where the dataset is gone; OSError (ESTALE) where one with another key stands in its place."""
        if not self._stood:
            return
        require_there(self._folder)
        now = _hash_of_key(self._folder)
        if None not in (self._was, now) and now != self._was:
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), str(self._folder))


def _hash_of_key(folder: Path) -> str | None:
    """What tells a dataset from another; None where it has no key that can be read."""
    try:
        return hashlib.sha256(content_of(folder / SECRET, LARGEST_JSON)).hexdigest()
    except OSError:
        return None


def is_study_key(name: str) -> bool:
    """Whether this is the key of a study: 16 hex digits."""
    return _KEY.match(name) is not None


def study_file(key: str) -> str:
    """What is known of a study; from when it is there, the study is in the dataset."""
    return f"{STUDIES}/{gated(key)}.json"


def study_keys(folder: Path) -> list[str]:
    """The keys of all studies, sorted; none where the folder holds no studies."""
    try:
        with os.scandir(folder / STUDIES) as entries:
            names = [entry.name[:-5] for entry in entries if entry.name.endswith(".json")]
    except FileNotFoundError:
        return []
    return sorted(filter(is_study_key, names))


def scan_file(key: str, number: int, ending: str) -> str:
    """A copied original, numbered from 1, for file names name patients."""
    return f"{SCANS}/{gated(key)}/{number}{ending}"


def picture_file(key: str, projection: Projection) -> str:
    """The 8-bit picture of a view, on the same pixel grid."""
    return f"{PICTURES}/{gated(key)}_{projection}.png"


def picture_from(label_file: str, key: str, projection: Projection) -> str:
    """The picture of a view as a label file of the dataset names it: relative to where that file lies."""
    return posixpath.relpath(picture_file(key, projection), posixpath.dirname(label_file))


def report_file(key: str, ending: str = ".json") -> str:
    """The diagnostic report: .json, or .txt as others write it."""
    return f"{REPORTS}/{gated(key)}{ending}"


def shown_report(folder: Path, key: str) -> str:
    """The report that is shown: the first there is of .json and .txt, else where it would lie."""
    names = [report_file(key, ending) for ending in (".json", ".txt")]
    return next((name for name in names if (folder / name).exists()), names[0])


def label_file(reader: str, key: str, projection: Projection | str) -> str:
    """A reader's marks in a view."""
    return f"{READINGS}/{gated(reader)}/{gated(key)}_{projection}.json"


def truth_file(key: str, projection: Projection) -> str:
    """What a simulated view really shows."""
    return f"{TRUTH}/{gated(key)}_{projection}.json"


def truth_part(key: str, projection: Projection, name: str) -> str:
    """A file beside the truth of a simulated view: `regions.png`, `lesions.npz`, `expected.npy`."""
    return f"{TRUTH}/{gated(key)}_{projection}_{gated(name)}"


def consensus_file(key: str, projection: Projection | str) -> str:
    """What the readers agree on in a view."""
    return f"{CONSENSUS}/{gated(key)}_{projection}.json"


def view_of(name: str) -> tuple[str, Projection] | None:
    """The study and the view that a label file is about, by its name; None for a name that is none."""
    found = _VIEW_FILE.match(posixpath.basename(name))
    return (found["study"], Projection(found["view"])) if found else None


def readers_with_files(folder: Path) -> list[str]:
    """Who has a folder of readings, planned or not, sorted."""
    try:
        with os.scandir(folder / READINGS) as entries:
            return sorted(entry.name for entry in entries if entry.is_dir())
    except FileNotFoundError:
        return []


def audit_file(name: str) -> str:
    """The audit of a person."""
    return f"{AUDIT}/{gated(name)}.jsonl"


def audits(folder: Path) -> dict[str, Path]:
    """Every audit by its person, sorted."""
    return {path.stem: path for path in sorted((folder / AUDIT).glob("*.jsonl"))}


def sittings_file(reader: str) -> str:
    """A reader's sittings."""
    return f"{SITTINGS}/{gated(reader)}.jsonl"


def history_file(reader: str, key: str) -> str:
    """The steps of a reading, for undo after a restart."""
    return f"{HISTORY}/{gated(reader)}/{gated(key)}.jsonl"


def quarantined(name: str, copy: str) -> str:
    """Where a copy of a file that cannot be used is kept aside; `copy` tells several apart."""
    return f"{QUARANTINE}/{name}/{gated(copy)}"


def adjudication_file(key: str) -> str:
    """What persons settled in a study."""
    return f"{ADJUDICATIONS}/{gated(key)}.json"


def revision_folder(number: int) -> str:
    """What a run of the vote wrote, numbered from 1."""
    return f"{_REVISIONS}/{number}"


def revision_numbers(folder: Path) -> list[int]:
    """The numbers of the runs of the vote, sorted."""
    try:
        return sorted(int(path.name) for path in (folder / _REVISIONS).iterdir() if path.name.isdigit())
    except FileNotFoundError:
        return []


def prediction_file(model: str, key: str) -> str:
    """What a model said of a study."""
    return f"{PREDICTIONS}/{gated(model)}/{gated(key)}.json"


def models_with_predictions(folder: Path) -> list[str]:
    """The models that have a folder of predictions, sorted."""
    try:
        return sorted(path.name for path in (folder / PREDICTIONS).iterdir() if path.is_dir() and path.name[0] != ".")
    except FileNotFoundError:
        return []


def review_file(reviewer: str, key: str) -> str:
    """What a reviewer says of a model's errors in a study."""
    return f"{REVIEWS}/{gated(reviewer)}/{gated(key)}.json"


PLAN = "plan.json"
"""What an act on several files is going to do, in the folder where it is staged."""


def acts_of(reader: str) -> str:
    """Where a reader's acts on several files of a study are written down before they are done."""
    return f"{EXCHANGE}/{gated(reader)}"


def act_folder(reader: str, key: str) -> str:
    """Where a reader's act on several files of one study is written down."""
    return f"{acts_of(reader)}/{gated(key)}"


def acts_under_way(folder: Path, reader: str) -> list[Path]:
    """The plans of a reader's acts that a power cut left half done, sorted."""
    return sorted((folder / acts_of(reader)).glob(f"*/{PLAN}"))


def run_to_show() -> str:
    """Where it is written down which run of the vote consensus/ is going to show."""
    return f"{EXCHANGE}/{CONSENSUS}/run/{PLAN}"


def record_of_run(number: int) -> str:
    """What is known of a run of the vote; from when it is there, the run is finished."""
    return f"{revision_folder(number)}/run.json"


def label_files(reader: str, key: str) -> tuple[str, ...]:
    """The label files that a reader can have of a study."""
    return tuple(label_file(reader, key, projection) for projection in Projection)


def is_quarantined(name: str, copy: str) -> bool:
    """Whether this is where a copy of that file is kept aside."""
    folder, _, last = copy.rpartition("/")
    return folder == f"{QUARANTINE}/{name}" and last not in ("", ".", "..")


def exchange_folder(key: str) -> str:
    """Where an act on several files of a study is staged."""
    return f"{EXCHANGE}/{gated(key)}"


def exchanges(folder: Path, plan: str) -> list[Path]:
    """The plans of acts that a power cut left half done, sorted."""
    return sorted((folder / EXCHANGE).glob(f"*/{plan}"))
