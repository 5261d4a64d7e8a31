"""What `kg build` does once its words are parsed: store, progress, summary, outputs."""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

import click
from tqdm import tqdm

from kg import __version__
from kg.analysis.copies import CopyIndex
from kg.cli import INTERRUPTED
from kg.cli.copying import INDEX, copies_of, index_of
from kg.cli.journals import Log, Manifest
from kg.cli.outputs import check_place, write_all
from kg.cli.progress import Progress
from kg.cli.tables import one_line, table
from kg.engine import InProcess, engine_of
from kg.errors import StoreError, UsageError
from kg.export.selecting import Selection, select
from kg.journal import Entry, Hear
from kg.model import Document
from kg.ontology import load_ontology
from kg.options import USUAL, Options
from kg.pipeline import SECONDS, Summary, build, prune
from kg.rdf.terms import value_of
from kg.sources import (
    PIPED_KEY,
    STANDARD_INPUT,
    Choice,
    Found,
    Outcome,
    chosen,
    columns_of,
    find,
    key_of,
    read,
)  # fmt: skip
from kg.store import Kept, Store, open_store

OUTPUTS = (("html", "graph.html"), ("turtle", "graph.ttl"), ("jsonl", "statements.jsonl"))
MANIFEST = "manifest.jsonl"
ALL = Choice()


@dataclass(frozen=True, slots=True)
class Inputs:
    """What is to be read: paths as the user wrote them, and how standard input is meant where "-" is among them.

    `lang` is the language of every document; None where they say theirs or it is to be found in the text. `columns`
    tells where tables have what ("id=ID,text=body"), `choice` which documents are read.
    """

    paths: Sequence[str]
    stdin: BinaryIO | None = None
    key: str | None = None
    jsonl: bool = False
    lang: str | None = None
    columns: str | None = None
    choice: Choice = ALL


@dataclass(frozen=True, slots=True)
class Target:
    """The folder that gets everything, and how.

    Without `with_text` the store keeps what texts say and not them. `again` builds unchanged documents too, `prune`
    removes those that are gone from the input. Statements below the `least` confidence are kept in the store alone.
    Documents are read in so many `workers`, one: this process, or by another `engine` (`kg.engine.engine_of`).
    Events are added to the file `log`. A target that `is_dry` is only looked at.
    """

    out: Path
    where: str | None = None
    base_iri: str | None = None
    with_text: bool = True
    title: str | None = None
    again: bool = False
    prune: bool = False
    least: float = 0.0
    options: Options = USUAL
    workers: int = 1
    engine: str | None = None
    log: Path | None = None
    is_dry: bool = False

    @property
    def store(self) -> str:
        """Where the store is: a folder, by default that in `out`, or a URL."""
        return self.where or str(self.out / "store")


def build_all(inputs: Inputs, target: Target, *, root: Path | None) -> int:
    """Build, print the summary on stderr, write the outputs; gives the exit code."""
    check(inputs, target)
    base = root_of(target, root)
    progress = Progress(_size(inputs, base, target.out))
    outcomes = opened(inputs, base, target, progress.advance)
    piped = STANDARD_INPUT in inputs.paths and target.workers == 1 and target.engine is None
    with Manifest() as manifest, Log(target.log) as log:
        counter = _Counter()
        work = _Work(target, base, places_of(inputs, base), piped, (manifest.hear, log.hear, progress.hear, counter))
        log.write("started", version=__version__, inputs=[*inputs.paths], store=target.store, workers=target.workers)
        try:
            summary = _build(progress.over(outcomes), work, manifest, progress)
        except KeyboardInterrupt:
            progress.close()
            log.write("interrupted", documents=counter.kept)
            kept = f"{counter.kept} document{'' if counter.kept == 1 else 's'} kept in {target.store}"
            _say(f"kg: interrupted; {kept}; {_outputs(target)} may be older; the same command again goes on")
            return INTERRUPTED
        log.write("finished", **_figures(summary), exit_code=summary.exit_code)
    return summary.exit_code


