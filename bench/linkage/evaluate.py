#!/usr/bin/env python3
"""Measures any file of clusters against the truth, apart from the engine that made it.

A clusters file has a row per record: record_id, person_id and optionally band. A truth file says
which records are one person: a family file (person, household, twin_of), FEBRL (the number in
rec_id) or Splink's fake_1000 (cluster). Nothing but the standard library is needed.

    python evaluate.py --clusters clusters.csv --truth families.csv [--json result.json]

Invariant: every record of the truth counts; one the engine left out is a cluster of its own.
"""

import argparse
import csv
import json
from collections import Counter, defaultdict
from pathlib import Path

AGE_BANDS = ((5, "0 to 4"), (11, "5 to 10"), (18, "11 to 17"), (25, "18 to 24"), (60, "25 to 59"),
             (200, "60 and over"))
TODAY_YEAR = 2026


class Truth:
    """Which records are one person, and what is known of that person."""

    def __init__(self):
        self.person = {}
        self.household = {}
        self.twins = set()
        self.groups = {}
        self.planted = {}

    @classmethod
    def read(cls, paths):
        truth = cls()
        seen = defaultdict(lambda: (Counter(), Counter(), {}))
        for path in paths:
            with Path(path).open(encoding="utf-8", newline="") as file:
                rows = csv.reader(file)
                header = [name.strip() for name in next(rows)]
                truth._rows(header, rows, seen)
        for person, (sexes, years, fixed) in seen.items():
            truth.groups[person] = _groups(sexes, years, fixed)
        present = set(truth.person.values())
        truth.twins = {pair for pair in truth.twins if pair[0] in present and pair[1] in present}
        return truth

    def _rows(self, header, rows, seen):
        at = {name: place for place, name in enumerate(header)}
        if "rec_id" in at:
            for row in rows:
                record = row[at["rec_id"]].strip()
                self.person[record] = record.split("-")[1]
        elif "person" not in at:
            for row in rows:
                self.person[row[at["unique_id"]]] = row[at["cluster"]]
        else:
            for row in rows:
                self._family_row(at, row, seen)

    def _family_row(self, at, row, seen):
        record, person = row[at["record_id"]], row[at["person"]]
        self.person[record] = person
        self.household[person] = row[at["household"]]
        twin = row[at["twin_of"]]
        if twin:
            self.twins.add((min(person, twin), max(person, twin)))
        sexes, years, fixed = seen[person]
        sexes[row[at["sex"]]] += 1
        years[row[at["birth_date"]][:4]] += 1
        fixed["tradition"] = row[at["tradition"]]
        if "planted" in at and row[at["planted"]]:
            self.planted[record] = row[at["planted"]].split()


def _groups(sexes, years, fixed):
    """The groups a person is counted in: what most of their records say."""
    sex = next((s for s, _ in sexes.most_common() if s), "unknown")
    year = next((y for y, _ in years.most_common() if y), "")
    band = "unknown"
    if year:
        band = next(name for limit, name in AGE_BANDS if TODAY_YEAR - int(year) < limit)
    return (("tradition", fixed["tradition"]), ("sex", sex), ("age", band))


def read_clusters(path):
    """(cluster of each record, records in each band)."""
    clusters, bands = {}, Counter()
    with Path(path).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            clusters[row["record_id"].strip()] = row["person_id"]
            bands[row.get("band") or "none"] += 1
    return clusters, dict(bands)


def pairs(count):
    return count * (count - 1) // 2


def scores(joined_true, joined, true):
    precision = joined_true / joined if joined else 1.0
    recall = joined_true / true if true else 1.0
    total = precision + recall
    return {"precision": round(precision, 6), "recall": round(recall, 6),
            "f1": round(2 * precision * recall / total if total else 0.0, 6)}


def measure(clusters, truth, by_group=True):
    """Every measure of one clustering; `clusters` maps a record to its cluster."""
    members = defaultdict(list)
    missing = 0
    for record in truth.person:
        cluster = clusters.get(record)
        if cluster is None:
            missing += 1
            cluster = ("alone", record)
        members[cluster].append(record)
    sizes = Counter(truth.person.values())
    true = sum(pairs(size) for size in sizes.values())
    joined = joined_true = impure = 0
    people_joined = set()
    for records in members.values():
        joined += pairs(len(records))
        held = Counter(truth.person[record] for record in records)
        joined_true += sum(pairs(size) for size in held.values())
        if len(held) > 1:
            impure += 1
            people = sorted(held)
            for place, one in enumerate(people):
                people_joined.update((one, other) for other in people[place + 1:])
    result = {
        "records": len(truth.person), "people": len(sizes), "clusters": len(members),
        "records_not_in_clusters": missing, "true_pairs": true, "joined_pairs": joined,
        "wrong_pairs": joined - joined_true, "missed_pairs": true - joined_true,
        **scores(joined_true, joined, true), "clusters_with_several_people": impure,
        "largest_cluster": max(map(len, members.values()), default=0),
        "people_joined_wrongly": len(people_joined),
    }
    if truth.household:
        result.update(_families(truth, sizes, people_joined))
        if by_group:
            result["by_group"] = _by_group(members, truth, sizes)
    if truth.planted:
        result["by_planted_error"] = _by_error(members, truth, sizes)
    return result


