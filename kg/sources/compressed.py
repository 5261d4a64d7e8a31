"""JSON Lines that are compressed, by gzip or Zstandard, read as a stream."""

import gzip
import io
import zlib
from collections.abc import Iterator
from importlib import import_module
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from kg.errors import SourceError
from kg.sources import jsonl
from kg.sources.outcomes import Outcome

_CHUNK = 1 << 11  # compressed bytes that are unpacked at once: 64 MB at most


def read(stream: BinaryIO, *, key: str) -> Iterator[Outcome]:
    """What `kg.sources.jsonl` reads in the stream behind the compression, which the suffix of the key tells."""
    is_zstandard = PurePosixPath(key).suffix.lower() == ".zst"
    opened = _Unpacked(_frames(stream)) if is_zstandard else gzip.GzipFile(fileobj=stream)
    try:
        yield from jsonl.read(cast("BinaryIO", io.BufferedReader(cast("Any", opened), 1 << 16)), key=key)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise SourceError(f"is damaged ({error}); a whole file is allowed") from error


def _frames(stream: BinaryIO) -> Iterator[bytes]:
    """The content of one or more frames of Zstandard; EOFError where one is damaged or ends too early."""
    try:
        zstandard = import_module("zstandard")
    except ImportError as error:
        raise SourceError('needs zstandard; pip install "geokg[corpus]", or gzip, is allowed') from error
    packed = stream.read(_CHUNK)
    while packed:
        frame = zstandard.ZstdDecompressor(max_window_size=1 << 27).decompressobj()
        while not frame.eof:
            if not packed:
                raise EOFError("ends too early")
            try:
                yield frame.decompress(packed)
            except zstandard.ZstdError as error:
                raise EOFError(str(error)) from error
            packed = b"" if frame.eof else stream.read(_CHUNK)
        packed = frame.unused_data or stream.read(_CHUNK)


class _Unpacked(io.RawIOBase):
    """Chunks of bytes as a stream."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - whatever bytes can be written into
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._left = memoryview(chunk)
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size
