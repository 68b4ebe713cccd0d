"""A corpus on Apache Spark: a `polylogue worker` per partition, then the tables. README.md beside this file says how.

    spark-submit polylogue_spark.py --corpus DIR --job JOB --output OUT

Exit status: that of the last `polylogue` (0 done, 1 some dumps were set aside, 2 wrong usage, 3 the output could not be
written), or 4 when a part could not be made though Spark tried it again; nothing is in OUT then.
"""

import argparse
import glob
import os
import shlex
import subprocess
import sys

from py4j.protocol import Py4JJavaError
from pyspark import TaskContext
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import polylogue_part  # noqa: E402
import polylogue_sums  # noqa: E402

DONE = (0, 1)
USAGE = 2
FAILED = 4


def main(argv):
    options = arguments(argv)
    if os.path.exists(os.path.join(options.job, "out")):
        return complain(f"{options.job} holds parts already: remove it, or name another --job.", USAGE)
    polylogue = shlex.split(options.polylogue)
    if options.corpus is not None:
        status = run([*polylogue, "split", options.corpus, "-o", options.job, "--megabytes", options.megabytes])
        if status not in DONE:
            return status
    spark = SparkSession.builder.appName("polylogue").getOrCreate()
    try:
        spark.sparkContext.addPyFile(polylogue_part.__file__)
        parts = make_parts(spark.sparkContext, polylogue, options)
        if options.sums == "spark":
            polylogue_sums.add_up(spark, polylogue, parts, options.job)
    except (Py4JJavaError, PySparkException) as error:
        return complain(f"a part could not be made: {reason(error)}", FAILED)
    except polylogue_sums.CountedTwice as error:
        return complain(f"two dumps have one name: {', '.join(error.args[0])}; rename one.", USAGE)
    finally:
        spark.stop()
    if options.sums == "spark":
        return run([*polylogue, "totals", polylogue_sums.groups_in(options.job), "-o", options.output, *options.rest])
    corpus = []
    if options.corpus is not None:
        # People's coding sheets are joined where the corpus is at hand.
        corpus = ["--expect", os.path.join(options.job, "all.txt"), "--corpus", options.corpus]
    return run([*polylogue, "aggregate", *parts, *corpus, "-o", options.output, *options.rest])


def arguments(argv):
    parser = argparse.ArgumentParser(prog="polylogue_spark.py", description="Reads dumps on Apache Spark.")
    dumps = parser.add_mutually_exclusive_group(required=True)
    dumps.add_argument(
        "--corpus", metavar="DIR", help="the folder that holds the dumps, on a disk that all machines see"
    )
    dumps.add_argument(
        "--dumps", metavar="PATH", help="dumps as lines of JSON (docs/worker.md): any path that Spark reads"
    )
    parser.add_argument(
        "--job", metavar="JOB", required=True, help="a new folder for the parts, on a disk that all machines see"
    )
    parser.add_argument("--output", metavar="OUT", required=True, help="the folder for the tables")
    parser.add_argument("--megabytes", metavar="N", default="64", help="dumps per partition of --corpus (64)")
    parser.add_argument("--partitions", metavar="N", type=int, help="how many partitions --dumps gets at least")
    parser.add_argument(
        "--polylogue", metavar="COMMAND", default="polylogue", help="the command on every machine (polylogue)"
    )
    parser.add_argument(
        "--worker", metavar="OPTIONS", default="", help="options of polylogue worker, in one word: '--site NAME'"
    )
    parser.add_argument(
        "--sums",
        choices=("aggregate", "spark"),
        default="aggregate",
        help="aggregate: all tables, made on this machine; spark: only those of sums over the corpus, added up on all",
    )
    parser.epilog = "Options that follow -- go to polylogue aggregate (or totals): -- --plain"
    own, rest = (argv[: argv.index("--")], argv[argv.index("--") + 1 :]) if "--" in argv else (argv, [])
    options = parser.parse_args(own)
    options.rest = rest
    return options


def make_parts(context, polylogue, options):
    """The paths of all parts, in order. A partition that fails is tried again by Spark (spark.task.maxFailures)."""
    # The corpus's own codebook, as split has found it; an option in --worker overrides it.
    codebook = os.path.join(os.path.abspath(options.job), "codebook.yaml")
    own = ["--codebook", codebook] if os.path.exists(codebook) else []
    worker = [*polylogue, "worker", *own, *shlex.split(options.worker)]
    folder = os.path.join(os.path.abspath(options.job), "out")
    if options.corpus is None:
        return (
            context.textFile(options.dumps, options.partitions).mapPartitions(part_of_lines(worker, folder)).collect()
        )
    lists = sorted(glob.glob(os.path.join(glob.escape(os.path.abspath(options.job)), "in", "*.txt")))
    corpus = os.path.abspath(options.corpus)
    return (
        context.parallelize(lists, max(1, len(lists))).mapPartitions(parts_of_lists(worker, corpus, folder)).collect()
    )


def parts_of_lists(worker, corpus, folder):
    def made(lists):
        for path in lists:
            name, _ = os.path.splitext(os.path.basename(path))
            part = os.path.join(folder, f"{name}.ndjson")
            lines = polylogue_part.packed_lines(corpus, polylogue_part.names_in(path))
            polylogue_part.make_part(worker, lines, part)
            yield part

    return made


def part_of_lines(worker, folder):
    def made(lines):
        part = os.path.join(folder, f"{TaskContext.get().partitionId() + 1:05d}.ndjson")
        sent = (line.encode("utf-8") + b"\n" for line in lines if line.strip() != "")
        polylogue_part.make_part(worker, sent, part)
        yield part

    return made


def reason(error):
    """What a task said last, without the stacks of two languages around it."""
    lines = str(error).splitlines()
    told = [line for line in lines if "PartFailed" in line]
    return (told or lines or [""])[-1 if told else 0].split("PartFailed: ")[-1]


def run(command):
    return subprocess.run(command, check=False).returncode


def complain(words, status):
    print(f"polylogue_spark: {words}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
