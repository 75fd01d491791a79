"""What a worker of the cluster does: it reads files for itself, wherever they are, and passes on the columns asked for.

A worker has Python and pyarrow, and nothing of ours: what is here is sent there, and so imports nothing else. Keys to a
store are taken from the worker's own environment.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
from pyarrow import fs as filesystems, parquet

ROWS = 65_536  # passed on at a time
BROKEN = "not as in the manifest"
GONE = "no longer there"
NOWHERE = "nothing seen at"
REFUSED = "not let in"
STORE = "AWS Error"  # how it begins what a store refused, which is no fault of the file


@dataclass(frozen=True, kw_only=True)
class File:
    """A file to read: its path below the target, its bytes and rows, and the columns that are the same in every row."""

    path: str
    bytes: int
    rows: int
    same: Mapping[str, str]


class Fault(Exception):  # noqa: N818 - it is said in the words of whoever asked
    """What cannot be counted; the message is what whoever asked looks for.

    `<BROKEN or GONE: path>` of a file, `<NOWHERE: target>` where this worker sees nothing at all, `<REFUSED: why>` where
    the store refuses it.
    """


def reader(
    target: str, shares: Sequence[Sequence[File]], columns: pa.Schema
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """Give what makes, of batches that hold the numbers of shares, the rows of those shares' files."""

    def read(numbers: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        try:
            found, folder = filesystems.FileSystem.from_uri(target)
            below = filesystems.SubTreeFileSystem(folder, found)
            for batch in numbers:
                for number in batch.column(0).to_pylist():
                    for file in shares[number]:
                        yield from _rows(below, file, columns)
        except FileNotFoundError as error:
            seen = below.get_file_info("").type != filesystems.FileType.NotFound
            raise Fault(f"<{GONE}: {file.path}>" if seen else f"<{NOWHERE}: {target}>") from error
        except OSError as error:
            why = " ".join(str(error).replace(">", " ").split())
            raise Fault(f"<{REFUSED}: {why}>") from error

    return read


def _rows(below: filesystems.FileSystem, file: File, columns: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Read a file's columns page by page, each page held against the sum that was written with it."""
    try:
        with below.open_input_file(file.path) as stream:
            there = parquet.ParquetFile(stream, pre_buffer=True, page_checksum_verification=True)
            if stream.size() != file.bytes or there.metadata.num_rows != file.rows:
                raise Fault(f"<{BROKEN}: {file.path}>")
            asked = [name for name in columns.names if name in there.schema_arrow.names]
            for batch in there.iter_batches(ROWS, columns=asked):
                arrays = [_column(batch, field, file.same) for field in columns]
                yield pa.RecordBatch.from_arrays(arrays, schema=columns)
    except (pa.ArrowInvalid, OSError) as error:
        if STORE in str(error) or getattr(error, "errno", None):
            raise
        raise Fault(f"<{BROKEN}: {file.path}>") from error


def _column(batch: pa.RecordBatch, field: pa.Field, same: Mapping[str, str]) -> pa.Array:
    """Give a column of a batch; one that whoever exported did not know yet is empty."""
    if field.name in same:
        return pa.repeat(pa.scalar(same[field.name], field.type), batch.num_rows)
    if field.name in batch.schema.names:
        return batch.column(field.name).cast(field.type)
    return pa.nulls(batch.num_rows, field.type)
