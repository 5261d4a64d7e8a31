"""How the commands write a view to a file, and what its page is called."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError, UsageError
from kg.export import FOLDERS, export, export_from
from kg.export.page.story import MOST_WITH_CONTEXT
from kg.export.source import Source
from kg.model import ACTOR_KINDS, Entity, GraphView

MAIN_ACTORS = 3


def write_output(name: str, view: GraphView, path: Path, *, base_iri: str, title: str | None = None) -> None:
    """Write `view` as format `name`; a page without `title` gets one. StoreError where it cannot be written."""
    check_place(path)
    if name == "html" and title is None:
        title = title_of(view)
    with _written(path):
        export(name, view, path, base_iri=base_iri, title=title)


def write_selected(source: Source, name: str, path: Path, *, title: str | None, model: str | None) -> None:
    """Write a store, or a part of it, as format `name`; a page without `title` gets one."""
    if name not in FOLDERS:
        check_place(path)
    with _written(path):
        if name == "html":
            view = page_view(source, source.view(with_text=False))
            export(name, view, path, base_iri=source.base_iri, title=title or title_of(view), model=model)
        else:
            export_from(source, name, path, title=title, model=model)


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


def page_view(store: Source, view: GraphView) -> GraphView:
    """The whole view of a store for its page: with texts, where the page tells what stands around the quotes."""
    return store.view() if len(view.statements) <= MOST_WITH_CONTEXT else view


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
