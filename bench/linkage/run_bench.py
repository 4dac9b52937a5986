#!/usr/bin/env python3
"""Runs kith and Splink on the same files, one after another, and prints one table with ratios.

Kith is measured from outside, as a whole process from start to written clusters; Splink from
inside, without the start of Python and without writing, so the comparison leans towards Splink.
Both read copies without the truth columns; FEBRL keeps its ids, which name the person, so there
an engine has to be trusted. Each clustering is judged by `evaluate.py`, in a process of its own.

    python run_bench.py --kith PATH --out results \\
        --case families family-b families.toml families.csv \\
        --case febrl4 febrl4 febrl4.toml febrl4a.csv,febrl4b.csv

Invariant: this process stays small, because a child's peak memory can never read as less than
what its parent held when it was started.
"""

import argparse
import csv
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
TRUTH_COLUMNS = ("person", "household", "twin_of", "tradition", "planted", "cluster")
HEADER = ("data", "engine", "CPU s", "wall s", "peak MiB", "precision", "recall", "F1",
          "wrong pairs", "twin pairs joined", "household pairs joined")


def blind(path, folder):
    """A copy of a file without the columns that hold the truth, or the file if it has none."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        kept = [place for place, name in enumerate(header) if name not in TRUTH_COLUMNS]
        if len(kept) == len(header):
            return Path(path)
        copy = folder / f"blind-{Path(path).name}"
        with copy.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow([header[place] for place in kept])
            writer.writerows([row[place] for place in kept] for row in rows)
    return copy


def measured(command):
    """Runs a command to its end; (wall seconds, CPU seconds, peak MiB)."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{command[0]} ended with {child.returncode}; nothing was compared")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def judged(clusters, truth, out):
    """What evaluate.py says of a clusters file."""
    subprocess.run([sys.executable, HERE / "evaluate.py", "--clusters", clusters, "--truth",
                    *truth, "--json", out], check=True, stdout=subprocess.DEVNULL)
    return json.loads(out.read_text(encoding="utf-8"))


def run_kith(options, label, spec, inputs, truth):
    """Costs and quality of kith: the median of its runs, the quality of the last."""
    clusters, report = options.out / f"{label}-kith.csv", options.out / f"{label}-kith-report.json"
    command = [options.kith, "linkage", "run", "--input", *inputs, "--spec", spec,
               "--output", clusters, "--report", report]
    runs = [measured(command) for _ in range(options.repeat)]
    wall, cpu, peak = (statistics.median(run[place] for run in runs) for place in range(3))
    quality = judged(clusters, truth, options.out / f"{label}-kith-quality.json")
    result = {"engine": "kith", "wall_s": round(wall, 3), "cpu_s": round(cpu, 3),
              "peak_rss_mib": round(peak), "runs": runs, "clusters": {"kith": quality}}
    (options.out / f"{label}-kith.json").write_text(json.dumps(result, indent=1) + "\n",
                                                    encoding="utf-8")
    return result


def run_splink(options, label, model, inputs, truth):
    """The result of run_splink.py, from an earlier run where that was asked for."""
    out = options.out / f"{label}-splink-{model}.json"
    if not (options.reuse and out.exists()):
        command = [sys.executable, HERE / "run_splink.py", "--model", model, "--input", *inputs,
                   "--input-truth", *truth, "--out", out]
        if options.threads:
            command += ["--threads", str(options.threads)]
        if options.em_max_pairs:
            command += ["--em-max-pairs", str(options.em_max_pairs)]
        if options.em_without_tf:
            command.append("--em-without-tf")
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return json.loads(out.read_text(encoding="utf-8"))


def row(label, engine, result, quality):
    twins = household = "none in the data"
    if "twin_pairs" in quality:
        twins = f"{quality['twin_pairs_joined']:,} of {quality['twin_pairs']:,}"
        household = (f"{quality['household_pairs_joined']:,} "
                     f"({quality['household_share_joined']:.2%})")
    return (label, engine, f"{result['cpu_s']:.2f}", f"{result['wall_s']:.2f}",
            f"{result['peak_rss_mib']:,}", f"{quality['precision']:.4f}",
            f"{quality['recall']:.4f}", f"{quality['f1']:.4f}", f"{quality['wrong_pairs']:,}",
            twins, household)


def ratios(label, kith, splink):
    """How many times more Splink takes, and how far apart the best F1 of each are."""
    def times(name):
        return f"{splink[name] / max(kith[name], 1e-9):.1f}×"
    best = max(of["f1"] for of in splink["clusters"].values())
    ours = kith["clusters"]["kith"]["f1"]
    return (label, "**Splink ÷ kith**", times("cpu_s"), times("wall_s"), times("peak_rss_mib"),
            "", "", f"{ours - best:+.4f} for kith", "", "", "")


def table(rows):
    lines = ["| " + " | ".join(HEADER) + " |", "|---|---|" + "--:|" * (len(HEADER) - 2)]
    return "\n".join(lines + ["| " + " | ".join(one) + " |" for one in rows])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kith", type=Path, required=True, help="the kith program")
    parser.add_argument("--out", type=Path, required=True, help="a folder for results")
    parser.add_argument("--case", nargs=4, action="append", required=True,
                        metavar=("LABEL", "MODEL", "SPEC", "INPUTS"),
                        help="a name, a Splink model, kith's spec, and input files with commas")
    parser.add_argument("--repeat", type=int, default=3, help="runs of kith; the median counts")
    parser.add_argument("--reuse", action="store_true", help="keep earlier results of Splink")
    parser.add_argument("--threads", type=int, default=0, help="DuckDB threads, 0 for all")
    parser.add_argument("--em-max-pairs", type=float, help="as in run_splink.py")
    parser.add_argument("--em-without-tf", action="store_true", help="as in run_splink.py")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    options.kith = options.kith.resolve()
    rows = []
    for label, model, spec, inputs in options.case:
        truth = inputs.split(",")
        seen = [blind(path, options.out) for path in truth]
        kith = run_kith(options, label, spec, seen, truth)
        splink = run_splink(options, label, model, seen, truth)
        rows.append(row(label, "kith", kith, kith["clusters"]["kith"]))
        for threshold, quality in splink["clusters"].items():
            rows.append(row(label, f"{splink['engine']} {model} at {threshold}", splink, quality))
        rows.append(ratios(label, kith, splink))
    shown = table(rows)
    (options.out / "table.md").write_text(shown + "\n", encoding="utf-8")
    print(shown)


if __name__ == "__main__":
    main()