def _families(truth, sizes, people_joined):
    households = Counter(truth.household[person] for person in sizes)
    in_household = sum(1 for a, b in people_joined if truth.household[a] == truth.household[b])
    of_household = sum(pairs(size) for size in households.values())
    twins_joined = sum(1 for pair in truth.twins if pair in people_joined)
    return {
        "twin_pairs": len(truth.twins), "twin_pairs_joined": twins_joined,
        "household_pairs": of_household, "household_pairs_joined": in_household,
        "household_share_joined": round(in_household / of_household, 6) if of_household else 0.0,
        "stranger_pairs_joined": len(people_joined) - in_household,
    }


def _by_group(members, truth, sizes):
    """Recall and precision of each group; a wrong pair counts where either side belongs."""
    true, found, wrong, people = Counter(), Counter(), Counter(), Counter()
    for person, size in sizes.items():
        for group in truth.groups[person]:
            people[group] += 1
            true[group] += pairs(size)
    for records in members.values():
        if len(records) < 2:
            continue
        held = Counter(truth.person[record] for record in records)
        inside, right = Counter(), Counter()
        for person, size in held.items():
            for group in truth.groups[person]:
                inside[group] += size
                right[group] += pairs(size)
        for group, size in inside.items():
            found[group] += right[group]
            wrong[group] += pairs(len(records)) - pairs(len(records) - size) - right[group]
    result = {}
    order = {name: place for place, (_, name) in enumerate(AGE_BANDS)}
    for group in sorted(people, key=lambda group: (group[0], order.get(group[1], 99), group[1])):
        kind, name = group
        result.setdefault(kind, {})[name] = {
            "people": people[group], "true_pairs": true[group], "wrong_pairs": wrong[group],
            **scores(found[group], found[group] + wrong[group], true[group])}
    return result


def _by_error(members, truth, sizes):
    """Of the true pairs a record with an error takes part in, the share that was found."""
    true, found = Counter(), Counter()
    for records in members.values():
        held = Counter(truth.person[record] for record in records)
        for record in records:
            person = truth.person[record]
            for error in truth.planted.get(record, ()):
                true[error] += sizes[person] - 1
                found[error] += held[person] - 1
    return {error: {"true_pairs": count, "recall": round(found[error] / count, 4) if count else 1.0}
            for error, count in sorted(true.items())}


def as_markdown(result):
    """The result as tables for a person to read."""
    lines = ["| measure | value |", "|---|--:|"]
    for name, value in result.items():
        if not isinstance(value, dict):
            shown = f"{value:.4f}" if isinstance(value, float) else f"{value:,}"
            lines.append(f"| {name.replace('_', ' ')} | {shown} |")
    for band, count in result.get("records_in_band", {}).items():
        lines.append(f"| records in band {band} | {count:,} |")
    for kind, groups in result.get("by_group", {}).items():
        lines += ["", f"| {kind} | people | true pairs | recall | precision | wrong pairs |",
                  "|---|--:|--:|--:|--:|--:|"]
        for name, of in groups.items():
            lines.append(f"| {name} | {of['people']:,} | {of['true_pairs']:,} | "
                         f"{of['recall']:.4f} | {of['precision']:.4f} | {of['wrong_pairs']:,} |")
    errors = result.get("by_planted_error", {})
    if errors:
        lines += ["", "| planted error | true pairs | recall |", "|---|--:|--:|"]
        lines += [f"| {name.replace('_', ' ')} | {of['true_pairs']:,} | {of['recall']:.4f} |"
                  for name, of in errors.items()]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clusters", type=Path, required=True)
    parser.add_argument("--truth", type=Path, nargs="+", required=True)
    parser.add_argument("--json", type=Path, help="also write the result here")
    options = parser.parse_args()
    truth = Truth.read(options.truth)
    clusters, bands = read_clusters(options.clusters)
    result = measure(clusters, truth)
    result["records_in_band"] = bands
    unknown = sum(1 for record in clusters if record not in truth.person)
    result["records_unknown_to_truth"] = unknown
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(as_markdown(result))


if __name__ == "__main__":
    main()
