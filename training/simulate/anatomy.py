"""What is known of each bone: its body part in the code book, its side, how deep its cortex is and how eagerly it takes up tracer."""

from __future__ import annotations

import re

from dspic_gui.code import Side

_PARTS = {
    "skull": "skull",
    "face": "skull",
    "mandible": "mandible",
    "cervical": "cervical_spine",
    "thoracic": "thoracic_spine",
    "lumbar": "lumbar_spine",
    "sacrum": "sacrum",
    "pelvis": "pelvis",
    "rib": "rib",
    "sternum": "sternum",
    "clavicle": "clavicle",
    "scapula": "scapula",
    "humerus": "humerus",
    "ulna": "wrist",
    "radius": "wrist",
    "carpus": "wrist",
    "fingers": "hand",
    "femur": "femur",
    "patella": "knee",
    "tibia": "tibia",
    "fibula": "tibia",
    "tarsus": "foot",
    "toes": "foot",
}

_DEPTH = {
    "skull": 5.0,
    "face": 4.0,
    "rib": 3.0,
    "femur": 11.0,
    "humerus": 9.0,
    "tibia": 9.0,
    "cervical": 6.0,
    "thoracic": 9.0,
    "lumbar": 12.0,
    "sacrum": 9.0,
    "pelvis": 7.0,
    "tarsus": 6.0,
}

_STRETCH = {"lumbar": 1.25, "thoracic": 1.1, "cervical": 1.1}

_UPTAKE = {
    "skull": 1.0,
    "face": 0.42,
    "mandible": 0.55,
    "cervical": 0.9,
    "thoracic": 1.42,
    "lumbar": 1.5,
    "sacrum": 1.55,
    "pelvis": 0.79,
    "rib": 0.32,
    "sternum": 1.9,
    "clavicle": 0.7,
    "scapula": 0.45,
    "humerus": 0.38,
    "ulna": 0.25,
    "radius": 0.25,
    "carpus": 0.2,
    "fingers": 0.12,
    "femur": 0.46,
    "patella": 0.55,
    "tibia": 0.4,
    "fibula": 0.15,
    "tarsus": 0.16,
    "toes": 0.08,
}


def family(bone: str) -> str:
    """The kind of bone: “rib” for “rib7_l”."""
    return re.split(r"[\d_]", bone)[0]


def side(bone: str) -> Side | None:
    """The patient's side of a bone, None on the midline."""
    return {"_l": Side.LEFT, "_r": Side.RIGHT}.get(bone[-2:])


def body_part(bone: str) -> str:
    """The bone's body part in the code book."""
    return _PARTS[family(bone)]


def bone_depth(bone: str) -> float:
    """How deep below its surface a bone takes up tracer, in mm."""
    return _DEPTH.get(family(bone), 4.0)


def bone_stretch(bone: str) -> float:
    """How much taller a bone is drawn than its mesh, whose discs are wider than a camera would show them."""
    return _STRETCH.get(family(bone), 1.0)


def bone_uptake(bone: str) -> float:
    """Activity per area of cortex, relative, in a healthy adult."""
    return _UPTAKE[family(bone)]
