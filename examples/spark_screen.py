"""Messages in Parquet → assessments in Parquet, on Apache Spark: `spark-submit examples/spark_screen.py IN OUT`.

IN has a column `text`; a column `id` to tell rows apart, `line`, and columns named as facts are taken along.
Every worker needs the same wheel of overdue-cli with the extra `spark`; see docs/at-scale.md.
"""

import argparse

from pyspark.sql import SparkSession

from overdue_cli.arrow import DDL, mapper
from overdue_cli.columns import Setting
from overdue_cli.facts import day


def main() -> None:
    """Run the job that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", metavar="IN", help="a Parquet file or folder of them")
    parser.add_argument("target", metavar="OUT", help="the folder to write; must not exist")
    parser.add_argument("--today", required=True, help="the day to answer for, YYYY-MM-DD: the same on every worker")
    parser.add_argument("--whole", action="store_true", help="the whole answers as JSON too: they quote the messages")
    told = parser.parse_args()
    setting = Setting(day(told.today, "--today"), told.whole)

    spark = SparkSession.builder.appName("overdue-cli").getOrCreate()
    try:
        messages = spark.read.parquet(told.source)  # partitions stay as they are: nothing is shuffled
        messages.mapInArrow(mapper(setting), DDL).write.parquet(told.target)
    finally:
        spark.stop()


if __name__ == "__main__":
    main()
