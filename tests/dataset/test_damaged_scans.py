"""Files damaged at random are shown or refused with a sentence; none is answered with nonsense."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from dspic_gui.intake.acquisitions import studies
from dspic_gui.scans.decoder import DecodeError, Decoder
from dspic_gui.scans.refusal import REFUSALS
from tests.made.odd_mutants import mutant, seeds
from tests.made.waiting import PATIENCE

MUTANTS = int(os.environ.get("DSPIC_MUTANTS", "300"))


def test_damaged_files_are_shown_or_refused(tmp_path: Path, real_scan: Path) -> None:
    outcomes: Counter[str] = Counter()
    path, sound = tmp_path / "mutant", seeds(real_scan)
    with Decoder(deadline=PATIENCE) as decoder:
        decoder.read(real_scan)
        for seed in range(MUTANTS):
            path.write_bytes(mutant(sound[seed % len(sound)], seed))
            try:
                scan = decoder.read(path)
                studies([scan])
                outcomes["shown"] += 1
            except DecodeError as refusal:
                assert refusal.code in REFUSALS and refusal.code not in ("nonsense", "missing", "too_slow"), (seed, refusal.code)
                outcomes[refusal.code] += 1
    assert outcomes["shown"] > MUTANTS // 10 and outcomes["crashed"] <= MUTANTS // 50
