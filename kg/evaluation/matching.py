"""Whether an entity that the extractor made is the one that people named.

A known actor is compared by its id, or by the state or body it acts for; anything else by its name: equal, nearly equal
(difflib ratio), a person by surname, a thing by half of its words.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from kg.evaluation.articles import Article, Listed
from kg.gazetteer import load_gazetteer
from kg.model import ACTOR_KINDS, Entity, Statement
from kg.ontology import Predicate

SMALL_WORDS = frozenset({"the", "a", "an", "of", "for", "and", "in", "to", "by"})
NEARLY = 0.85  # difflib ratio from which two names are one
LEVELS = ("pair", "family", "predicate", "qualified")


def plain(name: str) -> str:
    """A name without case, accents, punctuation and small words."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    words = "".join(c if c.isalnum() else " " for c in bare).split()
    return " ".join([word for word in words if word not in SMALL_WORDS] or words)


@cache
def known_ids(name: str) -> frozenset[str]:
    """Ids of the actors that a whole name may name in English."""
    found = (match for match in load_gazetteer("en").matches(name) if match.end - match.start == len(name))
    return frozenset(naming.entity for match in found for naming in match.namings)


def is_named(entity: Entity, names: Iterable[str]) -> bool:
    """Whether one of the names is the entity's, or its state's or body's where it acts for one."""
    return any(_is_named(entity, name) for name in names)


def _is_named(entity: Entity, name: str) -> bool:
    ids = known_ids(name)
    if entity.id in ids or entity.acts_for in ids:
        return True
    if entity.kind == "place" and entity.country and f"state/{entity.country}" in ids:
        return True
    wanted = plain(name)
    return bool(wanted) and any(_alike(plain(written), wanted, entity) for written in (entity.label, *entity.aliases))


def _alike(written: str, wanted: str, entity: Entity) -> bool:
    if not written:
        return False
    if written == wanted or SequenceMatcher(None, written, wanted).ratio() >= NEARLY:
        return True
    ours, theirs = set(written.split()), set(wanted.split())
    if entity.kind == "person":
        same = written.rpartition(" ")[2] == wanted.rpartition(" ")[2]
        return same and (ours <= theirs or theirs <= ours)
    described = entity.kind not in ACTOR_KINDS or entity.kind == "group"
    return described and len(theirs) > 1 and 2 * len(ours & theirs) >= len(ours | theirs)


@dataclass(frozen=True, slots=True)
class Matcher:
    """Compares statements with what an article lists."""

    article: Article
    predicates: Mapping[str, Predicate]

    def fits(self, statement: Statement, listed: Listed, level: str) -> bool:
        """Whether the statement is the listed one: same pair, and family, predicate, or qualities as well."""
        known = self.predicates
        either = known[statement.predicate].symmetric or (
            level == "pair" and any(known[name].symmetric for name in listed.predicates)
        )
        if not self.relates(statement, listed.subject, listed.object, either=either):
            return False
        if level == "pair":
            return True
        if level == "family":
            return known[statement.predicate].family in {known[name].family for name in listed.predicates}
        if statement.predicate not in listed.predicates:
            return False
        return level == "predicate" or (statement.polarity, statement.status) == (listed.polarity, listed.status)

    def relates(self, statement: Statement, subject: str, object_: str, *, either: bool) -> bool:
        """Whether the ends are the named ones, in this order or in `either`."""
        first, second = self.names(subject), self.names(object_)
        ends = [(statement.subject, statement.object)] + ([(statement.object, statement.subject)] if either else [])
        return any(is_named(a, first) and is_named(b, second) for a, b in ends)

    def names(self, name: str) -> tuple[str, ...]:
        """A name with the others that the article gives it."""
        return (name, *self.article.names.get(name, ()))

    def springs(self, statement: Statement, trap: tuple[str, str, str]) -> bool:
        """Whether the statement is one that the article does not make."""
        either = self.predicates[statement.predicate].symmetric
        return statement.predicate == trap[1] and self.relates(statement, trap[0], trap[2], either=either)
