"""How the commands write a view to a file, and what its page is called."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from kg.errors import StoreError, UsageError
from kg.export import FOLDERS, export, export_from
from kg.export.page.bounded import bounded
from kg.export.page.story import MOST_WITH_CONTEXT
from kg.export.source import Source
from kg.export.viewing import StreamedView, streamed
from kg.model import ACTOR_KINDS, Document, Entity, GraphView

MAIN_ACTORS = 3


Copies = Callable[[Sequence[Document]], Mapping[str, str]]
"""Tells of documents which have the text of another (`kg.cli.copying`)."""


def write_selected(
    source: Source, name: str, path: Path, *, copies: Copies, title: str | None, model: str | None
) -> None:
    """Write a store, or a part of it, as format `name`; a page without `title` gets one."""
    if name not in FOLDERS:
        check_place(path)
    with _written(path):
        if name == "html":
            with streamed(source) as view:
                drawn = page_view(source, view)
            _write_page(drawn, path, copies, title, model)
        else:
            export_from(source, name, path, title=title, model=model)


def write_all(source: Source, outputs: Sequence[tuple[str, Path]], *, copies: Copies, title: str | None) -> str:
    """Write a store in several formats, reading it once; gives what to tell of them, "" for nothing.

    The page alone is held in memory, and no more of the graph than it carries.
    """
    for _, path in outputs:
        check_place(path)
    told = ""
    with streamed(source) as view:
        for name, path in outputs:
            with _written(path):
                if name == "html":
                    drawn = page_view(source, view)
                    _write_page(drawn, path, copies, title)
                    told = _left_out(drawn, view, path)
                else:
                    export(name, view, path, base_iri=source.base_iri)
    return told


def _write_page(drawn: GraphView, path: Path, copies: Copies, title: str | None, model: str | None = None) -> None:
    export("html", drawn, path, title=title or title_of(drawn), model=model, copies=copies(drawn.documents))


def _left_out(drawn: GraphView, view: StreamedView, path: Path) -> str:
    if len(drawn.documents) == len(view.documents) and len(drawn.statements) == view.size:
        return ""
    return f"{path} shows {len(drawn.statements)} of {view.size} statements, those that most documents say"


@contextmanager
def _written(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror}); a file that may be is allowed") from error


def check_place(path: Path) -> None:
    """UsageError where no file can be: in place of a folder, or in no folder."""
    if path.is_dir():
        raise UsageError(f"{path}: a folder; a new or an existing file is allowed")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: the folder {path.parent} is missing; an existing folder is allowed")


def page_view(source: Source, view: StreamedView) -> GraphView:
    """What the page of a store shows: with the texts, where it tells what stands around the quotes."""
    drawn = bounded(view)
    if len(drawn.statements) > MOST_WITH_CONTEXT or len(drawn.documents) > MOST_WITH_CONTEXT:
        return drawn
    whole = len(drawn.documents) == len(view.documents)
    told = source.testimonies(None if whole else [document.key for document in drawn.documents])
    return replace(drawn, documents=tuple(testimony.document for testimony in told))


def title_of(view: GraphView) -> str:
    """Who it is about: "Japan, United States and China"; the page itself says how much was read."""
    actors = _main_actors(view)
    return _joined(actors) if actors else "No relations"


def _main_actors(view: GraphView) -> list[str]:
    """Labels of the actors in most statements, most first; ties by label and id."""
    counts: Counter[Entity] = Counter()
    for statement in view.statements:
        counts.update({each for each in (statement.subject, statement.object) if each.kind in ACTOR_KINDS})
    ranked = sorted(counts, key=lambda entity: (-counts[entity], entity.label, entity.id))
    return [entity.label for entity in ranked[:MAIN_ACTORS]]


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
