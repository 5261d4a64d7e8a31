"""What a writer sees of a graph: documents, and statements in the order of their ids, as often as it asks.

A `GraphView` holds them in memory. A streamed view keeps them in a file without a name and reads them again each time:
the entities and documents (without texts) must fit into memory, the statements and their sentences need not.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import IO, Any

from kg.export.sorting import sorted_lines
from kg.export.source import Source
from kg.model import Document, Entity, Evidence, Run, Statement, Testimony
from kg.rdf import merged_entities
from kg.rdf.merging import evidence_order


class StreamedView:
    """The merged view of a source whose `size` statements stay in a file."""

    def __init__(
        self,
        documents: tuple[Document, ...],
        runs: Mapping[str, Run],
        entities: Mapping[str, Entity],
        lines: Path,
        size: int,
    ) -> None:
        self.documents = documents
        self.runs = tuple(sorted(set(runs.values()), key=lambda run: run.id))
        self.document_runs = tuple((key, run.id) for key, run in sorted(runs.items()))
        self.size = size
        self._entities = entities
        self._lines = lines

    @property
    def statements(self) -> Iterator[Statement]:
        """The statements, read anew."""
        with _read(self._lines) as lines:
            for _, same in groupby(lines, key=lambda line: line.partition("\t")[0]):
                yield _statement([json.loads(line.partition("\t")[2]) for line in same], self._entities)


@contextmanager
def streamed(source: Source) -> Iterator[StreamedView]:
    """The view of a source, good until the end of the block."""
    documents: list[Document] = []
    runs: dict[str, Run] = {}
    with tempfile.TemporaryDirectory() as folder:
        spool, lines = Path(folder) / "spool", Path(folder) / "statements"
        with spool.open("w", encoding="utf-8", newline="\n") as file:
            entities = merged_entities(_noted(source, documents, runs, file))
        with (
            spool.open(encoding="utf-8", newline="\n") as read,
            lines.open("w", encoding="utf-8", newline="\n") as file,
        ):
            size = _write(sorted_lines(read), file)
        spool.unlink()
        yield StreamedView(tuple(documents), runs, entities, lines, size)


def _written(path: Path) -> IO[str]:
    return path.open("w", encoding="utf-8", newline="\n")


def _read(path: Path) -> IO[str]:
    return path.open(encoding="utf-8", newline="\n")


def _noted(source: Source, documents: list[Document], runs: dict[str, Run], file: IO[str]) -> Iterator[Testimony]:
    """What the documents say, each noted and its statements written as lines on the way."""
    for testimony in source.testimonies(with_text=False):
        documents.append(testimony.document)
        runs[testimony.document.key] = testimony.run
        for statement in testimony.statements:
            file.write(f"{statement.id}\t{json.dumps(_parts(statement))}\n")
        yield testimony


def _write(lines: Iterable[str], file: IO[str]) -> int:
    """Write the lines; gives the number of different statements."""
    size, last = 0, ""
    for line in lines:
        file.write(line)
        identifier = line.partition("\t")[0]
        size, last = size + (identifier != last), identifier
    return size


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
