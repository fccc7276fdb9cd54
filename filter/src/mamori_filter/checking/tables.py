"""Parquet in and out, where pyarrow is installed."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from mamori_filter.checking.lines import NOTHING, no_column
from mamori_filter.octets import as_text
from mamori_filter.refusals import Refused
from mamori_filter.verdicts import Verdict

try:
    import pyarrow
    import pyarrow.parquet as parquet
except ImportError:
    pyarrow = parquet = None

_ROWS = 65_536


def require_arrow() -> None:
    """:raises Refused: ``parquet_missing``."""
    if parquet is None:
        raise Refused(
            "parquet_missing",
            "Parquet を読み書きするには pip install pyarrow を実行してください。",
            "To read and write Parquet: pip install pyarrow",
        )


class ParquetRows:
    """The addresses of a column, and how far the reading is (0 to 1).

    :raises Refused: ``parquet_missing``, ``column``.
    :raises ValueError: it is no Parquet.
    """

    def __init__(self, file: BinaryIO, column: str) -> None:
        require_arrow()
        self._file = parquet.ParquetFile(file)
        if column not in self._file.schema_arrow.names:
            raise no_column()
        self._column = column
        self._read = 0

    def __iter__(self) -> Iterator[list[str]]:
        for batch in self._file.iter_batches(_ROWS, columns=[self._column]):
            self._read += batch.num_rows
            yield [_text(value) for value in batch.column(0).to_pylist()]

    def share(self) -> float:
        rows: int = self._file.metadata.num_rows
        return self._read / max(1, rows)


class ParquetWriter:
    """Columns row (from 1), listed, scope, entry_id, list_version, matched, problem.

    :raises Refused: ``parquet_missing``.
    """

    def __init__(self, file: BinaryIO) -> None:
        require_arrow()
        word = pyarrow.string()
        self._schema = pyarrow.schema(
            [
                pyarrow.field("row", pyarrow.int64(), nullable=False),
                pyarrow.field("listed", pyarrow.bool_(), nullable=False),
                ("scope", word),
                ("entry_id", word),
                pyarrow.field("list_version", pyarrow.uint64(), nullable=False),
                ("matched", word),
                ("problem", word),
            ]
        )
        self._row = 1
        self._writer = parquet.ParquetWriter(file, self._schema, compression="zstd")

    def write(self, verdicts: list[Verdict]) -> None:
        if not verdicts:
            return
        rows: list[Any] = [
            range(self._row, self._row + len(verdicts)),
            *zip(*verdicts, strict=True),
        ]
        self._row += len(verdicts)
        arrays = [
            pyarrow.array(values, field.type)
            for values, field in zip(rows, self._schema, strict=True)
        ]
        self._writer.write_table(pyarrow.table(arrays, schema=self._schema))

    def end(self) -> None:
        self._writer.close()


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return as_text(value)
    return value if isinstance(value, str) else NOTHING
