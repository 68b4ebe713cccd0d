#!/usr/bin/env python3
"""Agreement by other people's programs: reference.py < units.json > expected.json

units.json has one letter a post, per target and coder: favor, against, neither, o for none, - where there is no code.
Needs krippendorff, nltk, scikit-learn and numpy from PyPI. The intervals are taken by this file's own resampling, of the
same draws: xoshiro128** 1.1 (Blackman & Vigna 2021) seeded by SplitMix64, over patterns of codes in sorted order.
"""

import json
import sys
from collections import Counter
from importlib.metadata import version
from itertools import combinations

import krippendorff
import numpy as np
from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import accuracy_score, cohen_kappa_score, precision_recall_fscore_support

LETTERS = {"f": "favor", "a": "against", "n": "neither", "o": "none", "-": None}
CODES = ["favor", "against", "neither", "none"]
SEED = 1960
RESAMPLES = 1999
MASK = (1 << 64) - 1
# The other comparisons' intervals come by the same functions, and a thousand kappas by scikit-learn take their time.
WITH_INTERVALS = "bubble-skeptic"


def stream(seed):
    words = []
    state = seed
    for _ in range(2):
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        z ^= z >> 31
        words += [z & 0xFFFFFFFF, z >> 32]
    a, b, c, d = words

    def rotl(x, k):
        return ((x << k) | (x >> (32 - k))) & 0xFFFFFFFF

    while True:
        yield (rotl((b * 5) & 0xFFFFFFFF, 7) * 9) & 0xFFFFFFFF
        t = (b << 9) & 0xFFFFFFFF
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= t
        d = rotl(d, 11)


def below(words, bound):
    limit = 2**32 - 2**32 % bound
    return next(word for word in words if word < limit) % bound


def intervals(units, statistics):
    """units: sorted, hashable patterns; statistics: functions of a list of them."""
    words = stream(SEED)
    values = [[] for _ in statistics]
    for _ in range(RESAMPLES):
        drawn = [units[below(words, len(units))] for _ in units]
        for found, statistic in zip(values, statistics):
            found.append(statistic(drawn))
    return [[ordered[49], ordered[-50]] for ordered in map(sorted, values)]


def numbers(pairs):
    return [CODES.index(a) for a, _ in pairs], [CODES.index(b) for _, b in pairs]


def kappa(pairs):
    first, second = numbers(pairs)
    return cohen_kappa_score(first, second, labels=range(4))


def alpha(tallies):
    return krippendorff.alpha(value_counts=np.array(tallies), level_of_measurement="nominal")


def tally(codes):
    counts = Counter(codes)
    return tuple(counts[code] for code in CODES)


def per_polarity(pairs):
    first, second = numbers(pairs)
    precision, recall, f1, _ = precision_recall_fscore_support(first, second, labels=range(4))
    return {
        code: {"precision": float(p), "recall": float(r), "f1": float(f)}
        for code, p, r, f in zip(CODES[:3], precision, recall, f1)
    }


def macro_f1(pairs):
    first, second = numbers(pairs)
    return float(np.mean(precision_recall_fscore_support(first, second, labels=[0, 1])[2]))


def shares(codes):
    counts = Counter(codes)
    return {code: counts[code] / len(codes) for code in CODES}


def two(first, second, judged, with_intervals):
    pairs = [(a, b) for a, b in zip(first, second) if a is not None and b is not None]
    a, b = numbers(pairs)
    found = {
        "n": len(pairs),
        "agreement": accuracy_score(a, b),
        "kappa": kappa(pairs),
        "alpha": alpha([tally(pair) for pair in pairs]),
        "prevalence": shares([code for pair in pairs for code in pair]),
    }
    if judged:
        found |= {"polarities": per_polarity(pairs), "macro_f1": macro_f1(pairs)}
    if with_intervals:
        ordered = sorted(pairs, key=lambda pair: [CODES.index(code) for code in pair])
        names = ["kappa"] + (["macro_f1"] if judged else [])
        statistics = [kappa] + ([macro_f1] if judged else [])
        found["intervals"] = dict(zip(names, intervals(ordered, statistics)))
        found["intervals"]["alpha"] = intervals(sorted(tally(pair) for pair in pairs), [alpha])[0]
    return found


def together(codes, with_intervals):
    units = [[code for code in unit if code is not None] for unit in zip(*codes.values())]
    tallies = sorted(tally(unit) for unit in units if len(unit) > 1)
    data = [[np.nan if c is None else CODES.index(c) for c in one] for one in codes.values()]
    task = AnnotationTask(
        [(coder, n, code) for coder, given in codes.items() for n, code in enumerate(given) if code and len(units[n]) > 1]
    )
    found = {
        "n": len(tallies),
        "alpha": krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"),
        "alpha_by_nltk": task.alpha(),
        "prevalence": shares([code for unit in units if len(unit) > 1 for code in unit]),
    }
    if with_intervals:
        found["intervals"] = {"alpha": intervals(tallies, [alpha])[0]}
    return found


def agreed(codes):
    given = [{code for code in unit if code is not None} for unit in zip(*codes.values())]
    return [one.pop() if len(one) == 1 else None for one in given]


def comparisons(target, codes):
    people = {name: given for name, given in codes.items() if name != "codebook"}
    machine = codes["codebook"]
    more = target == WITH_INTERVALS
    return {
        "people all all": together(people, more),
        **{f"pair {a} {b}": two(people[a], people[b], False, more) for a, b in combinations(people, 2)},
        "people-machine agreed codebook": two(agreed(people), machine, True, more),
        **{f"person-machine {a} codebook": two(people[a], machine, True, more) for a in people},
    }


def main():
    units = {
        target: {coder: [LETTERS[letter] for letter in codes] for coder, codes in coded.items()}
        for target, coded in json.load(sys.stdin).items()
    }
    packages = ["krippendorff", "nltk", "scikit-learn", "numpy"]
    words = stream(SEED)
    found = {
        "made_with": {"python": sys.version.split()[0], **{name: version(name) for name in packages}},
        "random": {"seed": SEED, "below_1000": [below(words, 1000) for _ in range(20)]},
        "targets": {target: comparisons(target, codes) for target, codes in units.items()},
    }
    json.dump(found, sys.stdout, indent=2)
    print()


main()
