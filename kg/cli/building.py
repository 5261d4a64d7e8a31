"""What `kg build` does once its words are parsed: store, progress, summary, outputs."""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import click
from tqdm import tqdm

from kg.cli import INTERRUPTED
from kg.cli.outputs import check_place, page_view, write_output
from kg.cli.tables import one_line, table
from kg.engine import InProcess, engine_of
from kg.errors import StoreError, UsageError
from kg.model import Document, GraphView
from kg.options import USUAL, Options
from kg.pipeline import SECONDS, Summary, build, prune
from kg.sources import (
    PIPED_KEY,
    STANDARD_INPUT,
    Choice,
    Failure,
    Found,
    Outcome,
    chosen,
    columns_of,
    find,
    key_of,
    read,
)  # fmt: skip
from kg.store import open_store

OUTPUTS = (("html", "graph.html"), ("turtle", "graph.ttl"), ("jsonl", "statements.jsonl"))
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

    @property
    def store(self) -> str:
        """Where the store is: a folder, by default that in `out`, or a URL."""
        return self.where or str(self.out / "store")


class Progress:
    """A bar on stderr that counts documents, nothing where stderr is not a terminal; knows how many were kept."""

    def __init__(self, total: int) -> None:
        self.kept = 0
        self._bar = tqdm(total=total, unit=" documents", disable=None, leave=False)

    def keep(self, documents: int) -> None:
        """Count documents that are in the store now."""
        self.kept += documents
        self._bar.update(documents)

    def over(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        """The outcomes; failures are counted."""
        for outcome in outcomes:
            self._bar.update(isinstance(outcome, Failure))
            yield outcome

    def close(self) -> None:
        """Take the bar away."""
        self._bar.close()


def build_all(inputs: Inputs, target: Target, *, root: Path | None) -> int:
    """Build, print the summary on stderr, write the outputs; gives the exit code."""
    if inputs.lang is not None and re.fullmatch("[a-z]{2}", inputs.lang) is None:
        raise UsageError(f'--lang {inputs.lang!r}: is no language; an ISO 639-1 code such as "it" is allowed')
    if target.prune and not inputs.choice.is_all:
        raise UsageError("--prune: would remove what is not chosen; it is allowed without --limit, --sample, --since")
    base = _root(target, root)
    progress = Progress(_count(inputs, base, target.out))
    outcomes = read(
        inputs.paths, root=base, stdin=inputs.stdin, key=inputs.key, jsonl=inputs.jsonl, exclude=[target.out],
        columns=columns_of(inputs.columns or ""),
    )  # fmt: skip
    outcomes = chosen(outcomes, inputs.choice)
    try:
        piped = STANDARD_INPUT in inputs.paths and target.workers == 1 and target.engine is None
        return _build(_in_language(outcomes, inputs.lang), target, base, _places(inputs, base), progress, piped=piped)
    except KeyboardInterrupt:
        progress.close()
        kept = f"{progress.kept} document{'' if progress.kept == 1 else 's'} kept in {target.store}"
        _say(f"kg: interrupted; {kept}; {_outputs(target)} may be older; the same command again goes on")
        return INTERRUPTED


def _build(
    outcomes: Iterator[Outcome], target: Target, root: Path, places: Sequence[str], progress: Progress, *, piped: bool
) -> int:
    _make(target.out)
    for _, file in OUTPUTS:
        check_place(target.out / file)
    with open_store(target.store, root=str(root.resolve()), base_iri=target.base_iri) as store:
        summary = build(
            progress.over(outcomes),
            store=store,
            warn=_warn,
            with_text=target.with_text,
            again=target.again,
            options=target.options,
            engine=InProcess(1) if piped else engine_of(target.workers, target.engine),
            kept=progress.keep,
            seconds=0.0 if piped else SECONDS,
        )
        progress.close()
        if target.prune:
            prune(store, summary, places=places, warn=_warn)
        view, base_iri = store.view(with_text=False), store.base_iri
        told = page_view(store, view)
    _say(written(summary, stored=len(view.statements)))
    _export(view.confident(target.least), told.confident(target.least), target, base_iri)
    return summary.exit_code


def _in_language(outcomes: Iterator[Outcome], lang: str | None) -> Iterator[Outcome]:
    for outcome in outcomes:
        yield replace(outcome, lang=lang) if isinstance(outcome, Document) and lang is not None else outcome


def _root(target: Target, asked: Path | None) -> Path:
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
    with open_store(target.store, base_iri=target.base_iri) as store:  # made where it is new, so that it can be asked
        return Path(store.root) if store.root else None


def _count(inputs: Inputs, root: Path, out: Path) -> int:
    """How many files there are to read; UsageError where one of them is the output folder."""
    paths = [path for path in inputs.paths if path != STANDARD_INPUT]
    for path in paths:
        if path and Path(path).resolve() == out.resolve():
            raise UsageError(f"{path}: is also the --out folder; a folder that is not read is allowed")
    places = find(paths, root=root, exclude=[out])
    return sum(isinstance(place, Found) for place in places) + (STANDARD_INPUT in inputs.paths)


def _places(inputs: Inputs, root: Path) -> list[str]:
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


def _export(view: GraphView, told: GraphView, target: Target, base_iri: str) -> None:
    """Write the outputs; `told` is the view with the texts, for the page alone."""
    for name, file in OUTPUTS:
        title = target.title if name == "html" else None
        write_output(name, told if name == "html" else view, target.out / file, base_iri=base_iri, title=title)
    _say(f"{_outputs(target)} and {target.store} are ready")


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
