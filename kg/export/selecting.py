"""A part of a store: some documents, some statements, or actors rolled up to states; to an exporter it is a store."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.export.source import Source
from kg.model import Entity, GraphView, Statement, Testimony
from kg.ontology import Ontology
from kg.rdf import Quad, document_quads, merge, merged_entities, view_of
from kg.rdf.rolling import principals_of, rolled_up


@dataclass(frozen=True, slots=True)
class Selection:
    """What is exported: documents by key (None: all), statements by status (none given: all) and confidence.

    With `roll_up` everybody who acts for a state or body stands for it.
    """

    keys: tuple[str, ...] | None = None
    statuses: frozenset[str] = frozenset()
    least: float = 0.0
    roll_up: bool = False

    @property
    def changes_statements(self) -> bool:
        """Whether less, or something else, is exported of a document than it says."""
        return bool(self.statuses or self.least or self.roll_up)


def select(source: Source, selection: Selection, *, ontology: Ontology) -> Source:
    """The part of a source; a missing key is a UsageError of the source."""
    return _Selected(source, selection, ontology)


class _Selected:
    """A source that shows a part of another."""

    def __init__(self, source: Source, selection: Selection, ontology: Ontology) -> None:
        self._source = source
        self._selection = selection
        self._ontology = ontology
        self._entities: Mapping[str, Entity] | None = None
        self._principals: Mapping[str, Entity] = {}
        self._confident: frozenset[str] | None = None

    @property
    def base_iri(self) -> str:
        """What the IRIs begin with."""
        return self._source.base_iri

    def testimonies(self, keys: Iterable[str] | None = None, *, with_text: bool = True) -> Iterator[Testimony]:
        """What the documents say, of the statements selected; a rolled up one with its actors described by all."""
        self._prepare()
        for testimony in self._source.testimonies(self._keys(keys), with_text=with_text):
            yield self._part(testimony)

    def quads(self, keys: Iterable[str] | None = None, *, with_text: bool = True) -> Iterator[Quad]:
        """The named graphs of the documents, each sorted."""
        if not self._selection.changes_statements:
            yield from self._source.quads(self._keys(keys), with_text=with_text)
            return
        for testimony in self.testimonies(keys, with_text=with_text):
            yield from sorted(set(document_quads(testimony, signs=self._ontology.signs, base_iri=self.base_iri)))

    def view(self, keys: Iterable[str] | None = None, *, with_text: bool = True) -> GraphView:
        """The merged view."""
        return merge(self.testimonies(keys, with_text=with_text))

    def _keys(self, keys: Iterable[str] | None) -> tuple[str, ...] | None:
        ours = self._selection.keys
        if keys is None:
            return ours
        return tuple(keys) if ours is None else tuple(sorted(set(ours) & set(keys)))

    def _prepare(self) -> None:
        """Read what only all documents together tell: who acts for whom, and how sure a statement is."""
        if self._selection.roll_up and self._entities is None:
            self._entities = merged_entities(self._source.testimonies(self._keys(None), with_text=False))
            self._principals = principals_of(self._entities, self._ontology)
        if self._selection.least and self._confident is None:
            said = self._source.testimonies(self._keys(None), with_text=False)
            each = (statement for testimony in said for statement in testimony.statements)
            self._confident = frozenset(one.id for one in each if one.confidence >= self._selection.least)

    def _part(self, testimony: Testimony) -> Testimony:
        if not self._selection.changes_statements:
            return testimony
        statements = tuple(each for each in testimony.statements if self._belongs(each))
        if self._entities is None:
            return replace(testimony, statements=statements)
        symmetric = [predicate.name for predicate in self._ontology.predicates.values() if predicate.symmetric]
        said = view_of(replace(testimony, statements=statements), self._entities).statements
        return replace(testimony, statements=rolled_up(said, self._principals, symmetric=symmetric))

    def _belongs(self, statement: Statement) -> bool:
        statuses = self._selection.statuses
        return (not statuses or statement.status in statuses) and (
            self._confident is None or statement.id in self._confident
        )
