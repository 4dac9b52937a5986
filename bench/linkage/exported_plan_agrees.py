"""Runs an exported linkage plan in Splink, on DuckDB and on Apache Spark, and compares every
match weight with ours.

    python exported_plan_agrees.py --kith KITH --plan PLAN.toml [--without-spark]
                                   (--input FILE.csv [--records N] | --families RECORDS)

It trains the plan with `kith linkage run-plan`, exports it with `kith linkage export --to splink5`,
gives the settings unchanged to Splink, and looks at every pair that either side scored. It ends
with code 1 when a pair is missing on either side or differs by more than 0.0001, and with code 3
when it could not run. `--families` invents a file with `make_families.py`. Of a family file the
columns of its plans are made; any other file is used with its values trimmed.

Splink names its own two backends' Jaro-Winkler alike, and they differ a little: each is compared
with the native engine following that backend (`--same-as`), and how many pairs the two give
different weights is told.

Invariant: nothing is left out in silence; a pair that was not compared is a failure.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
import unicodedata
from pathlib import Path

TOLERANCE = 1e-4
EVERYTHING = -1000.0


def plain(value):
    """Small letters without accents, as the family plans expect them."""
    letters = unicodedata.normalize("NFD", value.strip().lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def family_row(row):
    first, last = plain(row["given_name"]), plain(row["family_name"])
    return {
        "unique_id": row["record_id"].strip(), "first_name": first, "surname": last,
        "full_name": f"{first} {last}" if first and last else "",
        "middle_name": plain(row["middle_name"]), "dob": row["birth_date"].strip(),
        "sex": row["sex"].strip(), "address": plain(row["address"]),
        "postcode": row["postcode"].strip().upper(), "nhs_number": row["nhs_number"].strip(),
        "upn": row["upn"].strip(),
    }


def prepare(source, target, records):
    """A copy that both sides read: trimmed, and of a family file the columns of its plans."""
    with open(source, newline="", encoding="utf-8") as text:
        rows = csv.DictReader(text, skipinitialspace=True)
        rows.fieldnames = [name.strip() for name in rows.fieldnames]
        is_family = {"record_id", "given_name", "family_name"} <= set(rows.fieldnames)
        make = family_row if is_family else lambda row: {
            name: value.strip() for name, value in row.items()}
        with open(target, "w", newline="", encoding="utf-8") as out:
            writer = None
            for number, row in enumerate(rows):
                if records is not None and number >= records:
                    break
                made = make(row)
                if writer is None:
                    writer = csv.DictWriter(out, made.keys())
                    writer.writeheader()
                writer.writerow(made)


def invent(records, target):
    """A file of invented families."""
    maker = Path(__file__).with_name("make_families.py")
    subprocess.run([sys.executable, maker, "--records", str(records), "--seed", "11",
                    "--out", target], check=True, stdout=subprocess.DEVNULL)


def kith(program, *words):
    ended = subprocess.run([program, "linkage", *map(str, words)], capture_output=True, text=True)
    if ended.returncode != 0:
        raise RuntimeError(f"kith linkage {words[0]} ended with {ended.returncode}: {ended.stderr}")


def our_scores(program, plan, data, folder, same_as):
    scores = folder / f"scores-{same_as}.csv"
    kith(program, "run-plan", "--input", data, "--plan", plan, "--output", scores,
         "--threshold", EVERYTHING, "--same-as", same_as)
    with open(scores, newline="", encoding="utf-8") as text:
        return {frozenset((row["record_id_l"], row["record_id_r"])): float(row["match_weight"])
                for row in csv.DictReader(text)}


def record_id(settings):
    return json.loads(Path(settings).read_text(encoding="utf-8"))["unique_id_column_name"]


def scored(linker, name):
    """Every pair that Splink scores, with its match weight."""
    predictions = linker.inference.predict(threshold_match_weight=EVERYTHING)
    rows = predictions.as_record_list()
    return {frozenset((row[f"{name}_l"], row[f"{name}_r"])): row["match_weight"] for row in rows}


def duckdb_scores(settings, data):
    import duckdb
    from splink import DuckDBAPI, Linker
    connection = duckdb.connect()
    connection.execute(
        "create table records as select * from read_csv(?, all_varchar = true, header = true)",
        [str(data)])
    api = DuckDBAPI(connection=connection)
    return scored(Linker(api.register("records"), str(settings)), record_id(settings))


def spark_scores(settings, data, folder):
    from pyspark.sql import SparkSession
    from splink import Linker, SparkAPI
    from splink.backends.spark import similarity_jar_location
    session = (SparkSession.builder.master("local[2]").appName("exported plan")
               .config("spark.jars", similarity_jar_location())
               .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1")
               .config("spark.sql.codegen.wholeStage", "false")
               .config("spark.sql.adaptive.enabled", "false")
               .config("spark.ui.enabled", "false").config("spark.driver.memory", "2g")
               .config("spark.driver.host", "127.0.0.1")
               .config("spark.driver.bindAddress", "127.0.0.1")
               .config("spark.sql.shuffle.partitions", "2")
               .config("spark.default.parallelism", "2")
               .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
               .getOrCreate())
    try:
        session.sparkContext.setLogLevel("ERROR")
        session.sparkContext.setCheckpointDir(str(folder / "checkpoints"))
        table = session.read.csv(str(data), header=True, inferSchema=False)
        api = SparkAPI(spark_session=session, num_partitions_on_repartition=2)
        return scored(Linker(api.register(table), str(settings)), record_id(settings))
    finally:
        session.stop()


def compare(ours, theirs, whose):
    only_ours, only_theirs = ours.keys() - theirs.keys(), theirs.keys() - ours.keys()
    differences = {pair: abs(weight - theirs[pair]) for pair, weight in ours.items()
                   if pair in theirs}
    beyond = [pair for pair, difference in differences.items() if not difference <= TOLERANCE]
    largest = max(differences.values(), default=float("nan"))
    print(f"{whose}: {len(differences):,} pairs compared, largest difference {largest:.2e}, "
          f"{len(beyond):,} beyond {TOLERANCE}, {len(only_ours):,} only ours, "
          f"{len(only_theirs):,} only Splink's", flush=True)
    # Ids only: a value of a record is never shown.
    for pair in [*beyond[:5]]:
        print(f"  {sorted(pair)}: ours {ours[pair]:.6f}, Splink's {theirs[pair]:.6f}")
    for name, pairs in (("only ours", only_ours), ("only Splink's", only_theirs)):
        for pair in sorted(map(sorted, pairs))[:5]:
            print(f"  {pair}: {name}")
    return bool(differences) and not (beyond or only_ours or only_theirs)


def read_arguments():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    arguments.add_argument("--kith", required=True, help="the kith program")
    arguments.add_argument("--plan", required=True, type=Path)
    source = arguments.add_mutually_exclusive_group(required=True)
    source.add_argument("--input", type=Path)
    source.add_argument("--families", type=int, metavar="RECORDS")
    arguments.add_argument("--records", type=int, help="take the first so many records only")
    arguments.add_argument("--without-spark", action="store_true")
    return arguments.parse_args()


def main():
    given = read_arguments()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        data, trained = folder / "records.csv", folder / "trained.toml"
        source = given.input or folder / "families.csv"
        if given.families:
            invent(given.families, source)
        prepare(source, data, given.records)
        kith(given.kith, "run-plan", "--input", data, "--plan", given.plan, "--trained", trained)
        settings = folder / "settings.json"
        kith(given.kith, "export", "--to", "splink5", "--plan", trained, "--output", settings)
        print(f"{given.plan.name} on {source.name}")
        like_duckdb = our_scores(given.kith, trained, data, folder, "duckdb")
        began = time.monotonic()
        agree = compare(like_duckdb, duckdb_scores(settings, data), "Splink on DuckDB")
        print(f"  {time.monotonic() - began:.1f} s")
        if given.without_spark:
            print("LEFT OUT: Splink on Spark")
        else:
            began = time.monotonic()
            like_spark = our_scores(given.kith, trained, data, folder, "spark")
            agree &= compare(like_spark, spark_scores(settings, data, folder), "Splink on Spark")
            differ = sum(1 for pair, weight in like_duckdb.items()
                         if abs(weight - like_spark[pair]) > TOLERANCE)
            print(f"  {differ:,} pairs weigh otherwise on Spark than on DuckDB, in Splink and here")
            print(f"  {time.monotonic() - began:.1f} s")
    return 0 if agree else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Exception as problem:
        print(f"could not run: {type(problem).__name__}: {problem}", file=sys.stderr)
        sys.exit(3)
