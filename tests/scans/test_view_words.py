"""Which words tell a view, and which only look like it."""

from __future__ import annotations

from pathlib import PurePath

import pytest

from dspic_gui.scans.dicom_fields import chinese
from dspic_gui.scans.view_words import makers_ending, pair_name, projection_in
from dspic_gui.study import Projection

ANT, POST = Projection.ANT, Projection.POST

FRONT = ("ANT", "WB_ANT", "Whole Body Anterior", "von vorne", "VENTRAL", "face antérieure", "vista anterior", "前位", "前后位", "前面像")
FRONT += ("术后复查 前位", "ANT POST INJECTION", "Vorderansicht")
BACK = ("POST", "WB POST", "POST VIEW", "WB_POST", "posterior", "von hinten", "dorsal", "postérieure", "後位", "后前位", "背面")
BACK += ("术后复查 后位", "注射后3小时后位", "Rückansicht", "24 h p.i. POST")
FRONT += ("治疗后前位", "注射后前后位", "de face", "vue avant", "vista de frente", "por delante", "anteriores Bild", "vordere Ansicht")
BACK += ("Rückenansicht", "Hinteransicht")
BACK += ("化疗前后位", "后前位 3小时", "de dos", "face arrière", "por detrás", "vista de espalda", "dorsale Aufnahme", "back view")
NONE = ("", "ANT/POST", "antenna poster", "post MDP", "3HR POST", "BONE WB 3HR POST", "BONE POST 3 HR", "POST 3", "WB Post 24h", "post-op")
NONE += (
    "status post",
    "pre and post",
    "post chemo",
    "术后",
    "治疗后",
    "注射后3小时 WB",
    "化疗后",
    "前列腺",
    "目前位置",
    "前位后位",
    "术后位",
)
NONE += ("3小时后前位", "术前后位置", "antero-posterior", "postero-anterior", "dorsal pain", "anterior wall", "estudios anteriores")
NONE += ("avant traitement", "back pain", "anterior to surgery", "Rücken dorsaler Schmerz")
NONE += ("decubito dorsal", "dorsal spine", "examen antérieur", "estudio posterior", "posterior to surgery", "AP")


@pytest.mark.parametrize(("words", "view"), [*((w, ANT) for w in FRONT), *((w, POST) for w in BACK), *((w, None) for w in NONE)])
def test_words_tell_a_view_or_nothing(words: str, view: Projection | None) -> None:
    assert projection_in(words) is view


LATIN = ("postérieure", "Müller", "Jörg Größe", "côté droit à l'aîné", "ANT", "", "señal")


@pytest.mark.parametrize("words", LATIN)
def test_accents_are_no_chinese(words: str) -> None:
    assert chinese(words) is None


@pytest.mark.parametrize("encoding", ["gb2312", "gb18030", "utf-8"])
def test_chinese_that_was_read_as_latin_is_found(encoding: str) -> None:
    assert chinese("全身 WB 前位".encode(encoding).decode("latin-1")) == "全身 WB 前位"
    assert chinese("全身前位") is None, "it was read as what it is"


@pytest.mark.parametrize(
    ("path", "shared", "view"),
    [
        ("p/12_ANT.png", "p/12", ANT),
        ("p/12 后位.png", "p/12", POST),
        ("p/post_001.png", "p/001", POST),
        ("p/post_3h.png", "p/post_3h", None),
        ("p/治疗后.png", "p/治疗后", None),
    ],
)
def test_names_share_what_is_no_view(path: str, shared: str, view: Projection | None) -> None:
    assert pair_name(PurePath(path)) == (shared, view)


@pytest.mark.parametrize(("name", "view"), [("WHOLE BODY_E", ANT), ("WB_F", POST), ("WB_EF", None), ("WB POST_E", None), ("WB", None)])
def test_a_makers_ending_is_a_convention(name: str, view: Projection | None) -> None:
    assert makers_ending(name) is view
