"""The ten queries of docs/rdf.md: through the store against Oxigraph itself, and against rdflib's own memory store."""

import json
import math
import re
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from benchmarks.measuring import filled, quads_of, seconds, told
from kg.rdf import prefixes
from kg.store import Row, Store, open_store
from kg.store.embedded import EmbeddedStore

TURNS = 5
LONG = 5
"""Seconds after which a query need not be asked again."""
SMALL = 70
"""Documents of a hundred thousand quads."""
PATIENCE = 60
"""Seconds that rdflib may take for one query; what takes longer counts as this."""
RENAMED = {"state:JPN": "state:ARL", "state:USA": "state:ARM", "state:CHN": "state:ARN"}
IN_RDFLIB = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
import rdflib
graph = rdflib.Graph().parse(sys.argv[1], format="nt")
print("ready", flush=True)
names = json.loads(sys.argv[2])
for line in sys.stdin:
    began = time.perf_counter()
    rows = len(list(graph.query(json.loads(line), initNs=names)))
    print(json.dumps([time.perf_counter() - began, rows]), flush=True)
"""


def queries() -> dict[str, str]:
    """Name to query, about actors of the made-up documents."""
    return {
        name: re.sub(r"state:[A-Z]{3}", lambda actor: RENAMED[actor[0]], query) for name, query in documented().items()
    }


def documented() -> dict[str, str]:
    """Heading to query as docs/rdf.md has it; the second query below a heading has " (2)" behind its name."""
    text = (Path(__file__).parent.parent / "docs" / "rdf.md").read_text("utf-8")
    found = {}
    for heading, section in re.findall(r"^### (\d+\. [^\n]*)\n(.*?)(?=^##|\Z)", text, re.DOTALL | re.MULTILINE):
        for place, query in enumerate(re.findall(r"```sparql\n(.*?)```", section, re.DOTALL), 1):
            found[heading if place == 1 else f"{heading} ({place})"] = query
    return found


def run(folder: Path, documents: int) -> None:
    """Both comparisons."""
    with open_store(filled(folder, documents), read_only=True) as store:
        assert isinstance(store, EmbeddedStore)
        for name, query in queries().items():
            ours: list[float] = []
            theirs: list[float] = []
            while len(theirs) < (TURNS if sum(theirs) < LONG else 1):
                theirs.append(seconds(partial(_raw_rows, store, query)))
                ours.append(seconds(partial(_rows, store, query)))
            told(f"{name} / the same in pyoxigraph", ours, theirs, most=2)
    _against_rdflib(folder)


def _rows(store: Store, query: str) -> list[Row]:
    return list(store.query(query).rows)


def _raw_rows(store: EmbeddedStore, query: str) -> list[ox.QuerySolution]:
    found = store.quads_of_all().query(query, prefixes=prefixes())
    assert isinstance(found, ox.QuerySolutions)
    return list(found)


def _against_rdflib(folder: Path) -> None:
    ratios = []
    with tempfile.NamedTemporaryFile("w", suffix=".nt", encoding="utf-8") as file:
        file.writelines(f"{line.rsplit(' ', 2)[0]} .\n" for line in quads_of(SMALL))
        file.flush()
        with open_store(filled(folder, SMALL), read_only=True) as store:
            for name, query in queries().items():
                theirs, rows = _in_rdflib(file.name, query)
                ours = min(seconds(partial(_rows, store, query)) for _ in range(TURNS))
                same = rows is None or rows == len(_rows(store, query))
                ratios.append(theirs / ours)
                how = "at least " if rows is None else ""
                print(f"{name:<60} rdflib takes {how}{ratios[-1]:.1f} times as long{'' if same else ', OTHER ROWS'}")
    mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
    verdict = "ok" if mean >= 10 and min(ratios) >= 1 else "UNDER"
    print(f"rdflib takes {mean:.1f} times as long in the geometric mean, least {min(ratios):.1f}  {verdict} (10, 1)")


def _in_rdflib(path: str, query: str) -> tuple[float, int | None]:
    """Seconds and rows of a query in a process of its own; no rows where patience ended."""
    command = [sys.executable, "-c", IN_RDFLIB, path, json.dumps(prefixes())]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout is not None
        process.stdout.readline()
        try:
            out, _ = process.communicate(json.dumps(query) + "\n", timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            return PATIENCE, None
    taken, rows = json.loads(out)
    return taken, rows
