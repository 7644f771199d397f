"""The skeleton: points spread evenly over the bones of the package myo-sim, each of which knows its bone.

World coordinates are millimetres: x to the patient's left, y to the back, z up; the origin is on the midline at the floor.
"""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dspic_gui.sentence import SaidError
from training.simulate.anatomy import bone_depth, bone_stretch

Points = NDArray[np.float64]
SQUARE_MM_PER_POINT = 4.0


class SkeletonError(SaidError):
    """The meshes cannot be loaded; the text is a sentence for the user."""


@dataclass(frozen=True, eq=False)
class Skeleton:
    """Sampled bones: `points` (n, 3) in mm, `bone` (n,) indexes `names`; every point stands for the same area of cortex."""

    points: Points
    bone: NDArray[np.int16]
    names: tuple[str, ...]

    def of(self, name: str) -> Points:
        """The points [n, 3] of one bone in mm; ValueError for a name that no bone has."""
        return np.asarray(self.points[self.bone == self.names.index(name)])

    @cached_property
    def planes(self) -> NDArray[np.float32]:
        """The same points as (3, n): x, y and z each in one row."""
        return np.ascontiguousarray(self.points.T, dtype=np.float32)

    @cached_property
    def runs(self) -> tuple[tuple[int, slice], ...]:
        """Bones by index with the slice of their points, which lie bone by bone."""
        starts = np.searchsorted(self.bone, np.arange(len(self.names) + 1))
        return tuple((bone, slice(int(starts[bone]), int(starts[bone + 1]))) for bone in range(len(self.names)))

    @cached_property
    def middles(self) -> Points:
        """The centre of each bone, [bones, 3]."""
        return np.array([self.points[part].mean(axis=0) for _, part in self.runs])


@lru_cache(maxsize=1)
def load_skeleton() -> Skeleton:
    """The skeleton of `myo_sim.load("myofullbody")`, sampled; SkeletonError where the extra `training` is missing."""
    meshes = list(_split(_posed_meshes()))
    spots, owners = [], []
    for index, (name, corners) in enumerate(meshes):
        sample = _sample(corners, bone_depth(name))
        sample[:, 2] += (bone_stretch(name) - 1.0) * (sample[:, 2] - sample[:, 2].mean())
        spots.append(sample)
        owners.append(np.full(len(sample), index, dtype=np.int16))
    points = np.concatenate(spots)
    points -= _origin(points)
    return Skeleton(points, np.concatenate(owners), tuple(name for name, _ in meshes))


def _origin(points: Points) -> Points:
    low, high = points.min(axis=0), points.max(axis=0)
    return np.array([(low[0] + high[0]) / 2, 210.0, low[2]])


def _posed_meshes() -> Iterator[tuple[str, Points]]:
    """Each mesh as (name, triangles (n, 3 corners, 3) in mm, standing)."""
    try:
        import mujoco
        import myo_sim
    except ImportError as problem:
        raise SkeletonError(
            "The simulator's skeleton is not installed. Nothing was written; install it with: pip install 'dspic-workstation[training]'"
        ) from problem
    with warnings.catch_warnings(), _silence():
        warnings.simplefilter("ignore")
        model, data = myo_sim.load("myofullbody")
        mujoco.mj_forward(model, data)
    for geometry in np.flatnonzero(model.geom_type == mujoco.mjtGeom.mjGEOM_MESH):
        yield _mesh(model, data, int(geometry), mujoco.mj_id2name(model, mujoco.mjtObj.mjOBJ_MESH, model.geom_dataid[geometry]))


