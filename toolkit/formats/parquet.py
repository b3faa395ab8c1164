"""Parquet: every cell as text, ``confidence`` as a number; what is true of the whole table as metadata of the schema.

Wants the package pyarrow. Of concepts there is one row a term.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, BinaryIO

from toolkit.errors import InputError, MissingExtraError
from toolkit.formats import Format, Reading, Stream, Writing
from toolkit.formats.about import FACTS, checked_facts
from toolkit.formats.header import header
from toolkit.formats.table import Cells, flat, stream

_KEY = b"duizhao"
_GROUP = 10_000  # rows that are written together
_BATCH = 1000  # rows that are read together
_SWOLLEN = 4  # times the limit of a file read as a whole: the most bytes of a group of rows, unpacked
_NUMBERS = ("confidence",)


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ModuleNotFoundError:
        raise MissingExtraError("Parquet wants the package pyarrow: pip install 'duizhao[parquet]'") from None
    return pyarrow, pyarrow.parquet


def write(found: Stream, file: BinaryIO, _: Writing) -> None:
    """Write a table."""
    arrow, parquet = _arrow()
    columns, rows = flat(found)
    numbers = _NUMBERS if found.kind == "units" else ()
    kinds = [(name, arrow.float64() if name in numbers else arrow.string()) for name in columns]
    about = {name: found.facts[name] for name in FACTS if name in found.facts} if found.kind == "units" else {}
    schema = arrow.schema(kinds, {_KEY: json.dumps(about, ensure_ascii=False).encode()})
    left = iter(rows)
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while group := list(islice(left, _GROUP)):
            cells = {name: _column([row[name] for row in group], kind, arrow) for name, kind in kinds}
            writer.write_table(arrow.table(cells, schema))


def _column(cells: Iterable[Any], kind: Any, arrow: Any) -> list[Any]:
    if kind == arrow.float64():
        return list(cells)
    return [cell if isinstance(cell, str) else "" if cell is None else str(cell) for cell in cells]


def read(file: BinaryIO, how: Reading) -> Stream:
    """Return the table in a Parquet file.

    Raises:
        InputError: it is no sound Parquet, or holds no such table; at once or as the rows come.
    """
    arrow, parquet = _arrow()
    try:
        whole = parquet.ParquetFile(file)
        about = json.loads((whole.schema_arrow.metadata or {}).get(_KEY, b"{}"))
        groups = [whole.metadata.row_group(at).total_byte_size for at in range(whole.num_row_groups)]
    except (arrow.ArrowException, OSError, ValueError, RecursionError):
        raise InputError("this is no sound Parquet file; write it again, or fetch it again") from None
    if max(groups, default=0) > _SWOLLEN * how.limit:
        raise InputError("the Parquet file would unpack to far more than a text needs; split it, or set the limit")
    names = whole.schema_arrow.names
    facts = checked_facts(about) if isinstance(about, dict) else {}
    known = header(names, how.losses)
    said = [code for code in facts.get("languages", ()) if code in known.at]
    known = known._replace(languages=said or known.languages)
    return stream(_cells(whole, {names[at]: name for name, at in known.at.items()}, arrow), known, facts, how.losses)


def _cells(whole: Any, columns: Mapping[str, str], arrow: Any) -> Iterator[Cells]:
    number = 0
    try:
        for batch in whole.iter_batches(_BATCH, columns=list(columns)):
            for row in batch.to_pylist():
                number += 1
                yield f"row {number}", {columns[name]: _text(value) for name, value in row.items()}
    except (arrow.ArrowException, OSError, ValueError):
        raise InputError(f"after row {number} the Parquet file is damaged; write it again, or fetch it again") from None


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else repr(value) if isinstance(value, float) else str(value)


FORMAT = Format((".parquet",), ("units", "concepts"), write, ("units", "concepts"), read, streams=True, title="Parquet")
