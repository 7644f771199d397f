"""What the paper's own text prints: Tables 1, 2, 5, 6, 8, 9 and the figures whose numbers can be read."""

from __future__ import annotations

Scores = tuple[float, float, float, float, float]
"""Accuracy, precision, sensitivity, specificity, F-1."""

AVERAGES: dict[tuple[str, str], Scores] = {
    ("dSPIC-AM", "D_1"): (0.6910, 0.7412, 0.6956, 0.8273, 0.7230),
    ("dSPIC-AM", "D_2"): (0.7747, 0.7883, 0.7863, 0.8820, 0.7860),
    ("dSPIC-AM", "D_3"): (0.7286, 0.7407, 0.7528, 0.8514, 0.7287),
    ("dSPIC-RM", "D_1"): (0.6955, 0.7324, 0.6978, 0.8345, 0.7147),
    ("dSPIC-RM", "D_2"): (0.7558, 0.7437, 0.7566, 0.8650, 0.7530),
    ("dSPIC-RM", "D_3"): (0.7389, 0.7606, 0.7756, 0.8543, 0.7680),
    ("SI_CLF", "D_2"): (0.7389, 0.7518, 0.7305, 0.8604, 0.7370),
    ("SI_CLF+AM", "D_2"): (0.7705, 0.7741, 0.7758, 0.8728, 0.7731),
    ("SI_CLF+RM", "D_2"): (0.7558, 0.7503, 0.7566, 0.8650, 0.7530),
    ("SI_CLF+AM+RM", "D_2"): (0.7284, 0.7206, 0.7115, 0.8442, 0.7144),
    ("AlexNet", "D_2"): (0.7368, 0.7511, 0.7258, 0.8568, 0.7322),
    ("dSPIC-AM without pooling", "D_2"): (0.7558, 0.7561, 0.7740, 0.8642, 0.7649),
}
"""Tables 5, 6 and 9 and Figure 10."""

AREAS: dict[str, float] = {
    "SI_CLF": 0.8904,
    "SI_CLF+AM": 0.9105,
    "SI_CLF+RM": 0.9088,
    "SI_CLF+AM+RM": 0.8859,
    "AlexNet": 0.8756,
    "dSPIC-AM": 0.9272,
    "dSPIC-AM without pooling": 0.9060,
}
"""Tables 8 and 9."""

BY_CLASS: dict[str, tuple[float, float, float, float]] = {
    "normal": (0.6639, 0.7168, 0.8715, 0.6893),
    "metastatic": (0.8538, 0.8156, 0.8950, 0.8384),
    "arthritic": (0.7333, 0.7374, 0.8285, 0.7353),
}
"""Figure 9a: precision, sensitivity, specificity, F-1 of dSPIC-AM on D_2."""

IN_FIGURE_10: dict[tuple[str, str], Scores] = {**AVERAGES, ("dSPIC-AM", "D_2"): (0.7747, 0.7883, 0.7863, 0.8820, 0.7861)}
"""Figure 10 as it is printed: its F-1 score of dSPIC-AM is not the one of Tables 5 and 9."""

AS_PRINTED: dict[str, tuple[float, ...]] = {"table1": (22.3, 34.6, 37.8, 5.3), "table2": (26.1, 30.8, 36.9, 6.2)}
"""The shares of the four answers in percent, as Tables 1 and 2 print them."""

NOTES: dict[str, str] = {
    "table1": "The paper prints 22.3 % normal; 334 of 1,502 are 22.2 %.",
    "figure9": "As printed, Figure 9a is of another network than its caption names: the means of its precision, sensitivity "
    "and specificity (0.7503, 0.7566, 0.8650) are those of SI_CLF+RM in Figure 10, not those of dSPIC-AM (0.7883, 0.7863, 0.8820).",
    "figure10": "The paper prints an F-1 score of 0.7861 for dSPIC-AM here, and 0.7860 in Tables 5 and 9.",
}
"""What is to be said of the paper's own figures, below each table."""
