"""Sorting more lines than memory holds: sorted runs in files without names, merged as they are read."""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import IO

AT_ONCE = 100_000
"""Lines that are sorted in memory."""


def sorted_lines(lines: Iterable[str], *, at_once: int = AT_ONCE) -> Iterator[str]:
    """The different lines, by code point. A line ends with a line feed and has no other."""
    rest = iter(lines)
    run = sorted(set(islice(rest, at_once)))
    with ExitStack() as files:
        runs: list[Iterable[str]] = []
        while run:
            following = sorted(set(islice(rest, at_once)))
            runs.append(_run(run, files) if runs or following else run)
            run = following
        last = None
        for line in heapq.merge(*runs):
            if line != last:
                yield line
            last = line


def _run(lines: list[str], files: ExitStack) -> IO[str]:
    unnamed = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115 - closed with the others
    file: IO[str] = files.enter_context(unnamed)
    file.writelines(lines)
    file.seek(0)
    return file
