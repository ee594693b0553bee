#!/usr/bin/env python3
"""A corpus that outgrows one machine, written out as JSON by Apache Spark: an article a line.

    spark-submit --files part.sh spark.py CORPUS OUT [PARTITIONS]
    python3 spark.py CORPUS OUT [PARTITIONS]        the same on one machine, on all its processors

CORPUS is a file, a folder or a pattern of JSON Lines, an article a line, anywhere that Spark reads from. OUT is a folder
that does not exist yet. `dateline` has to be on every worker, in a folder of the PATH that this script is started with.

Each partition is piped through part.sh, and so through `dateline --to json`, which reads its articles one after the
other and takes the memory of a few. What is written is what one process would write, in the same order. A line that is
no article is reported in the log of its worker and left out. If `dateline` is not there, is killed, or can read nothing in
a partition, the job fails: no part of the corpus is lost without a word.
"""

import os
import sys
from pathlib import Path

from pyspark import SparkFiles
from pyspark.sql import SparkSession


def main() -> None:
    corpus, out = sys.argv[1], sys.argv[2]
    partitions = int(sys.argv[3]) if len(sys.argv) > 3 else None
    session = SparkSession.builder.appName("dateline").getOrCreate()
    context = session.sparkContext
    context.addFile(str(Path(__file__).with_name("part.sh")))
    lines = context.textFile(corpus, partitions)
    # Without an environment of its own a piped program has none, and so no PATH.
    part = f"sh '{SparkFiles.get('part.sh')}'"
    lines.pipe(part, env={"PATH": os.environ["PATH"]}, checkCode=True).saveAsTextFile(out)
    session.stop()


if __name__ == "__main__":
    main()
