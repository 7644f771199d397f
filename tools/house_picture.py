"""Draws the rooms on their floors with their arrows: `python -m tools.house_picture docs/pictures/architecture.svg`.

Drawn from the imports (`tools/house.py`), so that the picture of docs/architecture.md cannot grow old unnoticed.
"""

from __future__ import annotations

import sys
from pathlib import Path

import matplotlib as mpl

mpl.use("agg")
from matplotlib.figure import Figure

from tools.house import House, floors, read_house

COLOURS = {"qt": "#cfe3f7", "training": "#f8dcc6", "other": "#e6efd9"}
WIDTH, HEIGHT = 13.0, 0.78
"""Inches: of the picture, and of one floor."""


def lines_of(house: House, room: str) -> int:
    """Lines of the modules of a room."""
    return sum(
        module.path.read_text(encoding="utf-8").count("\n")
        for name, module in house.modules.items()
        if house.room_of(name) == room
    )


def places(house: House) -> dict[str, tuple[float, int]]:
    """Room -> (middle from 0 to 1, floor), those of a floor in the order of the table."""
    rows: dict[int, list[str]] = {}
    standing = set(house.rooms())
    for room, floor in floors().items():
        if room in standing:
            rows.setdefault(floor, []).append(room)
    return {
        room: ((at + 0.5) / len(row), floor)
        for floor, row in rows.items()
        for at, room in enumerate(row)
    }


def telling(house: House) -> list[tuple[str, str]]:
    """The arrows that no longer way says already (the transitive reduction), sorted: all 400 would hide one another."""
    targets: dict[str, set[str]] = {}
    for one, other in house.arrows():
        targets.setdefault(one, set()).add(other)

    def reached(room: str) -> set[str]:
        found = set(targets.get(room, ()))
        return found.union(*(reached(target) for target in targets.get(room, ())))

    below = {room: reached(room) for room in targets}
    return sorted(
        (one, other)
        for one, others in targets.items()
        for other in others
        if not any(other in below.get(between, ()) for between in others - {other})
    )


def short(room: str) -> str:
    """A room's name without the package that its colour says."""
    return room.removeprefix("dspic_gui.").replace(".", "/")


def colour(room: str) -> str:
    """By wall: the screen, training, all else."""
    if room.startswith("dspic_gui.qt"):
        return COLOURS["qt"]
    return COLOURS["training" if room.startswith("training") else "other"]


def draw(house: House, out: Path) -> None:
    """Write the picture, as SVG or as the ending of `out` says."""
    where = places(house)
    top = max(floor for _, floor in where.values())
    mpl.rcParams.update({"svg.hashsalt": "dspic", "svg.fonttype": "none", "font.family": "sans-serif"})
    figure = Figure(figsize=(WIDTH, HEIGHT * (top + 0.5)))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, 1), ylim=(0.4, top + 0.6))
    axes.axis("off")
    for one, other in telling(house):
        if one in where and other in where:
            axes.annotate(
                "", xy=where[other], xytext=where[one],
                arrowprops={"arrowstyle": "-|>", "color": "#66758a", "alpha": 0.7, "lw": 0.8, "shrinkB": 10},
            )
    for room, (x, y) in where.items():
        axes.text(
            x, y, f"{short(room)}\n{lines_of(house, room)}", ha="center", va="center", fontsize=7.5,
            bbox={"boxstyle": "round,pad=0.3", "facecolor": colour(room), "edgecolor": "#5b6b7d", "lw": 0.7},
        )
    figure.savefig(out, metadata={"Date": None} if out.suffix == ".svg" else None)


def main(words: list[str]) -> int:
    """Draw to the file that is named."""
    if len(words) != 1:
        print("python -m tools.house_picture FILE.svg", file=sys.stderr)
        return 2
    draw(read_house(), Path(words[0]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
