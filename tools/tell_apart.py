"""Can a classifier tell the genuine scan from simulated ones? `python -m tools.tell_apart` prints areas under the curve.

A random forest learns patches of alternating bands of the genuine scan against 20 simulated views and is asked about the other bands and
20 further views; 0.5 is chance. The control does the same with single simulated views in the place of the genuine one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, uniform_filter

from dspic_gui.study import COLUMNS, ROWS, Projection
from tests.training.regions import REAL_COUNTS
from training.simulate.draw import draw_patient
from training.simulate.finding import draw_findings
from training.simulate.scan import counted, scan
from training.simulate.skeleton import load_skeleton

SIZE, STEP, BAND = 32, 8, 96
_RINGS = ((0.02, 0.06), (0.06, 0.12), (0.12, 0.2), (0.2, 0.3), (0.3, 0.5))

Rows = NDArray[np.float64]


def patches(counts: Rows) -> tuple[Rows, NDArray[np.bool_]]:
    """What each patch of the body looks like (structure at two scales, percentiles, noise spectrum), and whether it is in an even band."""
    found, even = [], []
    inside = uniform_filter(counts, 5) > 2
    for top in range(0, ROWS - SIZE + 1, STEP):
        for left in range(0, COLUMNS - SIZE + 1, STEP):
            part = slice(top, top + SIZE), slice(left, left + SIZE)
            if inside[part].mean() >= 0.7:
                found.append(_features(counts[part]))
                even.append((top // BAND) % 2 == 0)
    return np.array(found), np.array(even)


def _features(patch: Rows) -> list[float]:
    mean = patch.mean()
    fine, coarse = gaussian_filter(patch, 1.5), gaussian_filter(patch, 4.0)
    power = np.abs(np.fft.rfft2((patch - mean) / np.sqrt(mean))) ** 2
    rate = np.hypot(*np.meshgrid(np.fft.rfftfreq(SIZE), np.fft.fftfreq(SIZE)))
    rings = [np.log(power[(rate > low) & (rate <= high)].mean()) for low, high in _RINGS]
    levels = np.log(np.percentile(patch, [50, 75, 90, 99]) / mean + 0.05)
    return [np.log((fine - coarse).std() / mean + 1e-6), np.log(coarse.std() / mean + 1e-6), *levels, *rings]


def told_apart(one: tuple[Rows, NDArray[np.bool_]], learned: list[Rows], asked: list[Rows]) -> float:
    """The area under the curve for `one` view against others, on bands and views that were not learned."""
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.metrics import roc_auc_score

    rows, even = one
    forest = RandomForestClassifier(200, min_samples_leaf=5, class_weight="balanced", random_state=0)
    forest.fit(*_labelled(rows[even], learned))
    questions, answers = _labelled(rows[~even], asked)
    return float(roc_auc_score(answers, forest.predict_proba(questions)[:, 1]))


def _labelled(own: Rows, others: list[Rows]) -> tuple[Rows, NDArray[np.int_]]:
    return np.vstack([own, *others]), np.array([1] * len(own) + [0] * sum(map(len, others)))


def main() -> None:
    """Print the genuine scan's figure and the controls."""
    import pydicom
    from pydicom.data import get_testdata_file

    skeleton = load_skeleton()
    simulated = []
    for number in range(46):
        random = np.random.default_rng([55, number])
        patient = draw_patient(random, number)
        expected = scan(patient, draw_findings(random, patient, skeleton), skeleton).expected[Projection.ANT]
        simulated.append(patches(counted(expected * REAL_COUNTS / expected.sum(), random).astype(float)))
    real = pydicom.dcmread(str(get_testdata_file("JPEG-LL.dcm", download=False))).pixel_array.astype(float)
    learned, asked = [rows for rows, _ in simulated[:20]], [rows for rows, _ in simulated[20:40]]
    print(f"genuine scan: {told_apart(patches(real), learned, asked):.2f}")
    print("single simulated views:", ", ".join(f"{told_apart(one, learned, asked):.2f}" for one in simulated[40:]))


if __name__ == "__main__":
    main()
