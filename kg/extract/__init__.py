"""A `Document` becomes an `Extraction`: mentions, and relations between them, each with the words that say so.

The line inside the room: a pipeline parses (`pipelines`), its trees are read as Universal Dependencies (`universal`,
`treebanks`), names are found (`mentions`), cues are read with the frames of the lexicon (`constructions`, `arguments`),
and their polarity, status and speakers from the words around (`qualities`). The only room that knows spaCy at run time.
"""

import gc
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from kg.extract.calendar import Calendar
from kg.extract.completion import completed
from kg.extract.constructions import STANDING, Reader
from kg.extract.denials import read_denials
from kg.extract.echoes import judged_again, said_again
from kg.extract.judgement import ReadingModel, load_reading_model, trained_for
from kg.extract.layout import Layout, laid_out
from kg.extract.lexicon import Lexicon, load_lexicon
from kg.extract.mentions import read_mentions
from kg.extract.moving import moved
from kg.extract.pastimes import in_earnest
from kg.extract.pipelines import Parse, Pipeline, pipeline_of
from kg.extract.readings import Story
from kg.extract.repairs import Repaired, repaired
from kg.extract.runons import straighten
from kg.extract.runs import surnames_in
from kg.extract.sentence import Sentence
from kg.extract.speech import read_speeches
from kg.extract.tree import Tree
from kg.extract.verdicts import read_verdicts
from kg.gazetteer import Gazetteer, load_gazetteer
from kg.model import Document, Extraction, Mention, RelationMention
from kg.ontology import load_ontology
from kg.options import USUAL, Options

if TYPE_CHECKING:
    from kg.extract.headlines import Told

MOST_WORDS = 250  # a longer "sentence" is a table or a list; its every evidence would quote the whole of it
MOST_RELATIONS = 60  # of one sentence
ACTORS = frozenset({"state", "organization", "person", "group"})


@dataclass(frozen=True, slots=True)
class Language:
    """All that reading one language needs."""

    pipeline: Pipeline
    lexicon: Lexicon
    gazetteer: Gazetteer


@cache
def language(lang: str, options: Options = USUAL) -> Language | None:
    """The equipment of a language, loaded once; None where geokg cannot read it yet."""
    collects = gc.isenabled()
    gc.disable()  # what is loaded stays: the collector of cycles need not look through it again and again
    try:
        pipeline = pipeline_of(lang)
        if pipeline is None:
            return None
        lexicon = load_lexicon(lang, options.frames_of(lang))
        gazetteer = load_gazetteer(lang, options.actors)
        _judge_of(lang)
        gc.freeze()
    finally:
        if collects:
            gc.enable()
    return Language(pipeline, lexicon, gazetteer)


def models_of(lang: str) -> tuple[tuple[str, str], ...]:
    """(name, checksum) of the models that read a language, for the provenance of a run."""
    equipment, model = language(lang), _judge_of(lang)
    judging = ((f"readings-{trained_for(lang)}", model.checksum),) if model else ()
    return ((equipment.pipeline.name, equipment.pipeline.checksum), *judging) if equipment else ()


def _judge_of(lang: str) -> ReadingModel | None:
    """The model that judges readings, for trees of a parser alone."""
    return load_reading_model(lang) if coverage_of(lang) == "parser" else None


def coverage_of(lang: str) -> str:
    """How well a language is read: "parser", "names" or "none"."""
    pipeline = pipeline_of(lang)
    return pipeline.coverage if pipeline else "none"


def extract(document: Document, options: Options = USUAL) -> Extraction:
    """All that the document says. What cannot be used is counted by reason, never lost in silence.

    Damaged text is read as it was meant, unless the options say otherwise; what was done stands in `repairs`, and
    every offset points into the document as it is.
    """
    return extract_all([document], options)[0]


