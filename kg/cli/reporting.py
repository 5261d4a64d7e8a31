"""How `kg report` leaves its files: whole, or not at all."""

from pathlib import Path

from kg.analysis.brief import Brief
from kg.analysis.writing import html_of, markdown_of
from kg.errors import UsageError
from kg.export.whole import whole_file

_MARKDOWN = frozenset({".md", ".markdown"})
_PAGES = frozenset({".htm", ".html"})


def check_suffix(path: Path) -> None:
    """A UsageError where the name of the file says no format."""
    if path.suffix.lower() not in _MARKDOWN | _PAGES:
        raise UsageError(
            f"{path}: its suffix is no format of a brief; allowed: {', '.join(sorted(_MARKDOWN | _PAGES))}"
        )


def write(brief: Brief, path: Path) -> None:
    """Write the brief in the format of the suffix; the pictures of Markdown first, so that it never lacks one."""
    pictures: dict[str, str] = {}
    if path.suffix.lower() in _PAGES:
        text = html_of(brief)
    else:
        text, pictures = markdown_of(brief, path.stem)
    for name, picture in sorted(pictures.items()):
        _write(path.with_name(name), picture)
    _write(path, text)


def _write(path: Path, text: str) -> None:
    with whole_file(path) as stream:
        stream.write(text.encode("utf-8"))
