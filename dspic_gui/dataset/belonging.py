"""Which study and patient an original came in as: keyed hashes in studies/<key>.json, by which an exchange by hand is seen.

Studies that earlier versions imported have none; they get them when this program writes their file next.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from dspic_gui.dataset import folder as layout
from dspic_gui.plain_file import text_of
from dspic_gui.sentence import Sentence
from dspic_gui.study import Projection, Study

BELONGS = "belongs"
"""In a study's file: for the sha256 of each original, the keyed hash of study, patient and original."""
OTHER_PATIENT = (
    "The file of this study names another patient, or another scan as {views}, than the import wrote: what is shown may be of "
    "another patient. Nothing was changed; let the study lead run “dspic check” before you read on."
)
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


def note_on_patient(views: Collection[Projection]) -> tuple[Sentence, ...]:
    """What to say where these views are strange."""
    return (Sentence(OTHER_PATIENT, views=", ".join(views)),) if views else ()


def may_be_of_another(note: str) -> bool:
    """Whether this is what `note_on_patient` says."""
    return isinstance(note, Sentence) and note.template == OTHER_PATIENT


def _mark(secret: bytes, study: Study, sha256: str) -> str:
    return pseudonym(secret, BELONGS + json.dumps([study.key, study.patient, sha256]))
