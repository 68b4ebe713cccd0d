"""The tables of sums over the whole corpus, added up by Spark: for corpora whose groups no single machine sorts.

What counts is decided by `polylogue addends`, which writes for each thread what it adds to each table, and how a table
looks by `polylogue totals`. In between lines with equal keys are added up and put in order, and nothing else.
"""

import json
import os
import subprocess

from pyspark.sql import functions as F


# How many threads that are there twice are named.
SHOWN = 20


class CountedTwice(Exception):
    """Threads that two dumps have: their posts would be counted twice."""


def groups_in(job):
    return os.path.join(os.path.abspath(job), "groups")


def add_up(spark, polylogue, parts, job):
    """From parts to JOB/groups: per table a folder of lines in order of their keys, and shapes.json, which says what is in a line."""
    addends = os.path.join(os.path.abspath(job), "addends")
    context = spark.sparkContext
    context.parallelize(parts, max(1, len(parts))).foreachPartition(addends_of(polylogue, addends))
    groups = groups_in(job)
    with open(os.path.join(addends, "shapes.json"), encoding="utf-8") as file:
        shapes = json.load(file)
    twice = spark.read.text(f"file://{addends}/threads", lineSep="\n").groupBy("value").count().where("count > 1")
    named = [row.value.rstrip("\t") for row in twice.orderBy("value").take(SHOWN)]
    if named:
        raise CountedTwice(named)
    for table, shape in shapes["tables"].items():
        grouped = group(spark.read.text(f"file://{addends}/{table}", lineSep="\n"), shape["keys"], shape["sums"])
        grouped.write.text(f"file://{groups}/{table}", lineSep="\n")
    with open(os.path.join(groups, "shapes.json"), "w", encoding="utf-8") as file:
        json.dump(shapes, file)


def addends_of(polylogue, folder):
    def write(parts):
        for part in parts:
            said = subprocess.run([*polylogue, "addends", part, "-o", folder], stderr=subprocess.PIPE, check=False)
            if said.returncode != 0:
                words = said.stderr.decode("utf-8", "replace").strip()
                raise RuntimeError(f"PartFailed: addends of {part} ended with status {said.returncode}: {words}")

    return write


def group(lines, keys, sums):
    """Lines of `keys` texts, `sums` numbers, a first and a last, parted by tabs; one line per group, in order of the keys.

    Spark compares texts by their bytes in UTF-8, which is the order of the code points, as everywhere in polylogue.
    """
    cells = F.split("value", "\t", -1)
    rows = lines.select(
        *(cells[n].alias(f"k{n}") for n in range(keys)),
        *(cells[keys + n].cast("bigint").alias(f"s{n}") for n in range(sums)),
        F.nullif(cells[keys + sums], F.lit("")).alias("first"),
        cells[keys + sums + 1].alias("last"),
    )
    key = [f"k{n}" for n in range(keys)]
    grouped = rows.groupBy(*key).agg(
        F.min("first").alias("first"),
        F.max("last").alias("last"),
        *(F.sum(f"s{n}").alias(f"s{n}") for n in range(sums)),
    )
    return grouped.orderBy(*key).select(
        F.concat_ws(
            "\t",
            *key,
            *(F.col(f"s{n}").cast("string") for n in range(sums)),
            F.coalesce("first", F.lit("")),
            "last",
        ).alias("value")
    )