def extract_all(documents: Sequence[Document], options: Options = USUAL) -> list[Extraction]:
    """What each document says, as if it were alone; parsed together, which is faster."""
    prepared = [_prepared(document, options) for document in documents]
    stretches: dict[str, list[Told]] = defaultdict(list)
    for each in filter(None, prepared):
        stretches[each.document.lang].extend(each.layout.stretches)
    parsed: dict[str, Iterator[Parse]] = {}
    for each in filter(None, prepared):
        if (lang := each.document.lang) not in parsed:
            parsed[lang] = iter(each.equipment.pipeline.parse(stretches[lang]))
    return [
        _unread(document) if each is None else _read(document, each, parsed[document.lang])
        for document, each in zip(documents, prepared, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A document, its damage repaired, laid out for its pipeline."""

    document: Document
    mended: Repaired
    equipment: Language
    layout: Layout


def _prepared(document: Document, options: Options) -> _Prepared | None:
    equipment = language(document.lang, options)
    if equipment is None:
        return None
    mended = repaired(document.text, document.lang, equipment.gazetteer) if options.repair else Repaired(document.text)
    document = replace(document, text=mended.text) if mended.repairs else document
    return _Prepared(document, mended, equipment, layout_of(equipment, document))


def _unread(document: Document) -> Extraction:
    unread = ((f"language {document.lang} cannot be read yet", 1),)
    return Extraction(document, rejections=unread if document.text.strip() else ())


def _read(document: Document, prepared: _Prepared, parsed: Iterator[Parse]) -> Extraction:
    """What the document says; its stretches are the next of those that were parsed."""
    trees, named = _joined(islice(parsed, len(prepared.layout.stretches)))
    if prepared.equipment.pipeline.runs:
        told = surnames_in(trees, named, prepared.document.text, prepared.equipment.lexicon)
        named = sorted({*named, *told})
    found = _extracted(prepared.document, prepared.equipment, prepared.layout, (trees, named))
    if not prepared.mended.repairs:
        return found
    return replace(moved(found, prepared.mended.place()), document=document, repairs=prepared.mended.repairs)


def _joined(parsed: Iterable[Parse]) -> Parse:
    """The trees of a document's stretches, and their names sorted by start."""
    found = list(parsed)
    return [tree for trees, _ in found for tree in trees], sorted(name for _, named in found for name in named)


def _extracted(document: Document, equipment: Language, layout: Layout, parsed: Parse) -> Extraction:
    mentions: list[Mention] = []
    relations: list[RelationMention] = []
    rejected: Counter[str] = Counter()
    read: list[Sentence] = []
    model, predicates = _judge_of(document.lang), load_ontology().predicates
    story = Story()
    for sentence, reader in _sentences(equipment, document, layout, parsed):
        read.append(sentence)
        mentions.extend(sentence.all())
        found: list[RelationMention] = []
        if reader is not None:
            stated = list(islice(reader.relations(), MOST_RELATIONS))
            found.extend(completed(sentence, stated, reader, model=model, predicates=predicates, story=story))
            found.extend(list(reader.implied(found)))
            found.extend(list(said_again(sentence, found, document.text)))
            story.add(stated, predicates)
        found = list(in_earnest(sentence, found, predicates))
        if sentence.asks:
            found = [relation for relation in found if predicates[relation.predicate].family in STANDING]
        relations.extend(found)
        if reason := _unusable(sentence, found):
            rejected[reason] += 1
    if layout.furniture:
        rejected["line that only surrounds the story"] = layout.furniture
    return Extraction(
        document, tuple(mentions), tuple(relations), len(read), rejections=tuple(sorted(rejected.items())),
        speeches=read_speeches(document.text, read),
        denials=tuple(denial for sentence in read for denial in read_denials(sentence, document.text)),
        verdicts=tuple(verdict
            for sentence in read
            for verdict in judged_again(sentence, read_verdicts(sentence, document.text), document.text)
        ),
    )  # fmt: skip


def layout_of(equipment: Language, document: Document) -> Layout:
    """What of a document is read, and how."""
    return laid_out(document.text, equipment.lexicon, equipment.gazetteer, equipment.pipeline.small)


def read_sentences(equipment: Language, document: Document, layout: Layout) -> Iterator[tuple[Sentence, Reader | None]]:
    """Every sentence of a document with what reads its relations; None for a list of names, which has none."""
    return _sentences(equipment, document, layout, _joined(equipment.pipeline.parse(layout.stretches)))


def _sentences(
    equipment: Language, document: Document, layout: Layout, parsed: Parse
) -> Iterator[tuple[Sentence, Reader | None]]:
    trees, named = parsed
    calendar = Calendar(document.text, document.published, document.lang)
    for tree in trees:
        if len(tree.words) > MOST_WORDS:
            yield Sentence(tree, equipment.lexicon), None
            continue
        sentence = _sentence(equipment, tree, layout.text, named)
        yield sentence, Reader(sentence, layout.text, load_ontology().predicates, calendar)


def _sentence(equipment: Language, tree: Tree, text: str, named: list[tuple[int, int, str]]) -> Sentence:
    straighten(tree, equipment.lexicon)
    matches = list(equipment.gazetteer.matches(text[tree.start : tree.end], start=tree.start))
    first, last = (bisect_left(named, (at, 0, "")) for at in (tree.start, tree.end))
    inside = [name for name in named[first:last] if name[1] <= tree.end]
    return read_mentions(tree, text, matches=matches, named=inside, lexicon=equipment.lexicon)


def _unusable(sentence: Sentence, found: list[RelationMention]) -> str | None:
    """Why a sentence gave nothing; None where it gave something."""
    if found:
        return None
    if len(sentence.tree.words) > MOST_WORDS:
        return f"sentence of more than {MOST_WORDS} words"
    actors = sum(mention.kind in ACTORS for mention in sentence.all())
    if actors == 0:
        return "sentence names no actor"
    return "sentence names one actor" if actors == 1 else "sentence relates no actors"
