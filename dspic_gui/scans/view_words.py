"""The words that tell a view, in several languages: in a description, and in the names of files and folders of pictures.

"Post" is said of times and treatments far more often than of the back, and "before" and "after" share a
sign with "front" and "back" in Chinese. So a word counts only where what stands around it leaves the one
meaning: a view that is asked about costs a click, one that is told wrongly is never noticed.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePath

from dspic_gui.study import Projection

_ANT, _POST = Projection.ANT, Projection.POST

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_WORDS = {
    **dict.fromkeys(
        (
            *("ANT", "ANTERIOR", "VENTRAL", "ANTERIORE", "VENTRALE"),
            *("VORN", "VORNE", "VORDERANSICHT", "VORDERSEITE", "FRONTANSICHT"),
            *("ANTERIEUR", "ANTERIEURE", "DELANTERA", "DELANTERO", "ANTERIORES", "ANTERIORER", "ANTERIOREN"),
            *("VENTRALER", "VENTRALES", "VENTRALEN", "VORDERE", "VORDERER", "VORDEREN", "VORDERES"),
        ),
        _ANT,
    ),
    **dict.fromkeys(
        (
            *("POST", "POSTERIOR", "DORSAL", "POSTERIORE", "DORSALE"),
            *("HINTEN", "RUCKENANSICHT", "RUECKENANSICHT", "RUCKANSICHT", "RUECKANSICHT", "HINTERANSICHT", "RUCKSEITE", "RUECKSEITE"),
            *("POSTERIEUR", "POSTERIEURE", "TRASERA", "TRASERO", "POSTERIORES", "POSTERIORER", "POSTERIOREN"),
            *("DORSALER", "DORSALES", "DORSALEN", "HINTERE", "HINTERER", "HINTEREN", "HINTERES"),
        ),
        _POST,
    ),
}
_OF_A_PICTURE = frozenset(
    (
        *("VIEW", "VIEWS", "WB", "WBS", "WHOLE", "BODY", "WHOLEBODY", "BONE", "SCAN", "IMAGE", "IMG"),
        *("STATIC", "PLANAR", "PROJECTION", "PROJ", "DET", "DETECTOR", "SPOT", "SWEEP", "EMISSION", "PEAK", "RAW"),
        *("GK", "GANZKORPER", "GANZKOERPER", "CORPS", "ENTIER", "CUERPO", "ENTERO", "NM", "LATE", "EARLY", "DELAYED"),
    )
)
"""What may follow "post" where it is a view; anything else, as an operation or a tracer, makes it "after"."""
_TIME = frozenset(
    (
        *("H", "HR", "HRS", "HOUR", "HOURS", "MIN", "MINS", "MINUTE", "MINUTES", "STD", "STUNDEN", "HEURES"),
        *("HORAS", "D", "DAY", "DAYS", "TAGE", "WK", "WEEK", "WEEKS", "MONTH", "MONTHS", "MO", "Y", "YR", "YEAR", "YEARS"),
    )
)
_NO_VIEW_AFTER = frozenset(("STATUS", "ST", "PRE", "SP"))
_LYING = frozenset(
    (
        *("DECUBITUS", "DECUBITO", "SPINE", "COLUMNA", "COLONNE", "RACHIS", "WIRBELSAULE", "KYPHOSIS", "LAGE"),
        *("VERTEBRA", "VERTEBRAE", "ROOT"),
    )
)
_EXAMINATION = frozenset(
    (
        *("ESTUDIO", "EXAMEN", "ETUDE", "CONTROL", "CONTROLE", "BILAN", "EXAMENS", "COMPARACION", "CONTROLLO", "ESAME", "GAMMAGRAFIA"),
        *("ESTUDIOS", "EXAMENES", "ETUDES", "CONTROLES", "BILANS", "ESAMI", "GAMMAGRAFIAS", "EXAM", "STUDY", "STUDIES", "SCINTIGRAPHIES"),
    )
)
"""In Spanish, French and Italian an anterior or posterior examination is an earlier or a later one."""
_LATIN = frozenset(word for word in _WORDS if word.startswith(("ANTERI", "POSTERI")))
_PHRASES = {
    **dict.fromkeys((*(("DE", word) for word in ("FACE", "FRENTE")), ("POR", "DELANTE")), _ANT),
    **dict.fromkeys((*((way, "AVANT") for way in ("VUE", "FACE")), ("FRONT", "VIEW"), ("FRONTAL", "VIEW")), _ANT),
    **dict.fromkeys((*(("DE", word) for word in ("DOS", "ESPALDA", "ESPALDAS")), ("POR", "DETRAS")), _POST),
    **dict.fromkeys((*((way, "ARRIERE") for way in ("VUE", "FACE")), ("BACK", "VIEW")), _POST),
}
"""Words that tell a view only together: "avant" alone is a time, and a back may ache."""
_NO_VIEW_BEFORE = frozenset(
    (
        *("TO", "WALL", "WAND", "PAROI", "PARED", "PARETE"),
        *("PAIN", "SCHMERZ", "SCHMERZEN", "DOLOR", "DOULEUR", "DOLORE"),
    )
)
"""What may follow such a word where it tells a time, a part of the body or a complaint."""

_AFTER = "术術疗療射化手药藥饭飯餐查访訪"
_SIGNS = re.compile(
    rf"(?P<pa>(?:后|後)前位)|(?P<ap>前(?:后|後)位)"
    rf"|(?P<post>(?<![{_AFTER}])(?:后|後)(?:位|面观|面觀|面像|视图)|背面|背侧|背側|后视|後視)(?!置)"
    rf"|(?P<ant>(?<![{_AFTER}目])前(?:位|面观|面觀|面像|视图)|腹侧|腹側|前视|前視|正面)(?!置)"
)
"""前后位 and 后前位 are the beam's way, as in AP and PA. A sign after "operation", "therapy" or "injection" is a time."""
_WORD_FOR_A_TIME = re.compile(rf"[{_AFTER}]$")
_MAY_BE_A_TIME = re.compile(r"(?:时|時|[hH]|天|日|周|月|年|钟|鐘|分|\d)$")
_MAKERS_ENDING = re.compile(r"_([EF])(?![A-Za-z0-9])")


