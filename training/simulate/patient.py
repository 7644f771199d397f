"""A simulated patient: everything about the body, the pose, the uptake and the scan that is drawn once and then only applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dspic_gui.code import Side
from dspic_gui.disease import Answer
from dspic_gui.study import Projection


@dataclass(frozen=True)
class Build:
    """Sex, age, height and girth, and the widths relative to the skeleton's own."""

    sex: str
    age: int
    height_mm: float
    bmi: float
    head: float = 1.0
    shoulders: float = 1.0
    thorax: float = 1.0
    pelvis: float = 1.0
    legs: float = 1.0
    shanks: float = 1.0
    ribs_high: float = 1.0
    ribs_low: float = 1.0
    chest_depth: float = 1.0
    rib_fall: float = 0.0
    flare: float = 0.0
    bow_mm: float = 0.0
    arms: float = 1.0
    thighs: float = 1.0
    calves: float = 1.0
    belly: float = 0.0
    """Fat in front and at the flanks beyond what the girth says, in mm."""
    thickness: Mapping[str, float] = field(default_factory=dict)
    """How wide bones are, by kind of bone and by bone."""
    flatness: Mapping[str, float] = field(default_factory=dict)
    """Height of single bones relative to their own: vertebrae that have sunk."""
    waves: tuple[tuple[float, float, float], ...] = ()
    """Gentle bends of the whole figure: (amplitude mm, waves over the height, phase) for x and then for y."""
    cross_wave: tuple[float, float, float] = (0.0, 1.0, 0.0)
    """The same across the figure, for z."""


@dataclass(frozen=True)
class Pose:
    """How the patient lies; degrees, and mm for the spine's curves. Pairs are (right, left)."""

    head_turn: float = 0.0
    head_tilt: float = 0.0
    head_nod: float = 0.0
    abduction: tuple[float, float] = (8.0, 8.0)
    elbow: tuple[float, float] = (8.0, 8.0)
    pronation: tuple[float, float] = (60.0, 60.0)
    legs_apart: tuple[float, float] = (2.0, 2.0)
    feet_out: tuple[float, float] = (15.0, 15.0)
    feet_down: tuple[float, float] = (50.0, 50.0)
    arms_out: tuple[float, float] = (0.0, 0.0)
    """How far the arms are pushed outwards by the flesh between, in mm."""
    scoliosis_mm: float = 0.0
    curve: float = 1.5
    """Half waves of the scoliosis between sacrum and neck."""
    kyphosis_mm: float = 15.0
    lordosis_mm: float = 0.0
    roll: float = 0.0
    lean: float = 0.0


@dataclass(frozen=True)
class Uptake:
    """Activity of healthy tissue. `bones` and `joints` are relative to the healthy average, by kind of bone and by joint."""

    skeleton: float = 1.0
    bones: Mapping[str, float] = field(default_factory=dict)
    joints: Mapping[str, float] = field(default_factory=dict)
    tissue: Mapping[str, float] = field(default_factory=dict)
    texture: int = 0


@dataclass(frozen=True)
class Spot:
    """Activity outside the bones: an ellipsoid in world mm relative to a landmark, its total relative to a soft-tissue voxel's."""

    kind: str
    landmark: str
    offset: tuple[float, float, float]
    radii: tuple[float, float, float]
    density: float


@dataclass(frozen=True)
class Prosthesis:
    """A metal joint, cold in the picture: “hip”, “knee” or “shoulder”."""

    joint: str
    side: Side


@dataclass(frozen=True)
class Surgery:
    """What surgeons took away: “amputation” of a leg below the knee or above it, “mastectomy”, or “rib” (its number)."""

    kind: str
    side: Side
    level: float = 0.0
    """Height of an amputation in mm of the unposed skeleton; number of a rib."""


@dataclass(frozen=True)
class Acquisition:
    """The scan: pixel size, counts of each view, attenuation per mm, the gap to each detector in mm, scatter and where the patient lies."""

    pixel_mm: float = 2.26
    counts: Mapping[Projection, float] = field(default_factory=lambda: dict.fromkeys(Projection, 2.0e6))
    attenuation: float = 0.0135
    gap_mm: Mapping[Projection, float] = field(default_factory=lambda: {Projection.ANT: 45.0, Projection.POST: 30.0})
    scatter: float = 0.2
    resolution: float = 1.0
    """The camera's blur relative to a low-energy high-resolution collimator's."""
    top_row: float = 70.0
    shift: float = 0.0
    air: float = 0.15
    """Background counts per pixel that fall anywhere."""


@dataclass(frozen=True)
class Patient:
    """One patient as drawn."""

    number: int
    condition: Answer
    build: Build
    pose: Pose
    uptake: Uptake
    spots: tuple[Spot, ...]
    prostheses: tuple[Prosthesis, ...]
    surgery: tuple[Surgery, ...]
    acquisition: Acquisition
    diffuse: bool = False
    """Whether metastases take the marrow as a whole."""