def check(inputs: Inputs, target: Target) -> None:
    """UsageError for words that contradict each other."""
    if inputs.lang is not None and re.fullmatch("[a-z]{2}", inputs.lang) is None:
        raise UsageError(f'--lang {inputs.lang!r}: is no language; an ISO 639-1 code such as "it" is allowed')
    if target.prune and not inputs.choice.is_all:
        raise UsageError("--prune: would remove what is not chosen; it is allowed without --limit, --sample, --since")


def opened(
    inputs: Inputs, base: Path, target: Target, advanced: Callable[[int], None] = lambda _: None
) -> Iterator[Outcome]:
    """What is read of the inputs, in the language that was told and without what is not chosen."""
    outcomes = read(
        inputs.paths, root=base, stdin=inputs.stdin, key=inputs.key, jsonl=inputs.jsonl, exclude=[target.out],
        columns=columns_of(inputs.columns or ""), advanced=advanced,
    )  # fmt: skip
    return _in_language(chosen(outcomes, inputs.choice), inputs.lang)


class _Counter:
    """How many documents are in the store now, of those that were heard of."""

    def __init__(self) -> None:
        self.kept = 0

    def __call__(self, entry: Entry) -> None:
        self.kept += entry.documents + (entry.what == "unchanged")


@dataclass(frozen=True, slots=True)
class _Work:
    """A build: its target, the root and the places of its inputs, whether they are waited for, and who hears of it."""

    target: Target
    root: Path
    places: Sequence[str]
    piped: bool
    listeners: Sequence[Hear]

    def hear(self, entry: Entry) -> None:
        """Tell all who listen."""
        for listener in self.listeners:
            listener(entry)


def _build(outcomes: Iterator[Outcome], work: _Work, manifest: Manifest, progress: Progress) -> Summary:
    target = work.target
    _make(target.out)
    for _, file in OUTPUTS:
        check_place(target.out / file)
    check_place(target.out / MANIFEST)
    with open_store(target.store, root=str(work.root.resolve()), base_iri=target.base_iri) as store:
        place = index_of(target.store) or target.out / INDEX
        with CopyIndex(place) as index:
            summary = build(
                _indexed(outcomes, index),
                store=store,
                warn=_warn,
                with_text=target.with_text,
                again=target.again,
                options=target.options,
                engine=InProcess(1) if work.piped else engine_of(target.workers, target.engine),
                hear=work.hear,
                seconds=0.0 if work.piped else SECONDS,
            )
        progress.close()
        if target.prune:
            prune(store, summary, places=work.places, warn=_warn, hear=work.hear)
        _say(written(summary, stored=_stored(store)))
        manifest.write(target.out / MANIFEST, store.sizes)
        source = select(store, Selection(least=target.least), ontology=load_ontology())
        copies = partial(copies_of, store=store, place=place)
        outputs = [(name, target.out / file) for name, file in OUTPUTS]
        told = write_all(source, outputs, copies=copies, title=target.title)
    if told:
        _say(f"note: {told}")
    _say(f"{_outputs(target)} and {target.store} are ready")
    return summary


def _indexed(outcomes: Iterator[Outcome], index: CopyIndex) -> Iterator[Outcome]:
    """The outcomes; the texts of documents are noted for finding near-copies."""
    for outcome in outcomes:
        if isinstance(outcome, Document):
            index.add(outcome)
        yield outcome


def _stored(store: Store) -> int:
    """The different statements of a store."""
    ((count,),) = store.query("SELECT (COUNT(DISTINCT ?statement) AS ?count) { ?statement a kg:Statement }").rows
    return int(value_of(str(count)))


def _figures(summary: Summary) -> dict[str, int]:
    return {
        "documents": summary.documents,
        "unchanged": summary.unchanged,
        "failed": summary.failed,
        "removed": summary.removed,
        "statements": summary.statements,
    }


