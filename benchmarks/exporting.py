"""Memory that an export of a million quads takes."""

import subprocess
import sys
from pathlib import Path

from benchmarks.measuring import filled

MOST = 400
"""Megabytes."""
EXPORT = """
import sys
from benchmarks.library import PREDICATES
from kg.export import export_from
from kg.store import open_store

class Signs:
    signs = PREDICATES

with open_store(sys.argv[1], read_only=True) as store:
    export_from(store, sys.argv[2], sys.argv[3], ontology=Signs())
# The high water of getrusage would be that of whoever started this process.
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""


def run(folder: Path, documents: int) -> None:
    """Export in a process of its own and ask what it took at most."""
    store = filled(folder, documents)
    for name in ("nq", "ttl", "trig", "jsonld"):
        command = [sys.executable, "-c", EXPORT, str(store), name, str(folder / f"export.{name}")]
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
        megabytes = int(out) / 1024
        print(
            f"export {name:<65} {megabytes:6.0f} MB  {'ok' if megabytes < MOST else 'OVER'} (up to {MOST})", flush=True
        )
