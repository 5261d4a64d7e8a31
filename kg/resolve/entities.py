"""How an `Entity` value is made: from an actor of the ontology, or from the words of one document alone."""

import re
from collections.abc import Iterable

from kg.gazetteer import territory_name
from kg.model import Document, Entity, Mention, content_id
from kg.ontology import Actor, Ontology, Term

LABEL_LANGUAGES = ("de", "en", "es", "fr", "it", "ja", "pt", "ru", "zh")
HYPHEN = re.compile(r"\s*[-‐‑]\s*")


def known_entity(actor: Actor, aliases: Iterable[str], document: Document, acts_for: str | None = None) -> Entity:
    """The entity of a known actor with the forms that the document writes; `acts_for` is what the text's role says."""
    labels = dict(actor.labels)
    if actor.alpha2:
        for lang in LABEL_LANGUAGES:
            if name := territory_name(actor.alpha2, lang):
                labels.setdefault(lang, name)
    return Entity(
        actor.id, actor.kind, labels["en"], tuple(sorted(labels.items())), tuple(sorted(set(aliases))),
        actor.id.removeprefix("state/") if actor.kind == "state" else actor.country,
        actor.acts_for or acts_for or _office_at(actor.terms, document.published), actor.same_as,
    )  # fmt: skip


def _office_at(terms: Iterable[Term], published: str | None) -> str | None:
    """The state or body whose office a person held when the document appeared; None without a date."""
    if published is None:
        return None
    held = [term for term in terms if (term.since or "") <= published <= (term.until or "9999")]
    return held[-1].in_ if held else None


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
