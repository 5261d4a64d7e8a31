"""What an exporter that streams needs of a store."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from kg.model import GraphView, Testimony
from kg.rdf import Quad


class Source(Protocol):
    """Documents that can be read more than once; what they say does not change meanwhile."""

    @property
    def base_iri(self) -> str:
        """What the IRIs begin with."""
        ...

    def testimonies(self, keys: Iterable[str] | None = None, *, with_text: bool = True) -> Iterator[Testimony]:
        """What documents say, by key."""
        ...

    def quads(self, keys: Iterable[str] | None = None, *, with_text: bool = True) -> Iterator[Quad]:
        """The named graphs of documents, by key."""
        ...

    def view(self, keys: Iterable[str] | None = None, *, with_text: bool = True) -> GraphView:
        """The merged view of documents."""
        ...
