"""The same figures from elsewhere: scipy's intervals, scikit-learn's curves, numpy's quantiles, and where there is no
library, plain counting. Reads cases with what the crate found from standard input, and writes for each case the names
of the figures that differ by more than TOLERANCE. Both ends are JSON; see `oracle.rs`.

Tried with numpy 2.4.6, scipy 1.17.1, scikit-learn 1.9.1."""

import json
import sys
from fractions import Fraction

import numpy as np
from scipy.stats import binomtest
from sklearn.metrics import det_curve, roc_auc_score, roc_curve

TOLERANCE = 1e-9
BITS = (1 << 64) - 1


def same(ours, theirs):
    """Whether two pieces of JSON are the same, numbers within the tolerance."""
    if isinstance(theirs, dict):
        return isinstance(ours, dict) and ours.keys() == theirs.keys() and all(same(ours[k], theirs[k]) for k in theirs)
    if isinstance(theirs, (list, tuple)):
        return isinstance(ours, list) and len(ours) == len(theirs) and all(map(same, ours, theirs))
    if theirs is None or isinstance(theirs, str):
        return ours == theirs
    return isinstance(ours, (int, float)) and abs(ours - theirs) <= TOLERANCE


def rate(share):
    errors, total = share
    return errors / total if total else None


def wilson(share):
    errors, total = share
    if total == 0:
        return None
    interval = binomtest(errors, total).proportion_ci(0.95, method="wilson")
    return [interval.low, interval.high]


def accepted(scores, threshold):
    return [sum(score >= threshold for score in scores), len(scores)]


def rejected(scores, threshold):
    return [sum(score < threshold for score in scores), len(scores)]


def apcer(case, threshold):
    return {species: accepted(scores, threshold) for species, scores in case["attacks"].items()}


def worst(case, threshold):
    """The species with the highest rate as an exact fraction, the first by name."""
    rates = [(-Fraction(*share), species, share) for species, share in apcer(case, threshold).items() if share[1]]
    return min(rates)[1:] if rates else None


def points(case):
    classes = [case["genuine"], *case["attacks"].values()]
    found = []
    for threshold in np.unique(np.concatenate([np.array(scores, dtype=float) for scores in classes])):
        name_and_share = worst(case, threshold)
        false_accept = name_and_share[1] if name_and_share else [0, 0]
        found.append([float(threshold), false_accept, rejected(case["genuine"], threshold)])
    return found


def equal_error(all_points):
    gaps = []
    for threshold, accept, reject in all_points:
        if accept[1] and reject[1]:
            gaps.append((abs(Fraction(*accept) - Fraction(*reject)), threshold, accept, reject))
    if not gaps:
        return None
    _, threshold, accept, reject = min(gaps)
    return [float((Fraction(*accept) + Fraction(*reject)) / 2), threshold, accept, reject]


def threshold_for(all_points, target):
    reached = [threshold for threshold, accept, _ in all_points if accept[1] and accept[0] / accept[1] <= target]
    return min(reached, default=None)


def area(case):
    """By counting pairs."""
    attacks = np.concatenate([np.array(scores, dtype=float) for scores in case["attacks"].values()] or [[]])
    genuine = np.array(case["genuine"], dtype=float)[:, None]
    pairs = (genuine > attacks) + (genuine == attacks) / 2
    return float(pairs.mean()) if pairs.size else None


def discard(case):
    pairs = sorted(enumerate(case["comparisons"]), key=lambda item: (item[1][1], item[0]))
    found = []
    for fraction in case["fractions"]:
        kept = pairs[int(np.floor(fraction * len(pairs))):]
        found.append([fraction, rejected([similarity for _, (similarity, _) in kept], case["threshold"])])
    return found


def split_mix_64(state):
    while True:
        state = (state + 0x9E3779B97F4A7C15) & BITS
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & BITS
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & BITS
        yield z ^ (z >> 31)


def bootstrap(case, clusters, statistic):
    """Draws indices of clusters and collects what `statistic` says of them."""
    if clusters < 2:
        return None
    stream = split_mix_64(case["seed"])
    found = []
    for _ in range(case["replicates"]):
        value = statistic([next(stream) * clusters >> 64 for _ in range(clusters)])
        if value is not None:
            found.append(value)
    return np.quantile(found, [0.025, 0.975]).tolist() if found else None


def pooled(shares, drawn):
    return rate([sum(shares[i][0] for i in drawn), sum(shares[i][1] for i in drawn)])


def worst_pooled(case, drawn):
    rates = [pooled(shares, drawn) for shares in case["clusters"].values()]
    return max((value for value in rates if value is not None), default=None)


def by_counting(case):
    """Name and value of all figures that the crate tells of a case."""
    all_points = points(case)
    yield "rate", [rate(share) for share in case["shares"]]
    yield "wilson", [wilson(share) for share in case["shares"]]
    yield "points", all_points
    yield "apcer", [apcer(case, threshold) for threshold in case["thresholds"]]
    yield "bpcer", [rejected(case["genuine"], threshold) for threshold in case["thresholds"]]
    yield "worst", [worst(case, threshold) for threshold in case["thresholds"]]
    yield "equal_error", equal_error(all_points)
    yield "threshold_for", [threshold_for(all_points, target) for target in case["targets"]]
    yield "auc", area(case)
    yield "discard", discard(case)
    values = case["values"]
    yield "quantiles", [float(np.quantile(values, share)) if values else None for share in case["fractions"]]
    clusters = case["clusters"]
    count = case["cluster_count"]
    draw = lambda shares: bootstrap(case, count, lambda drawn: pooled(shares, drawn))
    yield "bootstrap", {species: draw(shares) for species, shares in clusters.items()}
    yield "bootstrap_of_worst", bootstrap(case, count, lambda drawn: worst_pooled(case, drawn))


def by_scikit_learn(case, found):
    """Name, our value and that of scikit-learn, for both classes and all species together."""
    attacks = [score for scores in case["attacks"].values() for score in scores]
    if not attacks or not case["genuine"]:
        yield "roc", found["roc"], []
        return
    truth = [0] * len(attacks) + [1] * len(case["genuine"])
    scores = attacks + case["genuine"]
    yield "auc", found["auc"], roc_auc_score(truth, scores)
    false_accept, true_accept, thresholds = roc_curve(truth, scores, drop_intermediate=False)
    thresholds = [float(threshold) if np.isfinite(threshold) else None for threshold in thresholds]
    yield "roc", found["roc"], [list(point) for point in zip(thresholds, map(float, false_accept), map(float, true_accept))]
    if len(case["attacks"]) == 1:
        yield "points", *det(found, det_curve(truth, scores, drop_intermediate=False))


def det(found, theirs):
    """Our points and scikit-learn's, where it has one: it leaves out all but one point with no error of a kind."""
    ours = {threshold: [rate(accept), rate(reject)] for threshold, accept, reject in found["points"]}
    theirs = [(float(at), [float(accept), float(reject)]) for accept, reject, at in zip(*theirs) if np.isfinite(at)]
    nearest = lambda at: min(ours, key=lambda threshold: abs(threshold - at), default=None)
    return [ours.get(nearest(at)) for at, _ in theirs], [rates for _, rates in theirs]


def differences(case, found):
    expected = dict(by_counting(case))
    names = {name for name, value in expected.items() if not same(found.get(name), value)}
    names |= {name for name, ours, theirs in by_scikit_learn(case, found) if not same(ours, theirs)}
    return sorted(names | (found.keys() - expected.keys() - {"roc"}))


json.dump([differences(one["case"], one["found"]) for one in json.load(sys.stdin)], sys.stdout)
