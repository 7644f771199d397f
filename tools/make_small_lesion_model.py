"""Make tests/golden/small_lesion_model: the lesion network with few weights, trained on drawn pairs. Needs the extra `training`.

Run as `python -m tools.make_small_lesion_model` when the format of a model folder changes.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from dspic_gui.disease import Answer
from dspic_gui.model.model_card import WARNINGS
from tests.made.lesion_dataset import lesion_dataset
from tests.places import SMALL_LESION_MODEL as FOLDER
from training.lesions.run import export_to, facts_of, prepare, train
from training.lesions.settings import LesionSettings


def main() -> None:
    """Train, export, and print what the export says of itself."""
    settings = LesionSettings(
        labels="truth", seed=3, steps=int(sys.argv[1]) if len(sys.argv) > 1 else 600, every=200, rate=5e-3, widths=(16, 16, 16, 24),
        blocks=(1, 1, 1, 0),
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "drawn"
        lesion_dataset(source, tuple(Answer) * 10, expected=True)
        trained = train(
            prepare(source, settings), Path(folder) / "run", settings, lambda event: print(event) if event["event"] == "epoch" else None
        )
        assert trained is not None
        facts = {**facts_of(trained, "python -m tools.make_small_lesion_model", source), "warning": WARNINGS["simulated"]}
        print(export_to(FOLDER, trained, "small-lesions", facts))


if __name__ == "__main__":
    main()
