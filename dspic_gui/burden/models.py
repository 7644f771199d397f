"""A lesion model's two networks, each opened when it is first needed: the regions alone, or all."""

from __future__ import annotations

import threading
from pathlib import Path

from dspic_gui.lesion_model.lesion_classifier import LesionClassifier
from dspic_gui.lesion_model.region_reader import RegionReader
from dspic_gui.model.model_card import CARD, ModelError


class LesionModels:
    """Safe from several threads; `apart` runs the networks in processes of their own.

    The regions' network has no head for lesions, so that a blind reader's process never runs one.
    """

    def __init__(self, folder: Path, *, apart: bool = False) -> None:
        self.folder = folder
        self._apart = apart
        self._lock = threading.Lock()
        self._regions: RegionReader | None = None
        self._lesions: LesionClassifier | None = None

    def regions(self) -> RegionReader:
        """The network of regions; ModelError says why there is none."""
        with self._lock:
            if self._regions is None:
                self._check()
                self._regions = RegionReader.open(self.folder, apart=self._apart)
            return self._regions

    def lesions(self) -> LesionClassifier:
        """The network that finds lesions; ModelError says why there is none."""
        with self._lock:
            if self._lesions is None:
                self._check()
                self._lesions = LesionClassifier.open(self.folder, apart=self._apart)
            return self._lesions

    def close(self) -> None:
        """Let go of both."""
        with self._lock:
            for network in (self._regions, self._lesions):
                if network is not None:
                    network.close()
            self._regions = self._lesions = None

    def _check(self) -> None:
        if not (self.folder / CARD).is_file():
            text = "there is no lesion model there; dspic train --kind lesions writes one."
            raise ModelError(self.folder.name, text)
