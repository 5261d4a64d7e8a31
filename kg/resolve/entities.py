"""How an `Entity` value is made: from an actor of the ontology, or from the words of one document alone."""

import re
from collections.abc import Iterable

from kg.actors import Actor, Term
from kg.gazetteer import territory_name
from kg.model import Document, Entity, Mention, content_id
from kg.ontology import Ontology

LABEL_LANGUAGES = ("de", "en", "es", "fr", "it", "ja", "pt", "ru", "zh")
HYPHEN = re.compile(r"\s*[-‐‑]\s*")


def known_entity(
    actor: Actor, aliases: Iterable[str], document: Document, acts_for: str | None = None, *, former: bool = False
) -> Entity:
    """The entity of a known actor with the forms that the document writes; `acts_for` is what the text's role says.

    `former` says that the text calls the person's office past: then only a dated term makes it act for anybody.
    """
    held = None if former and document.published is None else office_at(actor.terms, document.published)
    labels = dict(actor.labels)
    if actor.alpha2:
        for lang in LABEL_LANGUAGES:
            if name := territory_name(actor.alpha2, lang):
                labels.setdefault(lang, name)
    return Entity(
        actor.id, actor.kind, labels["en"], tuple(sorted(labels.items())), tuple(sorted(set(aliases))),
        actor.id.removeprefix("state/") if actor.kind == "state" else actor.country,
        actor.acts_for or acts_for or held, actor.same_as,
    )  # fmt: skip


def term_at(terms: Iterable[Term], published: str | None) -> Term | None:
    """The term of office that ran when the document appeared; of an undated document the last one."""
    held = [term for term in terms if published is None or (term.since or "") <= published <= (term.until or "9999")]
    return max(held, key=lambda term: (term.until or "9999", term.since or ""), default=None)


def office_at(terms: tuple[Term, ...], published: str | None) -> str | None:
    """The state or body whose office a person held when the document appeared.

    Without a date it is the one state that the person ever held an office of: see docs/decisions/0011.
    """
    held = {term.in_ for term in terms}
    if published is None and not (len(held) == 1 and min(held).startswith("state/")):
        return None
    term = term_at(terms, published)
    return term.in_ if term is not None else None


def described_entity(mention: Mention, aliases: Iterable[str], document: Document, ontology: Ontology) -> Entity:
    """An entity not known beforehand: a name is shared by all documents, a description is this document's own."""
    label = HYPHEN.sub("-", " ".join(mention.text.split()))
    people = mention.kind == "group" and mention.form == "demonym"  # "Turkish farmers": of their state, no body apart
    own = people or mention.form == "description" or (mention.kind == "person" and " " not in label)
    nation = ontology.actors.get(mention.nation or "")
    country = nation.id.removeprefix("state/") if nation is not None and nation.kind == "state" else None
    return Entity(
        content_id(mention.kind, label, document.key if own else None), mention.kind, label, (),
        tuple(sorted(set(aliases) | {mention.text})), country,
        mention.nation if people or (mention.kind == "person" and mention.office) else None,
    )  # fmt: skip


def may_be_of(actor: Actor, nation: str | None) -> bool:
    """Whether a person of that surname may be the one of the nation beside it: "King Birendra of Nepal"."""
    if nation is None or not nation.startswith("state/") or actor.country is None:
        return True
    return f"state/{actor.country}" == nation or any(term.in_ == nation for term in actor.terms)


def known_nation(actor: Actor | None, mention: Mention) -> str | None:
    """Where a person holds the office that the text names without its state: "President Obama"."""
    held = {term.in_ for term in actor.terms if term.role == mention.office} if actor is not None else set()
    return held.pop() if len(held) == 1 else None