def _mesh(model: Any, data: Any, geometry: int, name: str) -> tuple[str, Points]:
    mesh = model.geom_dataid[geometry]
    start, count = model.mesh_vertadr[mesh], model.mesh_vertnum[mesh]
    vertices = model.mesh_vert[start : start + count] @ data.geom_xmat[geometry].reshape(3, 3).T + data.geom_xpos[geometry]
    start, count = model.mesh_faceadr[mesh], model.mesh_facenum[mesh]
    return name, np.asarray(vertices[model.mesh_face[start : start + count]], dtype=float) * 1000.0


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Keep MuJoCo's warnings about prefixes off the user's terminal, and its MUJOCO_LOG.TXT out of the folder where the user is."""
    import mujoco

    kept = mujoco.get_mju_user_warning()
    mujoco.set_mju_user_warning(lambda text: None)
    try:
        yield
    finally:
        mujoco.set_mju_user_warning(kept)


def _split(meshes: Iterator[tuple[str, Points]]) -> Iterator[tuple[str, Points]]:
    """Meshes under our names: vertebrae and ribs of the joint meshes one by one, hands, feet and toes per side."""
    gathered: dict[str, list[Points]] = {}
    for name, corners in meshes:
        if name.endswith("ribcage_s"):
            yield from _ribcage(_components(corners))
        elif name == "hat_cervical":
            yield from _neck(_components(corners))
        elif name == "hat_skull":
            yield from _head(corners)
        else:
            gathered.setdefault(_bone_name(name), []).append(corners)
    for name, parts in gathered.items():
        yield name, np.concatenate(parts)


def _bone_name(mesh: str) -> str:
    words = mesh.split("_")
    if "thoracic" in mesh or "lumbar" in mesh or mesh.endswith("_sacrum"):
        return next(word for word in words if word.startswith(("thoracic", "lumbar", "sacrum")))
    if mesh.startswith("hat_"):
        return {"jaw": "mandible"}.get(words[1], words[1])
    if words[0] in ("l", "r"):
        return {"talus": "tarsus", "foot": "tarsus", "bofoot": "toes"}.get(words[1], words[1]) + "_" + words[0]
    if any(part in words[0] for part in ("mc", "prox", "mid", "dist", "thumb")):
        return "fingers_" + words[-1]
    if words[0] in ("lunate", "scaphoid", "pisiform", "triquetrum", "capitate", "trapezium", "trapezoid", "hamate"):
        return "carpus_" + words[-1]
    return mesh


def _components(corners: Points) -> list[Points]:
    """The connected parts of a mesh."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    _, vertex = np.unique(np.round(corners.reshape(-1, 3), 2), axis=0, return_inverse=True)
    faces = vertex.reshape(-1, 3)
    size = int(faces.max()) + 1
    links = coo_matrix((np.ones(2 * len(faces)), (faces[:, [0, 0]].ravel(), faces[:, 1:].ravel())), shape=(size, size))
    count, label = connected_components(links, directed=False)
    return [corners[label[faces[:, 0]] == part] for part in range(count) if np.any(label[faces[:, 0]] == part)]


def _ribcage(parts: list[Points]) -> Iterator[tuple[str, Points]]:
    """Ribs counted from the top on each side, and the sternum cut from the shield it shares with the cartilage."""
    shield = next(part for part in parts if 1000 < len(part) < 5000)
    middle = (shield[..., 0].min() + shield[..., 0].max()) / 2
    heights = shield[..., 2].mean(axis=1)
    width = np.interp(heights.max() - heights, [0.0, 40.0, 60.0, 140.0, 170.0], [32.0, 26.0, 18.0, 21.0, 9.0])
    yield "sternum", shield[np.abs(shield[..., 0] - middle).mean(axis=1) < width]
    ribs = [part for part in parts if 90 <= len(part) < 300 and np.ptp(part[..., 1]) > 15.0]
    for side, sign in (("r", -1), ("l", 1)):
        own = [rib for rib in ribs if (rib[..., 0].mean() - middle) * sign > 0]
        own.sort(key=lambda rib: -float(rib[..., 2].max()))
        for number, rib in enumerate(own, start=1):
            yield f"rib{number}_{side}", rib


def _head(corners: Points) -> Iterator[tuple[str, Points]]:
    """The vault and base of the skull, and the face in front of and below it, whose thin plates take up less."""
    middle = corners.mean(axis=1)
    top, front, back = middle[:, 2].max(), middle[:, 1].min(), middle[:, 1].max()
    face = (middle[:, 2] < top - 80.0) & (middle[:, 1] < front + 0.5 * (back - front))
    yield "skull", corners[~face]
    yield "face", corners[face]


def _neck(parts: list[Points]) -> Iterator[tuple[str, Points]]:
    """The seven cervical vertebrae from the top; the discs are left out."""
    vertebrae = sorted((part for part in parts if len(part) > 100), key=lambda part: -float(part[..., 2].mean()))
    for number, vertebra in enumerate(vertebrae, start=1):
        yield f"cervical{number}", vertebra


def _sample(corners: Points, depth: float) -> Points:
    """Points spread evenly over triangles, up to `depth` mm below the surface: cortex has a thickness."""
    edges = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    length = np.linalg.norm(edges, axis=1)
    reach = np.cumsum(length / 2)
    count = max(int(reach[-1] / SQUARE_MM_PER_POINT), 16)
    random = np.random.default_rng(count)
    at = np.searchsorted(reach, (np.arange(count) + 0.5) * reach[-1] / count)
    golden = np.arange(count) * 0.7548776662466927 % 1.0, np.arange(count) * 0.5698402909980532 % 1.0
    root, along = np.sqrt(golden[0])[:, None], golden[1][:, None]
    triangle = corners[at]
    on_surface = (1 - root) * triangle[:, 0] + root * (1 - along) * triangle[:, 1] + root * along * triangle[:, 2]
    normal = edges[at] / np.maximum(length[at], 1e-12)[:, None]
    return np.asarray(on_surface - normal * (depth * random.random(count))[:, None])