def projection_in(words: str, *, name: bool = False) -> Projection | None:
    """The one view that the words name; None where they name none or both.

    In a `name` of a file a number may follow the word; in a description it may be the hours after the injection.
    """
    found = {view for _, view in _named(words, name=name)}
    return found.pop() if len(found) == 1 else None


def without_before(words: str) -> str:
    """The words without "pre", and without the signs around it."""
    return re.sub(r"[\s_.-]*(?<![^\W\d_])pre(?![^\W\d_])[\s_.-]*", "", words, flags=re.IGNORECASE)


def is_only_post(words: str) -> bool:
    """Whether nothing but a bare "post" calls it the back."""
    others = " ".join(found[0] for found in _TOKEN.finditer(words) if _plain(found[0]) != "POST")
    return projection_in(others, name=True) is not _POST


def makers_ending(words: str) -> Projection | None:
    """The view that the ending of a camera maker's own name of a frame stands for: _E is the front, _F the back.

    Seen in GE's files and written down nowhere: a convention, beside which any word for a view counts more.
    """
    if {_plain(found[0])[:3] for found in _TOKEN.finditer(words)} & {"ANT", "POS"}:
        return None
    endings = {found[1] for found in _MAKERS_ENDING.finditer(words)}
    return {"E": _ANT, "F": _POST}[endings.pop()] if len(endings) == 1 else None


def pair_name(path: PurePath) -> tuple[str, Projection | None]:
    """What two pictures of one study share, and which view this one is: the file's name decides, else one of the two nearest folders."""
    projection: Projection | None = None
    parts: list[str] = []
    for part in (path.stem, *reversed(path.parts[:-1])):
        named = projection_in(part, name=True) if projection is None and len(parts) <= 2 else None
        projection = projection or named
        parts.append(_without_view(part) if named else part)
    return "/".join(reversed(parts)), projection


def _named(words: str, *, name: bool) -> list[tuple[tuple[int, int], Projection]]:
    """Each word for a view, with its place in the text."""
    tokens = list(_TOKEN.finditer(words))
    plain = [_plain(found[0]) for found in tokens]
    found = [
        (token.span(), _WORDS[plain[place]])
        for place, token in enumerate(tokens)
        if plain[place] in _WORDS and _is_view(plain, place, name=name)
    ]
    phrases = [
        ((first.start(), second.end()), _PHRASES[pair])
        for place, (first, second) in enumerate(itertools.pairwise(tokens))
        if (pair := (plain[place], plain[place + 1])) in _PHRASES
    ]
    return [*found, *phrases, *_signs(words)]


def _signs(words: str) -> list[tuple[tuple[int, int], Projection]]:
    """The Chinese words for views. 术后前位 is the front after an operation, and not 后前位; after "3小时" it may be either."""
    found = []
    for sign in _SIGNS.finditer(words):
        before, beam = words[: sign.start()], sign["pa"] or sign["ap"]
        if words[sign.end() :].startswith("置") or (beam and _MAY_BE_A_TIME.search(before)):
            continue
        is_back = bool(sign["pa"] or sign["post"]) != bool(beam and _WORD_FOR_A_TIME.search(before))
        found.append((sign.span(), _POST if is_back else _ANT))
    return found


def _plain(token: str) -> str:
    """Upper case without accents."""
    split = unicodedata.normalize("NFD", token.upper())
    return "".join(sign for sign in split if not unicodedata.combining(sign))


def _is_view(tokens: Sequence[str], place: int, *, name: bool) -> bool:
    token, before, after = tokens[place], tokens[:place], tokens[place + 1 :]
    if after[:1] and after[0] in _NO_VIEW_BEFORE:
        return False
    if token.startswith(("DORSAL", "VENTRAL")):
        return not ({*before[-1:], *after[:1]} & _LYING)
    if token in _LATIN:
        beam = before[-1:] in (["ANTERO"], ["POSTERO"])  # the way of the beam, as AP and PA
        later = token.startswith("POST") and after[:1] and after[0] in ("A", "AL")
        return not later and not beam and not (before and before[-1] in _EXAMINATION)
    return token != "POST" or _is_back(before, after, name=name)


def _is_back(before: Sequence[str], after: Sequence[str], *, name: bool) -> bool:
    """Whether "post" between these words is the back."""
    if before and (before[-1] in _TIME or before[-1] in _NO_VIEW_AFTER):
        return False
    if before[-1:] == ["AND"] and "PRE" in before[-3:]:
        return False
    if not after:
        return True
    if after[0].isdigit():
        return name and not (after[1:2] and after[1] in _TIME)
    return after[0] in _OF_A_PICTURE or (after[0] in _WORDS and after[0] != "POST")


def _without_view(part: str) -> str:
    """The name with the words for the view taken out and what separated them."""
    for (start, end), _ in sorted(_named(part, name=True), reverse=True, key=lambda found: found[0]):
        part = part[:start] + part[end:]
    return re.sub(r"[\s_.-]+", " ", part).strip()
