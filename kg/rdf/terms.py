"""Tokens and IRIs: how a term is written in N-Triples, and the IRI of each thing.

Tokens are in the form that Oxigraph gives back (decision 0003): a quad read from a store equals the quad written.
"""

import calendar
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote, unquote

from kg.errors import UsageError
from kg.model import KINDS, Evidence, Link, Repair

Triple = tuple[str, str, str]
Quad = tuple[str, str, str, str]

BASE_IRI = "https://w3id.org/geokg/"
VOCABULARY = "https://w3id.org/geokg/ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
OWL = "http://www.w3.org/2002/07/owl#"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
DCT = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"
WIKIDATA = "http://www.wikidata.org/entity/"
_VOCABULARIES: Mapping[str, str] = {
    "kg": VOCABULARY,
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "owl": OWL,
    "prov": PROV,
    "oa": OA,
    "dct": DCT,
    "xsd": XSD,
    "wd": WIKIDATA,
}

_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
_LONG = {written[1]: char for char, written in _SHORT.items()} | {"'": "'"}
_TO_ESCAPE = re.compile('["\\\\\x00-\x1f\x7f\ufffe\uffff\ud800-\udfff]')
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_LITERAL = re.compile(r'"(.*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_LANGUAGE = re.compile(r"[a-z]{1,8}(-[a-z0-9]{1,8})*")
_DECIMAL = re.compile(r"(?!-0$)-?(0|[1-9][0-9]{0,17})(\.[0-9]{0,17}[1-9])?", re.ASCII)
_DATE = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?", re.ASCII)
_DOTS = re.compile(r"(?<=/)\.{1,2}(?=/|$)")
# RFC 3987 with a scheme; stricter than the standard (no brackets in the host) and therefore good for every parser.
_OTHER = "\u00a1-\u1fff\u2c00-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
_IRI = re.compile(
    rf"[A-Za-z][A-Za-z0-9+.-]*:(//[A-Za-z0-9._~-]+(:[0-9]{{1,5}})?(?=[/?#]|\Z))?"
    rf"(?!//)([A-Za-z0-9._~!$&'()*+,;=:@/{_OTHER}-]|%[0-9A-Fa-f]{{2}})*"
    rf"(\?([A-Za-z0-9._~!$&'()*+,;=:@/?{_OTHER}-]|%[0-9A-Fa-f]{{2}})*)?"
    rf"(#([A-Za-z0-9._~!$&'()*+,;=:@/?{_OTHER}-]|%[0-9A-Fa-f]{{2}})*)?"
)


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if "\ud800" <= char <= "\udfff":
        raise UsageError(f"{match.string[:40]!a}: half a surrogate pair; only Unicode text is allowed")
    return _SHORT.get(char) or f"\\u{ord(char):04X}"


def _unescape(match: re.Match[str]) -> str:
    digits = match[1] or match[2]
    return chr(int(digits, 16)) if digits else _LONG[match[3]]


def iri(value: str) -> str:
    """Token of an IRI that is known to be valid."""
    return f"<{value}>"


def is_iri(value: str) -> bool:
    """Whether every RDF parser takes the text as an absolute IRI."""
    return _IRI.fullmatch(value) is not None


def literal(text: str, *, language: str = "", datatype: str = "") -> str:
    """Token of a literal; the language is lower case, as Oxigraph keeps it."""
    written = f'"{_TO_ESCAPE.sub(_escape, text)}"'
    if language:
        if not _LANGUAGE.fullmatch(language):
            raise UsageError(f"language {language!a}: a lower-case tag such as it or zh-hans is allowed")
        return f"{written}@{language}"
    return f"{written}^^<{datatype}>" if datatype else written


def integer(value: int) -> str:
    """Token of a whole number; xsd:integer, since Oxigraph turns its subtypes into it."""
    return f'"{value}"^^<{XSD}integer>'


def decimal(value: str) -> str:
    """Token of a decimal number; what Oxigraph would write otherwise ("1.50", "about 3") stays a plain literal."""
    return literal(value, datatype=f"{XSD}decimal" if _DECIMAL.fullmatch(value) else "")


def confidence(value: float) -> str:
    """Token of a confidence."""
    return decimal(format(Decimal(repr(value)).normalize(), "f"))


def date(value: str) -> str:
    """Token of a date in its own granularity; what is no date stays a plain literal."""
    found = _DATE.fullmatch(value)
    if found is None or (found[3] and int(found[3]) > _days(int(found[1]), int(found[2]))):
        return literal(value)
    kind = "date" if found[3] else "gYearMonth" if found[2] else "gYear"
    return literal(value, datatype=f"{XSD}{kind}")


def _days(year: int, month: int) -> int:
    """Days of a month; year 0 is a leap year, as in XML Schema 1.1."""
    return 29 if month == 2 and calendar.isleap(year) else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def iri_or_literal(value: str) -> str:
    """Token of an IRI where the text is one, else of a literal."""
    return iri(value) if is_iri(value) else literal(value)


def value_of(token: str) -> str:
    """The IRI of an IRI token, the text of a literal token."""
    return token[1:-1] if token.startswith("<") else text_and_language(token)[0]


def text_and_language(token: str) -> tuple[str, str]:
    """Text and language of a literal token; the language is empty where there is none."""
    found = _LITERAL.fullmatch(token)
    if found is None:
        raise UsageError(f"{token[:60]!a}: only an N-Triples literal is allowed here")
    text = found[1]
    return (_ESCAPED.sub(_unescape, text) if "\\" in text else text), found[2] or ""


def check_base_iri(base_iri: str) -> str:
    """The base IRI itself; a UsageError where nothing can be appended to it."""
    if not is_iri(base_iri) or not base_iri.endswith(("/", "#", ":")) or "#" in base_iri[:-1]:
        raise UsageError(f"base IRI {base_iri!a}: an absolute IRI that ends with / is allowed")
    return base_iri


_ROOMS = ("document", "evidence", "link", "rejection", "repair", "run", "software", "statement")
_OF_ONE_DOCUMENT = ("document", "evidence", "link", "rejection", "repair")


def prefixes(base_iri: str = BASE_IRI) -> dict[str, str]:
    """Prefix to namespace: the vocabularies, then `state:`, `document:` and the like under the base IRI."""
    own: dict[str, str] = {kind: f"{base_iri}id/{kind}/" for kind in KINDS}
    rooms = {room: f"{base_iri}{room}/" for room in _ROOMS}
    return {**_VOCABULARIES, **own, **rooms}


PREFIXES: Mapping[str, str] = prefixes()


def kg(name: str) -> str:
    """Token of a term of the vocabulary."""
    return f"<{VOCABULARY}{name}>"


@dataclass(frozen=True, slots=True)
class Iris:
    """Tokens of the IRIs under one base. Ids and keys are percent-encoded as UTF-8, `/` kept."""

    base_iri: str

    def _token(self, room: str, name: str) -> str:
        try:
            path = f"/{quote(name, safe='/')}"
        except UnicodeEncodeError:
            raise UsageError(f"{room} {name!a}: half a surrogate pair; only Unicode text is allowed") from None
        if "/." in path:  # some readers take "." and ".." for steps through folders
            path = _DOTS.sub(lambda dots: dots[0].replace(".", "%2E"), path)
        return f"<{self.base_iri}{room}{path}>"

    def entity(self, entity_id: str) -> str:
        """Of an entity, from its id."""
        return self._token("id", entity_id)

    def entity_id(self, token: str) -> str:
        """The id of an entity, from its token."""
        return unquote(token[1:-1].removeprefix(f"{self.base_iri}id/"))

    def document(self, key: str) -> str:
        """Of a document, which is also the name of its graph, from its key."""
        return self._token("document", key)

    def document_key(self, token: str) -> str | None:
        """The key of a document, from its token; None for the IRI of anything else."""
        room = f"<{self.base_iri}document/"
        return unquote(token[len(room) : -1]) if token.startswith(room) else None

    def statement(self, statement_id: str, part: str = "", position: int = 0) -> str:
        """Of a statement, from its id, or of one of its parts ("quantity", "qualifier", "speaker"), counted from 1."""
        return self._token("statement", f"{statement_id}-{part}-{position}" if part else statement_id)

    def run(self, run_id: str, part: str = "", position: int = 0) -> str:
        """Of a run, from its id, or of one of its parts ("option", "model"), counted from 1."""
        return self._token("run", f"{run_id}-{part}-{position}" if part else run_id)

    def software(self, name: str) -> str:
        """Of a program, from its name and version: the same for all of its runs."""
        return self._token("software", name)

    def run_id(self, token: str) -> str:
        """The id of a run, from its token."""
        return token[1:-1].removeprefix(f"{self.base_iri}run/")

    def is_of_one_document(self, token: str) -> bool:
        """Whether no other document can speak of this subject: a document, its evidence, links, rejections, repairs."""
        return token.startswith(tuple(f"<{self.base_iri}{room}/" for room in _OF_ONE_DOCUMENT))

    def evidence(self, statement_id: str, evidence: Evidence, part: str = "") -> str:
        """Of a piece of evidence or its "selector": a hash of all that tells it from another."""
        spans = [evidence.subject_span, evidence.object_span, evidence.cue_span]
        name = _digest([statement_id, evidence.document, evidence.start, evidence.end, spans, evidence.extractor])
        return self._token("evidence", f"{name}-{part}" if part else name)

    def rejection(self, key: str, reason: str) -> str:
        """Of the count of what could not be used, by document and reason."""
        return self._token("rejection", _digest([key, reason]))

    def link(self, key: str, link: Link) -> str:
        """Of a name of a document that may be another's."""
        return self._token("link", _digest([key, link.written, link.entity]))

    def repair(self, key: str, repair: Repair) -> str:
        """Of a stretch of a document that was read otherwise than written."""
        return self._token("repair", _digest([key, repair.kind, repair.start, repair.end, repair.reading]))


def _digest(said: object) -> str:
    """First 32 hex digits of sha256 over the compact JSON."""
    written = json.dumps(said, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("ascii")).hexdigest()[:32]
