"""How many say a thing: by document, by language, by independent source, counted over relations."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.analysis.independence import sources_of
from kg.analysis.relations import Relation, relations_of
from kg.model import GraphView


@dataclass(frozen=True, slots=True)
class Corroboration:
    """A relation, and who says it: keys of documents, languages, and the keys that stand for their sources; sorted."""

    relation: Relation
    documents: tuple[str, ...]
    languages: tuple[str, ...]
    sources: tuple[str, ...]


def corroboration_of(view: GraphView, *, sources: Mapping[str, str] | None = None) -> tuple[Corroboration, ...]:
    """Every relation of a view with who says it, what most sources say first.

    A denied relation is one of its own: a denial corroborates nothing. `sources` is what `sources_of` gave, computed
    where left out.
    """
    source_of = sources_of(view) if sources is None else sources
    langs = {document.key: document.lang for document in view.documents}
    found = [_corroborated(relation, source_of, langs) for relation in relations_of(view)]
    return tuple(sorted(found, key=_order))


def _corroborated(relation: Relation, source_of: Mapping[str, str], langs: Mapping[str, str]) -> Corroboration:
    documents = relation.documents
    return Corroboration(
        relation,
        documents,
        languages=tuple(sorted({langs[key] for key in documents})),
        sources=tuple(sorted({source_of[key] for key in documents})),
    )


def _order(found: Corroboration) -> tuple[int, int, int, float, tuple[str, str, str, str]]:
    relation = found.relation
    return -len(found.sources), -len(found.documents), -len(relation.evidence), -relation.confidence, relation.key
