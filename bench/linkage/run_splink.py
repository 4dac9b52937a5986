#!/usr/bin/env python3
"""Runs one Splink model over one set of files and writes one JSON of costs and quality.

Each phase (load, train, block and predict, cluster) is timed by the wall and by the processor,
because a busy machine stretches only the first. Quality is worked out after the clock has stopped,
by `evaluate.py`, the same code that judges every other engine.

    python run_splink.py --model family-b --input families.csv --out result.json

Invariant: memory and time are read before the truth is, so measuring costs Splink nothing.
"""

import argparse
import csv
import json
import logging
import os
import resource
import time
from pathlib import Path
from random import Random

import duckdb
import splink
from splink import DuckDBAPI, Linker

from evaluate import Truth, measure, pairs
from families.naming import ASIAN_SHORT, BRITISH_SHORT, WORLD_SHORT
from splink_models import MODELS

JOINED_AT = (0.95, 0.999)


class Stopwatch:
    """Wall and processor seconds of named phases."""

    def __init__(self):
        self.phases = {}

    def time(self, name, work):
        wall, cpu = time.perf_counter(), time.process_time()
        result = work()
        self.phases[name] = {"wall_s": round(time.perf_counter() - wall, 3),
                             "cpu_s": round(time.process_time() - cpu, 3)}
        return result

    def total(self, kind, names=None):
        return round(sum(of[kind] for name, of in self.phases.items()
                         if names is None or name in names), 3)


def load(connection, model, inputs):
    """One table for each input file, cleaned as a careful user would."""
    tables = []
    for number, path in enumerate(inputs):
        table = f"input_{number}"
        reader = "read_parquet" if path.suffix == ".parquet" else "read_csv"
        options = "" if path.suffix == ".parquet" else ", all_varchar=true, header=true"
        source = f"{reader}('{path}'{options})"
        names = [row[0] for row in connection.sql(f"describe select * from {source}").fetchall()]
        renamed = ", ".join(f'"{name}" as "{name.strip()}"' for name in names)
        connection.execute(f"create table {table} as select {model.columns} "
                           f"from (select {renamed} from {source})")
        if model.short_forms:
            _add_short_forms(connection, table)
        tables.append(table)
    return tables


def _add_short_forms(connection, table):
    """A column with every full name a given name may stand for, itself among them."""
    forms = []
    for known in (BRITISH_SHORT, ASIAN_SHORT, WORLD_SHORT):
        for full, short in known.items():
            forms += [(one.lower(), full.lower()) for one in short]
    connection.execute("create or replace table short_forms (short varchar, full_form varchar)")
    connection.executemany("insert into short_forms values (?, ?)", sorted(set(forms)))
    connection.execute(f"""
        create or replace table {table} as
        with forms as (select strip_accents(short) as short,
                              list(strip_accents(full_form)) as full_forms
                       from short_forms group by 1)
        select t.*, case when first_name is null then null
                    else list_append(coalesce(full_forms, []), first_name) end as first_forms
        from {table} t left join forms f on t.first_name = f.short""")


def train(linker, model, options, watch):
    training = linker.training
    watch.time("train: prior", lambda: training.estimate_probability_two_random_records_match(
        model.certain, recall=model.recall))
    watch.time("train: u", lambda: training.estimate_u_using_random_sampling(
        max_pairs=model.random_pairs, seed=options.seed))

    def expectation_maximisation():
        for rule in model.training:
            training.estimate_parameters_using_expectation_maximisation(
                rule, max_pairs=options.em_max_pairs,
                estimate_without_term_frequencies=options.em_without_tf)
    watch.time("train: m", expectation_maximisation)


def link(linker, model, watch):
    """(candidate pairs, predictions, clusters at each threshold)."""
    inference, clustering = linker.inference, linker.clustering
    blocked = watch.time("block", inference.compute_blocked_pairs_for_predict)
    candidates = blocked.as_duckdbpyrelation().count("*").fetchall()[0][0]
    predictions = watch.time("predict", lambda: inference.predict(
        threshold_match_probability=model.keep_above))
    clusters = {}
    for threshold in JOINED_AT:
        clusters[threshold] = watch.time(
            f"cluster at {threshold}",
            lambda at=threshold: clustering.cluster_pairwise_predictions_at_threshold(
                predictions, threshold_match_probability=at))
    return candidates, predictions, clusters