def _in_language(outcomes: Iterator[Outcome], lang: str | None) -> Iterator[Outcome]:
    for outcome in outcomes:
        yield replace(outcome, lang=lang) if isinstance(outcome, Document) and lang is not None else outcome


def root_of(target: Target, asked: Path | None) -> Path:
    """The folder that keys are relative to: what the first build of the store kept, else what is asked for."""
    store = target.store
    kept = _kept_root(target)
    if kept is None or (not kept.is_dir() and asked is not None):
        return asked or Path()
    if not kept.is_dir():
        raise UsageError(f"{kept}: the root that {store} keeps is no folder now; its new place as --root is allowed")
    if asked is not None and asked.resolve() != kept.resolve():
        raise UsageError(f"--root {asked}: {store} has keys relative to {kept}; that root or another --out is allowed")
    return kept


def _kept_root(target: Target) -> Path | None:
    if "://" not in target.store:
        if not (Path(target.store) / "store.json").is_file():
            return None
        with open_store(target.store, read_only=True) as store:
            return Path(store.root) if store.root else None
    if target.is_dry and there_already(target) is None:
        return None
    with open_store(target.store, base_iri=target.base_iri) as store:  # made where it is new, so that it can be asked
        return Path(store.root) if store.root else None


def there_already(target: Target) -> Mapping[str, Kept] | None:
    """What the store keeps already, read without a change; None where there is no store."""
    try:
        with open_store(target.store, read_only=True, create=False, base_iri=target.base_iri) as store:
            return store.kept()
    except UsageError:
        return None


def _size(inputs: Inputs, root: Path, out: Path) -> int | None:
    """How many bytes there are to read, None where nobody knows; UsageError where one is the output folder."""
    paths = [path for path in inputs.paths if path != STANDARD_INPUT]
    for path in paths:
        if path and Path(path).resolve() == out.resolve():
            raise UsageError(f"{path}: is also the --out folder; a folder that is not read is allowed")
    places = find(paths, root=root, exclude=[out])
    if len(paths) < len(inputs.paths) or not inputs.choice.is_all:
        return None
    return sum(place.path.stat().st_size for place in places if isinstance(place, Found))


def places_of(inputs: Inputs, root: Path) -> list[str]:
    """The keys of what was given: files, folders ("." for the root) and standard input."""
    return [
        (inputs.key or PIPED_KEY) if path == STANDARD_INPUT else key_of(Path(path), root=root) for path in inputs.paths
    ]


def _make(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = f"cannot be made ({error.strerror}); a folder that may be written is allowed"
        raise StoreError(f"{out}: {reason}") from error


def _outputs(target: Target) -> str:
    return ", ".join(str(target.out / file) for _, file in OUTPUTS)


def _warn(line: str) -> None:
    tqdm.write(one_line(line), file=sys.stderr)


def _say(text: str) -> None:
    click.echo(text, err=True)


def written(summary: Summary, *, stored: int) -> str:
    """The summary as a table; `stored` are the different statements of the whole store."""
    rows = [
        ("documents", _documents(summary)),
        ("languages", _counts(summary.languages) or "none"),
        ("sentences", f"{summary.sentences}"),
        ("mentions", f"{summary.mentions}"),
        ("statements", f"{summary.statements}"),
        ("different statements in the store", f"{stored}"),
        *((f"repaired: {kind}", f"{count}") for kind, count in sorted(summary.repairs.items())),
        *((f"not used: {reason}", f"{count}") for reason, count in sorted(summary.rejections.items())),
        *((f"skipped files: {reason}", f"{count}") for reason, count in sorted(summary.skipped.items())),
    ]
    return table(("built", ""), rows)


def _documents(summary: Summary) -> str:
    others = {"unchanged": summary.unchanged, "removed": summary.removed, "failed": summary.failed}
    return ", ".join([f"{summary.documents}", *(f"{count} {name}" for name, count in others.items() if count)])


def _counts(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counted.items()))
