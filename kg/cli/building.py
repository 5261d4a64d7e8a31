"""What `kg build` does once its words are parsed: progress, outputs, summary."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import click
from tqdm import tqdm

from kg.cli.build import OUTPUTS
from kg.cli.tables import table
from kg.errors import StoreError
from kg.export import export
from kg.model import Document
from kg.pipeline import Summary, build
from kg.sources import STANDARD_INPUT, Failure, Found, Outcome, find, read
from kg.store import Store, open_store


def build_all(
    paths: Sequence[str], *, out: Path, root: Path | None, stdin: BinaryIO, key: str | None, jsonl: bool
) -> int:
    """Builds, exports, prints the summary on stderr; gives the exit code."""
    base = root or _kept_root(out / "store") or Path()
    total = _count(paths, base, out)
    outcomes = read(paths, root=base, stdin=stdin, key=key, jsonl=jsonl, exclude=[out])
    _make(out)
    with open_store(out / "store", root=str(base.resolve())) as store:
        summary = build(_with_progress(outcomes, total), store=store, warn=_warn)
        _export_all(store, out)
    click.echo(written(summary, out), err=True)
    return summary.exit_code


def _kept_root(where: Path) -> Path | None:
    """The root that the first build of this store kept."""
    if not (where / "store.json").is_file():
        return None
    with open_store(where, read_only=True) as store:
        return Path(store.root) if store.root else None


def _count(paths: Sequence[str], root: Path, out: Path) -> int:
    places = find([path for path in paths if path != STANDARD_INPUT], root=root, exclude=[out])
    return sum(isinstance(place, Found) for place in places) + (STANDARD_INPUT in paths)


def _make(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{out}: cannot be made ({error.strerror}); a folder that may be written is allowed") from error


def _with_progress(outcomes: Iterator[Outcome], total: int) -> Iterator[Outcome]:
    """The outcomes, with a bar on stderr that counts documents; nothing where stderr is not a terminal."""
    with tqdm(total=total, unit=" documents", disable=None, leave=False) as bar:
        for outcome in outcomes:
            yield outcome
            if isinstance(outcome, Document | Failure):
                bar.update()


def _export_all(store: Store, out: Path) -> None:
    view = store.view(with_text=False)
    for name, file in OUTPUTS:
        export(name, view, out / file, base_iri=store.base_iri)


def _warn(line: str) -> None:
    tqdm.write(line, file=click.get_text_stream("stderr"))


def written(summary: Summary, out: Path) -> str:
    """The summary as a table, and where the outputs are."""
    rows = [
        ("documents", f"{summary.documents}" + (f", {summary.failed} failed" if summary.failed else "")),
        ("languages", _counts(summary.languages) or "none"),
        ("sentences", f"{summary.sentences}"),
        ("mentions", f"{summary.mentions}"),
        ("statements", f"{summary.statements}"),
        *((f"not used: {reason}", f"{count}") for reason, count in sorted(summary.rejections.items())),
        *((f"skipped files: {reason}", f"{count}") for reason, count in sorted(summary.skipped.items())),
    ]
    places = ", ".join(str(out / file) for _, file in OUTPUTS)
    return table(("built", ""), rows) + f"\n{places} and {out / 'store'} are ready"


def _counts(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counted.items()))
