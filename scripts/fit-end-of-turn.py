#!/usr/bin/env python3
"""Fits the numbers of Sources/Dialogue/EndOfTurnWeights.swift.

Needs numpy and scipy. First: coda bench endpoint --data RECORDINGS --rows ROWS
Usage: fit-end-of-turn.py ROWS

A regularised logistic regression over every window of 64 to 384 ms of silence, on the fitting part alone: is this the end of
the turn? The silence's own weights are left out of the table: the waits at each doubt are chosen by hand, on the fitting part.
"""
import math
import sys

import numpy
from scipy.optimize import minimize

WINDOW = 512
SCORE_DELAY = 768
TOLERANCE = 800
ASKED = {2, 4, 6, 10}
KNOTS = [64, 128, 192, 320, 640, 1200]
NAMES = ["bias", "lowest", "sure", "unanswered", "speech", "short", "unfinishedWords", "hesitant"]
POSITIVE, NEGATIVE = {"lowest", "sure"}, {"unfinishedWords", "hesitant"}
# As SpokenWords.unfinished.
UNFINISHED = set(
    "a an the my your his their our its to for of and or but with from at by about into onto than if because as while is are was were"
    " be been will would could should i'm i'd i'll i've we're it's that's there's very which whose um uh er erm".split())


def log_odds(probability):
    bounded = min(max(probability, 0.01), 0.99)
    return math.log(bounded / (1 - bounded))


def arrival(end):
    return (end + 319) // 320 * 320


def row(silence, voiced, longest, lowest, last, unfinished):
    seconds = max(voiced / 16_000, 0.05)
    known = last is not None
    evidence = [
        1, log_odds(lowest) if known else 0, max(0, log_odds(last) - 2.5) if known else 0, not known, math.log(seconds), seconds < 0.6,
        unfinished, longest > 4_000]
    waited = [min(max(silence / 16 - low, 0), high - low) / 100 for low, high in zip(KNOTS, KNOTS[1:])]
    return [float(value) for value in evidence + waited]


def scenes(path):
    scene = None
    for line in open(path, encoding="utf-8"):
        columns = line.rstrip("\n").split("\t")
        if columns[0] == "scene":
            if scene:
                yield scene
            scene = (columns[3] == "fit", int(columns[4]), [])
        else:
            scene[2].append(columns)
    if scene:
        yield scene


def silences(rows):
    """Runs of windows in which an open turn is silent."""
    run = []
    for columns in rows + [None]:
        if columns is not None and int(columns[3]) > 0:
            run.append(columns)
        elif run:
            yield run
            run = []


def samples(path):
    features, labels = [], []
    for is_fitting, true_end, rows in scenes(path):
        if not is_fitting:
            continue
        for run in silences(rows):
            is_end = int(run[-1][0]) > true_end - TOLERANCE
            lowest = last = None
            unfinished = False
            waiting = []
            for end, _, _, silence, voiced, longest, score, text in run:
                now = arrival(int(end))
                for _, answer in [entry for entry in waiting if entry[0] < now]:
                    last, lowest = answer, answer if lowest is None else min(lowest, answer)
                waiting = [entry for entry in waiting if entry[0] >= now]
                if text != "-":
                    unfinished = bool(text) and text.split()[-1] in UNFINISHED
                silence = int(silence)
                if score and silence // WINDOW in ASKED:
                    waiting.append((now + SCORE_DELAY, float(score)))
                if 2 * WINDOW <= silence <= 12 * WINDOW and (not is_end or now >= true_end - TOLERANCE):
                    features.append(row(silence, int(voiced), int(longest), lowest, last, unfinished))
                    labels.append(is_end)
            if is_end:
                break
    return numpy.array(features), numpy.array(labels, float)


def fit(features, labels, ridge=2.0):
    def loss(weights):
        chance = 1 / (1 + numpy.exp(-features @ weights))
        likelihood = labels * numpy.log(chance + 1e-9) + (1 - labels) * numpy.log(1 - chance + 1e-9)
        slope = features.T @ (chance - labels)
        slope[1:] += 2 * ridge * weights[1:]
        return -likelihood.sum() + ridge * (weights[1:] ** 2).sum(), slope

    bounds = [(0 if name in POSITIVE else None, 0 if name in NEGATIVE else None) for name in NAMES]
    bounds += [(0.02, None)] * (len(KNOTS) - 1)
    return minimize(loss, numpy.zeros(features.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    features, labels = samples(sys.argv[1])
    print(f"{len(labels)} windows, {labels.mean():.2f} of them at true ends")
    for name, weight in zip(NAMES, fit(features, labels)):
        print(f"{name}: {weight:.2f}")
