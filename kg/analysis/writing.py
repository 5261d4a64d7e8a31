"""A brief as one HTML page, or as Markdown with its pictures beside it."""

import base64
import hashlib
from collections.abc import Iterator

from kg.analysis.brief import Brief, Entry, Picture, Section, Table
from kg.analysis.lettering import LONGEST_QUOTE, for_html, for_markdown, plain
from kg.model import Evidence

_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
h1 { line-height: 1.2; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid; }
svg { max-width: 100%; height: auto; }
div { overflow-x: auto; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { text-align: start; padding: 0.2rem 0.8rem 0.2rem 0; border-bottom: 1px solid #8888; }
blockquote { margin: 0.3rem 0 0.6rem; padding-inline-start: 0.8rem; border-inline-start: 3px solid #0072b2; }
cite { font-size: 0.85rem; font-style: normal; }
p, blockquote { overflow-wrap: anywhere; }
td { overflow-wrap: break-word; }
"""
_ENTRY = 600
"""Characters of an entry."""


def html_of(brief: Brief) -> str:
    """One page that needs nothing else and may run nothing: its policy allows its own style sheet alone."""
    checksum = base64.b64encode(hashlib.sha256(_STYLE.encode("utf-8")).digest()).decode("ascii")
    title = for_html(plain(brief.title, 200))
    policy = f"default-src 'none'; style-src 'sha256-{checksum}'; base-uri 'none'; form-action 'none'"
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>{_STYLE}</style></head><body><main>",
        f"<h1><bdi>{title}</bdi></h1>",
        *(line for section in brief.sections for line in _html_section(section)),
        "</main></body></html>",
    ]
    return "\n".join(lines) + "\n"


def markdown_of(brief: Brief, stem: str) -> tuple[str, dict[str, str]]:
    """The text, and the pictures that it shows by file name: `<stem>-actors.svg` and the like."""
    pictures = {
        f"{stem}-{part.name}.svg": part.svg
        for section in brief.sections
        for part in section.parts
        if isinstance(part, Picture)
    }
    lines = [f"# {for_markdown(plain(brief.title, 200))}"]
    for section in brief.sections:
        lines.extend(_markdown_section(section, stem))
    return "\n".join(lines) + "\n", pictures


def _html_section(section: Section) -> Iterator[str]:
    yield f"<section><h2>{for_html(section.heading)}</h2>"
    yield f"<p>{for_html(section.words)}</p>"
    for part in section.parts:
        match part:
            case Entry():
                yield f"<p><bdi>{for_html(plain(part.text, _ENTRY))}</bdi></p>"
                yield from map(_html_quote, part.quotes)
            case Table():
                yield from _html_table(part)
            case Picture():
                yield f"<div>{part.svg.strip()}</div>"
    yield "</section>"


def _html_quote(quote: Evidence) -> str:
    words = for_html(plain(quote.quote, LONGEST_QUOTE))
    return f"<blockquote><bdi>{words}</bdi><br><cite><bdi>{for_html(_place(quote))}</bdi></cite></blockquote>"


def _html_table(table: Table) -> Iterator[str]:
    yield f"<div><table><thead><tr>{''.join(f'<th>{for_html(cell)}</th>' for cell in table.header)}</tr></thead><tbody>"
    for row in table.rows:
        yield f"<tr>{''.join(f'<td><bdi>{for_html(plain(cell))}</bdi></td>' for cell in row)}</tr>"
    yield "</tbody></table></div>"


def _markdown_section(section: Section, stem: str) -> Iterator[str]:
    yield from ("", f"## {for_markdown(section.heading)}", "", f"{for_markdown(section.words)}", "")
    for part in section.parts:
        match part:
            case Entry():
                yield f"- {for_markdown(plain(part.text, _ENTRY))}"
                yield from (f"  > {_markdown_quote(quote)}\n" for quote in part.quotes)
            case Table():
                yield from ("", _row(part.header), _row(["---"] * len(part.header)), *map(_escaped_row, part.rows), "")
            case Picture():
                yield f"![{for_markdown(part.words)}](<{_address(f'{stem}-{part.name}.svg')}>)\n"


def _markdown_quote(quote: Evidence) -> str:
    return f"«{for_markdown(plain(quote.quote, LONGEST_QUOTE))}» *{for_markdown(_place(quote))}*"


def _row(cells: tuple[str, ...] | list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped_row(cells: tuple[str, ...]) -> str:
    return _row([for_markdown(plain(cell)) for cell in cells])


def _address(name: str) -> str:
    return name.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E").replace("\n", "%0A")


def _place(quote: Evidence) -> str:
    return f"{plain(quote.document, 200)}:{quote.start}-{quote.end}"
