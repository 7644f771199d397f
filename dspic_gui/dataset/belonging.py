"""Which study and patient an original came in as, and which report with it: keyed hashes in studies/<key>.json, by which an exchange
by hand is seen.

Studies that earlier versions imported have none; they get them when this program writes their file next.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from dspic_gui import durable
from dspic_gui.dataset import folder as layout
from dspic_gui.plain_file import text_of
from dspic_gui.sentence import Sentence
from dspic_gui.study import Projection, Study

BELONGS = "belongs"
"""In a study's file: for the sha256 of each original, the keyed hash of study, patient and original."""
REPORTS = "reports"
"""In a study's file: for the sha256 of each report that this program gave it, the keyed hash of study and report."""
OTHER_PATIENT = (
    "The file of this study names another patient, or another scan as {views}, than the import wrote: what is shown may be of "
    "another patient. Nothing was changed; let the study lead run “dspic check” before you read on."
)
OTHER_REPORT = (
    "The report beside this study is not the one that came in with it: it was exchanged or changed by hand, and may be about another "
    "patient. Nothing was changed; let the study lead run “dspic check” before you rely on it."
)
REPORT_GONE = "The report that came in with this study is missing. Nothing was changed; let the study lead import it again."
REPORT_EXCHANGED = "this is not the report that was imported with the study: it was exchanged or changed by hand; import it again."
REPORT_MISSING = "the file is missing, though a report was imported with the study; import it again."
EXCHANGED = "patient and {views} were not imported together as this study: a name or a scan was exchanged by hand, or the dataset's key."


def read_secret(folder: Path) -> bytes:
    """The key behind the pseudonyms of a dataset; OSError or ValueError where it cannot be read."""
    secret = text_of(folder / layout.SECRET).strip()
    if not secret:
        raise ValueError("it is empty")
    return secret.encode()


def pseudonym(secret: bytes, identity: str) -> str:
    """The keyed hash of a name: 16 hex digits."""
    return hmac.new(secret, identity.encode("utf-8", "surrogateescape"), hashlib.sha256).hexdigest()[:16]


def bound(secret: bytes, study: Study, new: Collection[str] = ()) -> Study:
    """The study with what says that its originals belong to it.

    Of a study that says so already only the originals `new` (their sha256) are added: what was exchanged before stays seen.
    """
    known = study.extra.get(BELONGS)
    files = dict.fromkeys(view.sha256 for view in study.views)
    kept = {sha256: known[sha256] for sha256 in files if sha256 in known} if isinstance(known, dict) else {}
    added = files if known is None else [sha256 for sha256 in files if sha256 in new]
    belongs = kept | {sha256: _mark(secret, study, sha256) for sha256 in added}
    return replace(study, extra={**study.extra, BELONGS: belongs})


def strange_views(secret: bytes, study: Study) -> tuple[Projection, ...]:
    """The views whose original did not come in as this study of this patient; none where the file does not say what did."""
    known = study.extra.get(BELONGS)
    if known is None:
        return ()
    marks = known if isinstance(known, dict) else {}
    return tuple(view.projection for view in study.views if marks.get(view.sha256) != _mark(secret, study, view.sha256))


def with_report(secret: bytes, study: Study, sha256: str) -> Study:
    """The study with what says that a report with this hash is its own; those before it, which are kept as versions, stay its own."""
    known = study.extra.get(REPORTS)
    marks = {**(known if isinstance(known, dict) else {}), sha256: _report_mark(secret, study.key, sha256)}
    return replace(study, extra={**study.extra, REPORTS: marks})


def strange_report(secret: bytes, study: Study, folder: Path) -> str:
    """What is wrong with the report beside a study of the dataset: REPORT_EXCHANGED, REPORT_MISSING or nothing. OSError.

    A study that was never given a report by this program may have any.
    """
    known = study.extra.get(REPORTS)
    if known is None:
        return ""
    sha256 = durable.hash_of(folder / layout.shown_report(folder, study.key))
    if sha256 is None:
        return REPORT_MISSING
    marks = known if isinstance(known, dict) else {}
    return "" if marks.get(sha256) == _report_mark(secret, study.key, sha256) else REPORT_EXCHANGED


def other_report(folder: Path, study: Study) -> list[tuple[str, str]]:
    """The report beside a study and what is wrong with it, where something is; one that cannot be read is told elsewhere."""
    with suppress(OSError, ValueError):
        if said := strange_report(read_secret(folder), study, folder):
            return [(layout.shown_report(folder, study.key), said)]
    return []


def note_on_report(strange: str) -> tuple[Sentence, ...]:
    """What to say to a reader of what `strange_report` says."""
    return (Sentence(REPORT_GONE if strange == REPORT_MISSING else OTHER_REPORT),) if strange else ()


def note_on_patient(views: Collection[Projection]) -> tuple[Sentence, ...]:
    """What to say where these views are strange."""
    return (Sentence(OTHER_PATIENT, views=", ".join(views)),) if views else ()


def may_be_of_another(note: str) -> bool:
    """Whether this is what `note_on_patient` or `note_on_report` says."""
    return isinstance(note, Sentence) and note.template in (OTHER_PATIENT, OTHER_REPORT, REPORT_GONE)


def _report_mark(secret: bytes, key: str, sha256: str) -> str:
    return pseudonym(secret, REPORTS + json.dumps([key, sha256]))


def _mark(secret: bytes, study: Study, sha256: str) -> str:
    return pseudonym(secret, BELONGS + json.dumps([study.key, study.patient, sha256]))
