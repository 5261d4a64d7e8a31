"""A web page becomes one document: its main text, without menus and advertisements, and what it says of itself."""

import logging
import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from kg.errors import SourceError
from kg.sources.dates import day_of
from kg.sources.encoding import decode
from kg.sources.outcomes import Outcome, make_document, read_whole
from kg.sources.text import cautions

MAX_ELEMENTS = 100_000
"""The most elements that a page may hold; the time to find the main text grows with them."""

MAX_DEPTH = 250
"""The most levels of elements within elements; extraction calls itself for each."""

TOO_MANY = f"has too many elements; up to {MAX_ELEMENTS:,} are allowed in a page"

# Where a page says when it was published, best first. The words of the page are no such place, and htmldate is not
# asked: it completes "2024-04" with the day on which it runs.
DATE_NAMES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "pubdate",
    "publishdate",
    "date",
)
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,1000}(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE
)
_LINKED_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{1,100})"')
_BEGINNING = 4096  # bytes in which the encoding is declared, where it is

logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # what it has to say is said by the outcome


def read(stream: BinaryIO, *, key: str) -> Iterator[Outcome]:
    """One `Document` with the text that trafilatura extracts, "" where a page has none.

    SourceError where the bytes are not text, or the page is too large or nested too deeply.
    """
    yield from documents_of(read_whole(stream), key=key)


def documents_of(source: bytes, *, key: str, declared: str | None = None, url: str | None = None) -> Iterator[Outcome]:
    """The document of a page, after its cautions; `declared` is the encoding that its server told, `url` its place."""
    own = _DECLARED.search(source[:_BEGINNING])
    declared = declared or (own[1].decode("ascii", "replace") if own else None)
    decoded = decode(source, declared=declared)
    yield from cautions(decoded, key=key)
    tree = _parse(decoded.text)
    if tree is None:
        yield make_document(key, source, "", url=url)
        return
    metas = _metas(tree)
    published, publisher, url = _published(tree, metas), metas.get("og:site_name"), url or _url(tree, metas)
    text, title = _extract(tree, decoded.text)
    yield make_document(key, source, text, title=title, published=published, publisher=publisher, url=url)


# lxml has no types, so a tree is Any in what follows.


def _parse(text: str) -> Any:  # noqa: ANN401
    """The tree of a page, or None where there is nothing in it."""
    from lxml import etree, html  # type: ignore[import-untyped]  # noqa: PLC0415

    if text.count("<") > 10 * MAX_ELEMENTS:  # known before the tree takes its memory
        raise SourceError(TOO_MANY)
    # As bytes, because lxml refuses a string that declares an encoding; huge, because it cuts pages at ten megabytes.
    parser = html.HTMLParser(collect_ids=False, encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):  # "Document is empty"
        return None
    # A fatal error means that the tree is cut short: lxml has a limit of its own for depth.
    depth, size = _measure(etree.iterwalk(tree, events=("start", "end")))
    if depth > MAX_DEPTH or parser.error_log.filter_from_fatals():
        raise SourceError(f"is nested too deeply; up to {MAX_DEPTH} levels are allowed in a page")
    if size > MAX_ELEMENTS:
        raise SourceError(TOO_MANY)
    return tree


def _measure(walk: Iterable[tuple[str, Any]]) -> tuple[int, int]:
    """Levels and elements of the tree that is walked."""
    level = depth = size = 0
    for event, _ in walk:
        level += 1 if event == "start" else -1
        depth = max(depth, level)
        size += event == "start"
    return depth, size


def _extract(tree: Any, page: str) -> tuple[str, str | None]:  # noqa: ANN401
    """Main text and title; all the text where trafilatura finds no main text, as in a page of one line."""
    from trafilatura import bare_extraction, html2txt  # noqa: PLC0415  (takes half a second)

    dates = {"original_date": True, "extensive_search": False, "max_date": "9999-12-31"}  # without the clock
    try:
        found: Any = bare_extraction(tree, with_metadata=True, include_comments=False, date_extraction_params=dates)
        if found is not None and found.text and found.text.strip():
            return found.text, found.title
        return html2txt(_parse(page)), getattr(found, "title", None)  # the first tree has been cut up
    except Exception as error:  # a page may break anything in the libraries below, and must not end the build
        raise SourceError(f"cannot be read as HTML ({type(error).__name__}); well-formed HTML is allowed") from error


def _metas(tree: Any) -> dict[str, str]:  # noqa: ANN401
    """What the `meta` elements say, by name in lower case; the first of equals."""
    said: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = (meta.get("content") or "").strip()
        if content:
            said.setdefault(name.strip().lower(), content)
    return said


def _published(tree: Any, metas: dict[str, str]) -> str | None:  # noqa: ANN401
    written = [metas[name] for name in DATE_NAMES if name in metas]
    linked = (script.text or "" for script in tree.iter("script") if "ld+json" in (script.get("type") or ""))
    written += [match[1] for text in linked if (match := _LINKED_DATE.search(text))]
    times = tree.iter("time")
    written += [time.get("datetime") or "" for time in times if "datePublished" in (time.get("itemprop") or "")]
    return next((day for day in map(day_of, written) if day), None)


def _url(tree: Any, metas: dict[str, str]) -> str | None:  # noqa: ANN401
    links = [link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    written = [url.strip() for url in (*links, metas.get("og:url", ""))]
    return next((url for url in written if url.startswith(("https://", "http://"))), None)
