"""Columns in, columns out, as Apache Arrow has them; Spark's `mapInArrow` takes the same. Needs the extra `arrow`."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import pyarrow as pa

from overdue_cli.columns import Answer, Setting, answer_columns

ROWS = 500
"""Rows answered at a time, however many an engine hands over: whole answers are long."""

SCHEMA = pa.schema(
    {
        "id": pa.string(),
        "line": pa.int64(),
        "verdict": pa.string(),
        "behaviours": pa.list_(pa.string()),
        "agencies": pa.list_(pa.string()),
        "answer": pa.string(),
        "error": pa.string(),
        "version": pa.string(),
        "digest": pa.string(),
        "today": pa.string(),
    }
)
"""The columns that come out: the fields of `Answer`."""

DDL = (
    "id string, line bigint, verdict string, behaviours array<string>, agencies array<string>, "
    "answer string, error string, version string, digest string, today string"
)
"""`SCHEMA` as Spark writes it."""


def assess_batch(batch: pa.RecordBatch, setting: Setting) -> pa.RecordBatch:
    """The answers to a batch, row by row, as `SCHEMA`.

    Columns that count: `text`, `id`, `line`, and facts by name; others are ignored. Raises CallError where
    there is no `text`; what is wrong with a row stands in its `error`.
    """
    answers = answer_columns(batch.schema.names, [column.to_pylist() for column in batch.columns], setting)
    columns = zip(*answers, strict=True) if answers else ([] for _ in Answer._fields)
    return pa.RecordBatch.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)], schema=SCHEMA
    )


def mapper(setting: Setting) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What to give to `DataFrame.mapInArrow`, with `DDL`; it travels to the workers by name, with `setting` alone."""
    return partial(_mapped, setting)


def _mapped(setting: Setting, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for start in range(0, batch.num_rows, ROWS):
            yield assess_batch(batch.slice(start, ROWS), setting)