def search(linker, api, model, table, options):
    """Wall milliseconds to find one record again among all, through predict_between."""
    for column in model.term_frequencies:
        linker.table_management.compute_tf_table(column)
    everybody = api.register(table)
    relation = api.duckdb_con.sql(f"select * from {table}")
    columns = relation.columns
    ids = [row[0] for row in api.duckdb_con.sql(
        f"select unique_id from {table} order by unique_id").fetchall()]
    chance = Random(options.seed or 1)
    taken, hits = [], 0
    for number in range(options.search):
        wanted = ids[int(chance.random() * len(ids))]
        values = api.duckdb_con.execute(
            f"select * from {table} where unique_id = ?", [wanted]).fetchall()[0]
        query = dict(zip(columns, values), unique_id=f"query-{number}")
        api.duckdb_con.execute(f"create table query_{number} as select * from {table} limit 0")
        api.duckdb_con.execute(
            f"insert into query_{number} values ({', '.join('?' * len(columns))})",
            [query[column] for column in columns])
        one = api.register(f"query_{number}")
        start = time.perf_counter()
        found = linker.inference.predict_between(one, everybody, threshold_match_probability=0.95)
        hits += found.as_duckdbpyrelation().count("*").fetchall()[0][0]
        taken.append((time.perf_counter() - start) * 1000)
        found.drop_table_from_database_and_remove_from_cache()
    first, rest = taken[0], sorted(taken)
    return {"searches": len(taken), "hits": hits, "first_ms": round(first, 1),
            "p50_ms": round(rest[len(rest) // 2], 1),
            "p95_ms": round(rest[min(len(rest) - 1, int(len(rest) * 0.95))], 1),
            "max_ms": round(rest[-1], 1)}


def edge_quality(predictions, truth, link_type):
    """Precision, recall and F1 of scored pairs at 0.95, at 0.99 and at the best weight."""
    rows = predictions.as_duckdbpyrelation().project(
        "match_weight, match_probability, unique_id_l, unique_id_r").order(
        "match_weight desc").fetchall()
    sizes = {}
    for person in truth.person.values():
        sizes[person] = sizes.get(person, 0) + 1
    true = sum(pairs(size) for size in sizes.values())
    found = taken = 0
    best, at = (0.0,), {}
    last = len(rows) - 1
    for number, (weight, probability, left, right) in enumerate(rows):
        taken += 1
        found += truth.person[left] == truth.person[right]
        if number < last and rows[number + 1][0] == weight:
            continue
        f1 = 2 * found / (taken + true)
        if f1 > best[0]:
            best = (f1, weight, found / taken, found / true)
        for threshold in (0.95, 0.99):
            if probability >= threshold:
                at[threshold] = (f1, found / taken, found / true)
    def shown(values):
        return dict(zip(("f1", "precision", "recall"), (round(v, 4) for v in values)))
    result = {str(threshold): shown(values) for threshold, values in at.items()}
    result["best"] = shown((best[0], *best[2:])) | {"match_weight": round(best[1], 2)}
    result["kept_pairs"] = len(rows)
    result["recall_of_kept"] = round(found / true, 4)
    return result


def cluster_map(clusters):
    rows = clusters.as_duckdbpyrelation().project("unique_id, cluster_id").fetchall()
    return dict(rows)


def write_clusters(clusters, path):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("record_id", "person_id", "band"))
        writer.writerows((record, cluster, "joined") for record, cluster in clusters.items())


def run(options):
    model = MODELS[options.model]()
    load_before = os.getloadavg()[0]
    connection = duckdb.connect()
    if options.threads:
        connection.execute(f"set threads = {options.threads}")
    api = DuckDBAPI(connection)
    watch = Stopwatch()
    tables = watch.time("load", lambda: load(connection, model, options.input))
    frames = [api.register(table) for table in tables]
    linker = watch.time("prepare", lambda: Linker(
        frames if len(frames) > 1 else frames[0], model.settings(), log_level=logging.ERROR))
    train(linker, model, options, watch)
    candidates, predictions, clusters = link(linker, model, watch)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    work = [name for name in watch.phases if name != "cluster at 0.999"]
    wall = watch.total("wall_s", ("block", "predict"))
    result = {
        "engine": f"splink {splink.__version__}", "duckdb": duckdb.__version__,
        "model": model.name, "inputs": [path.name for path in options.input],
        "threads": connection.sql("select current_setting('threads')").fetchall()[0][0],
        "em_max_pairs": options.em_max_pairs, "em_without_tf": options.em_without_tf,
        "load_average": [round(load_before, 2)],
        "phases": watch.phases, "wall_s": watch.total("wall_s", work),
        "cpu_s": watch.total("cpu_s", work), "peak_rss_mib": round(peak),
        "train_cpu_s": watch.total("cpu_s", [n for n in work if n.startswith("train")]),
        "candidate_pairs": candidates, "pairs_per_wall_s": round(candidates / wall),
    }
    if options.search:
        result["single_search"] = search(linker, api, model, tables[0], options)
    truth = Truth.read(options.input_truth or options.input)
    result["edges"] = edge_quality(predictions, truth, model.link_type)
    result["clusters"] = {}
    for threshold in JOINED_AT:
        found = cluster_map(clusters[threshold])
        result["clusters"][str(threshold)] = measure(found, truth, by_group=threshold == 0.95)
        if threshold == 0.95 and options.clusters:
            write_clusters(found, options.clusters)
    result["load_average"].append(round(os.getloadavg()[0], 2))
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", choices=sorted(MODELS), required=True)
    parser.add_argument("--input", type=Path, nargs="+", required=True)
    parser.add_argument("--input-truth", type=Path, nargs="+",
                        help="truth files, when the inputs themselves hold none")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--clusters", type=Path, help="also write the clusters at 0.95 here")
    parser.add_argument("--threads", type=int, default=0, help="DuckDB threads, 0 for all")
    parser.add_argument("--seed", type=int, help="makes the sampling of u repeatable, and slower")
    parser.add_argument("--em-max-pairs", type=float,
                        help="train m on about this many pairs for each rule, not on all")
    parser.add_argument("--em-without-tf", action="store_true",
                        help="train m without term frequencies, which Splink says is faster")
    parser.add_argument("--search", type=int, default=0, help="time this many single searches")
    options = parser.parse_args()
    logging.getLogger("splink").setLevel(logging.ERROR)
    result = run(options)
    options.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    best = result["clusters"]["0.95"]
    print(f"{result['model']}: {result['wall_s']} s wall, {result['cpu_s']} s CPU, "
          f"{result['peak_rss_mib']} MiB, cluster F1 at 0.95 {best['f1']}")


if __name__ == "__main__":
    main()
