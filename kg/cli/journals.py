"""What a build leaves besides the graph: a manifest, which is data, and a log, which has times."""

import json
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from kg.cli.tables import one_line
from kg.errors import StoreError
from kg.export.sorting import sorted_lines
from kg.export.whole import whole_file
from kg.journal import Entry

STATUS = {"read": "read", "unchanged": "read", "failed": "failed", "skipped": "skipped"}
"""What the manifest calls an entry: the same whether a document was read now or by an earlier build."""


class Manifest:
    """What became of every input, one line of JSON each, sorted by key; kept in a file without a name meanwhile."""

    def __init__(self) -> None:
        self._lines = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115 - closed on exit
        self._has_unchanged = False

    def hear(self, entry: Entry) -> None:
        """Note an input."""
        if entry.what in STATUS:
            self._has_unchanged |= entry.what == "unchanged"
            line = json.dumps([entry.what, entry.key, entry.sha256, entry.statements, entry.reason])
            self._lines.write(f"{one_line(entry.key)}\t{line}\n")

    def write(self, path: Path, sizes: Callable[[], Mapping[str, int]]) -> None:
        """Write the file, whole or not at all; `sizes` gives the statements of documents that were there before."""
        known = sizes() if self._has_unchanged else {}
        self._lines.seek(0)
        with whole_file(path) as stream:
            for line in sorted_lines(self._lines):
                entry = Entry(*json.loads(line.partition("\t")[2]))
                stream.write(_manifest_line(entry, known).encode("utf-8"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lines.close()


def _manifest_line(entry: Entry, sizes: Mapping[str, int]) -> str:
    size = sizes.get(entry.key, 0) if entry.what == "unchanged" else entry.statements
    said = {
        "key": entry.key,
        "sha256": entry.sha256 or None,
        "status": STATUS[entry.what],
        "statements": size if STATUS[entry.what] == "read" else None,
        "reason": entry.reason or None,
    }
    return json.dumps(said, ensure_ascii=False) + "\n"


class Log:
    """Events with the time of each, one line of JSON each, added to a file; nothing without one."""

    def __init__(self, path: Path | None) -> None:
        self._file: IO[str] | None = None
        if path is None:
            return
        try:
            self._file = path.open("a", encoding="utf-8", buffering=1)
        except OSError as error:
            reason = f"cannot be written ({error.strerror}); a file that may be is allowed"
            raise StoreError(f"{path}: {reason}") from error

    def write(self, event: str, **fields: object) -> None:
        """Add an event."""
        if self._file is not None:
            time = datetime.now(UTC).isoformat(timespec="milliseconds")
            self._file.write(json.dumps({"time": time, "event": event, **fields}, ensure_ascii=False) + "\n")

    def hear(self, entry: Entry) -> None:
        """Add an entry, with what it has."""
        fields = {"key": entry.key, "sha256": entry.sha256, "reason": entry.reason, "documents": entry.documents}
        said: dict[str, object] = {name: value for name, value in fields.items() if value}
        if entry.what == "read":
            said["statements"] = entry.statements
        self.write(entry.what, **said)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
