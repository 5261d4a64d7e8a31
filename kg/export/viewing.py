"""What a writer sees of a graph: documents, and statements in the order of their ids, as often as it asks.

A `GraphView` holds them in memory. A streamed view keeps them in a file without a name and reads them again each time:
the entities and documents (without texts) must fit into memory, the statements and their sentences need not.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

from kg.export.sorting import sorted_lines
from kg.export.source import Source
from kg.model import Document, Entity, Evidence, Run, Statement
from kg.rdf import merged_entities
from kg.rdf.merging import evidence_order


class StreamedView:
    """The merged view of a source whose statements stay in a file."""

    def __init__(
        self, documents: tuple[Document, ...], runs: Mapping[str, Run], entities: Mapping[str, Entity], lines: Path
    ) -> None:
        self.documents = documents
        self.runs = tuple(sorted(set(runs.values()), key=lambda run: run.id))
        self.document_runs = tuple((key, run.id) for key, run in sorted(runs.items()))
        self._entities = entities
        self._lines = lines

    @property
    def statements(self) -> Iterator[Statement]:
        """The statements, read anew."""
        with self._lines.open(encoding="utf-8", newline="\n") as lines:
            for _, same in groupby(lines, key=lambda line: line.partition("\t")[0]):
                yield _statement([json.loads(line.partition("\t")[2]) for line in same], self._entities)


@contextmanager
def streamed(source: Source) -> Iterator[StreamedView]:
    """The view of a source, good until the end of the block."""
    entities = merged_entities(source.testimonies(with_text=False))
    documents: list[Document] = []
    runs: dict[str, Run] = {}
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "statements"
        with lines.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(sorted_lines(_lines(source, documents, runs)))
        yield StreamedView(tuple(documents), runs, entities, lines)


def _lines(source: Source, documents: list[Document], runs: dict[str, Run]) -> Iterator[str]:
    for testimony in source.testimonies(with_text=False):
        documents.append(testimony.document)
        runs[testimony.document.key] = testimony.run
        for statement in testimony.statements:
            yield f"{statement.id}\t{json.dumps(_parts(statement))}\n"


def _parts(statement: Statement) -> list[object]:
    return [
        statement.subject.id,
        statement.predicate,
        statement.object.id,
        statement.polarity,
        statement.status,
        [speaker.id for speaker in statement.speaker_chain],
        statement.start_date,
        statement.end_date,
        statement.quantities,
        [[role, value, ""] if isinstance(value, str) else [role, "", value.id] for role, value in statement.qualifiers],
        [(*evidence_order(evidence), evidence.quote) for evidence in statement.evidence],
    ]


def _statement(same: list[list[Any]], entities: Mapping[str, Entity]) -> Statement:
    subject, predicate, object_, polarity, status, chain, start, end, quantities, qualifiers, _ = same[0]
    evidence = {_evidence(each) for parts in same for each in parts[-1]}
    return Statement(
        subject=entities[subject],
        predicate=predicate,
        object=entities[object_],
        polarity=polarity,
        status=status,
        speaker_chain=tuple(entities[speaker] for speaker in chain),
        start_date=start,
        end_date=end,
        quantities=tuple((value, unit, currency) for value, unit, currency in quantities),
        qualifiers=tuple((role, entities[entity] if entity else text) for role, text, entity in qualifiers),
        evidence=tuple(sorted(evidence, key=evidence_order)),
    )


def _evidence(parts: list[Any]) -> Evidence:
    document, start, end, subject, object_, cue, extractor, confidence, quote = parts
    return Evidence(document, start, end, quote, tuple(subject), tuple(object_), tuple(cue), extractor, confidence)
