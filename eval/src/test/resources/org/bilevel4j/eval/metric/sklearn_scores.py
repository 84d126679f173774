"""Writes sklearn_scores.csv: what scikit-learn says of 2000 random rankings with ties.

Run as: python3 sklearn_scores.py > sklearn_scores.csv

Case s draws from SplitMix64 with seed s, each number as next() modulo something, so that the test
makes the same cases: rows 4 + next % 60; distinct scores 1 + next % 30; percent of positives
5 + next % 90; bound rho 1 + next % 99 and bound rho_l next % rho, in percent; then for each row
its class, next % 100 < percent of positives (the first row is positive, the second negative), and
its score, (next % distinct, and 3 more for a positive) / 8.
"""
import numpy as np
import sklearn
from sklearn.metrics import auc, average_precision_score, roc_auc_score, roc_curve

MASK = (1 << 64) - 1


def splitmix(seed):
    state = seed
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield (z ^ (z >> 31)) >> 1  # 63 bits, so that Java's long holds it


def case(seed):
    draws = splitmix(seed)

    def below(n):
        return next(draws) % n

    rows = 4 + below(60)
    distinct = 1 + below(30)
    share = 5 + below(90)
    rho = 1 + below(99)
    rho_l = below(rho)
    positive = []
    scores = []
    for r in range(rows):
        drawn = below(100) < share
        positive.append(r == 0 or (r > 1 and drawn))
        scores.append((below(distinct) + (3 if positive[r] else 0)) / 8)
    return np.array(positive), np.array(scores), rho_l / 100, rho / 100


def area(positive, scores, low, high):
    """Under the polygon of roc_curve over [low, high], with auc of sklearn."""
    fpr, tpr, _ = roc_curve(positive, scores, drop_intermediate=False)
    parts = []
    for bound in (low, high):
        if bound == 0:
            parts.append(0.0)
            continue
        stop = np.searchsorted(fpr, bound, "right")
        if stop == len(fpr):
            parts.append(auc(fpr, tpr))
            continue
        edge = np.interp(bound, fpr[stop - 1 : stop + 1], tpr[stop - 1 : stop + 1])
        parts.append(auc(np.append(fpr[:stop], bound), np.append(tpr[:stop], edge)))
    return parts[1] - parts[0]


def main():
    print("# scikit-learn", sklearn.__version__)
    print("seed,auc,mcclish,raw,ap")
    for seed in range(1, 2001):
        positive, scores, low, high = case(seed)
        values = (
            roc_auc_score(positive, scores),
            roc_auc_score(positive, scores, max_fpr=high),
            area(positive, scores, low, high),
            average_precision_score(positive, scores),
        )
        print(seed, *(f"{v:.14g}" for v in values), sep=",")


main()
