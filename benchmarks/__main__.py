"""Ratios of the store and the page to what they stand on: `make bench`, or `python -m benchmarks NAME...`, in one run.

Absolute times depend on the machine and on who else works on it; a ratio of two things done in turn does much less.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import bolt, exporting, loading, opening, querying, replacing

BENCHMARKS: dict[str, Callable[[Path, int], None]] = {
    "loading": loading.run,
    "replacing": replacing.run,
    "querying": querying.run,
    "exporting": exporting.run,
    "bolt": bolt.run,
    "opening": opening.run,
}
DOCUMENTS = 750
"""A million quads and some more."""


def main(names: list[str]) -> None:
    """Run the benchmarks with these names, all without one, over one store."""
    wrong = sorted(set(names) - set(BENCHMARKS))
    if wrong:
        sys.exit(f"{wrong[0]}: no benchmark; allowed: {', '.join(BENCHMARKS)}")
    with tempfile.TemporaryDirectory() as folder:
        for name, run in BENCHMARKS.items():
            if name in names or not names:
                run(Path(folder), DOCUMENTS)


if __name__ == "__main__":
    main(sys.argv[1:])
