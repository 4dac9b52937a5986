#!/usr/bin/env python3
"""Makes a person file of invented families with known truth.

Record linkage is seldom measured on households, although siblings, twins and changed names are
what goes wrong in children's services. Truth is made first (families/truth.py), each source then
sees it with the errors of a named mix (families/observe.py), and the records are shuffled.

    python make_families.py --records 100000 --seed 7 --mix usual --out families.csv

Invariant: the same options give the same bytes, on any machine, at any speed.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from random import Random

from families.errors import mixes
from families.observe import Observer, sources_of
from families.truth import Population

COLUMNS = ("record_id", "source", "given_name", "middle_name", "family_name",
           "former_family_name", "birth_date", "sex", "address", "postcode", "nhs_number", "upn",
           "telephone", "email", "person", "household", "twin_of", "tradition")
RECORDS_PER_HOUSEHOLD = 7.2
RECORDS_PER_BUCKET = 50_000


def records(seed, mix, wanted):
    """The lines of the file but for their record id, family after family."""
    chance = Random(seed)
    rnd = chance.random
    population = Population(rnd, int(wanted / RECORDS_PER_HOUSEHOLD) + 10)
    observer = Observer(rnd, mixes()[mix])
    left = wanted
    while left > 0:
        for home in population.family():
            for person in home.members:
                truth = (f"p{person.number:07d},h{home.number:07d},"
                         f"{f'p{person.twin:07d}' if person.twin else ''},{person.tradition.key}")
                for source in sources_of(rnd, person):
                    if left == 0:
                        return
                    left -= 1
                    fields, planted = observer.record(person, source)
                    yield f"{line_of(fields)},{truth}", planted


def line_of(fields):
    text = ",".join(f'"{field}"' if "," in field else field for field in fields)
    return text


def shuffled(lines, seed, wanted):
    """The lines in an order that says nothing of families, with little of them in memory."""
    chance = Random(seed * 2 + 1)
    count = max(1, wanted // RECORDS_PER_BUCKET)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, str(number)) for number in range(count)]
        files = [path.open("w", encoding="utf-8", newline="\n") for path in paths]
        for line in lines:
            files[int(chance.random() * count)].write(line + "\n")
        for file, path in zip(files, paths):
            file.close()
            bucket = path.read_text(encoding="utf-8").splitlines()
            for last in range(len(bucket) - 1, 0, -1):
                other = int(chance.random() * (last + 1))
                bucket[last], bucket[other] = bucket[other], bucket[last]
            yield from bucket


def write_csv(lines, columns, out):
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.write(",".join(columns) + "\n")
        for number, line in enumerate(lines, 1):
            file.write(f"r{number:08d},{line}\n")


def write_parquet(csv_path, out):
    """The same table as Parquet: every column is text, empty means empty."""
    import pyarrow as pa
    import pyarrow.csv as arrow_csv
    import pyarrow.parquet as parquet

    with csv_path.open(encoding="utf-8") as file:
        columns = file.readline().strip().split(",")
    options = arrow_csv.ConvertOptions(
        column_types={column: pa.string() for column in columns}, strings_can_be_null=False)
    reader = arrow_csv.open_csv(csv_path, convert_options=options)
    with parquet.ParquetWriter(out, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mix", choices=sorted(mixes()), default="usual")
    parser.add_argument("--out", type=Path, required=True, help="a .csv or .parquet file")
    parser.add_argument("--planted", action="store_true",
                        help="add a column that names the errors made in each record")
    options = parser.parse_args()
    made = records(options.seed, options.mix, options.records)
    columns = COLUMNS
    if options.planted:
        columns = COLUMNS + ("planted",)
        lines = (f"{line},{' '.join(planted)}" for line, planted in made)
    else:
        lines = (line for line, _ in made)
    lines = shuffled(lines, options.seed, options.records)
    if options.out.suffix == ".parquet":
        with tempfile.TemporaryDirectory() as folder:
            written = Path(folder, "families.csv")
            write_csv(lines, columns, written)
            write_parquet(written, options.out)
    else:
        write_csv(lines, columns, options.out)
    print(f"{options.records} records written to {options.out.name}", file=sys.stderr)


if __name__ == "__main__":
    main()
