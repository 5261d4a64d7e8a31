"""Relations that the frames leave open, typed by the trained model: see `kg/extract/typing.py`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.extract.arguments import Arguments
from kg.extract.qualities import QualityReader
from kg.extract.sentence import Sentence
from kg.extract.tree import Word
from kg.extract.typing import NONE, Candidate, TypingModel, candidates, features, path_between, ruled
from kg.model import Mention, RelationMention, Span
from kg.ontology import Predicate

STANDING = frozenset({"office", "kinship", "location"})
THRESHOLD = 0.55  # least probability: below, what the model adds to whole articles is wrong more often than right


def completed(
    sentence: Sentence,
    found: Sequence[RelationMention],
    *,
    model: TypingModel | None,
    predicates: Mapping[str, Predicate],
    threshold: float = THRESHOLD,
) -> Iterator[RelationMention]:
    """What the frames found, and for each pair of actors that they left unrelated what the model is sure of."""
    yield from found
    pairs = list(candidates(sentence)) if model is not None else []
    if model is None or not pairs:
        return
    probabilities = model.probabilities([features(sentence, pair, ruled(pair, found)) for pair in pairs])
    related = {_key(relation.subject, relation.object) for relation in found}
    best: dict[frozenset[Span], tuple[float, str, Candidate]] = {}
    for pair, row in zip(pairs, probabilities, strict=True):
        key = _key(pair.subject, pair.object)
        ranked = sorted(zip(row.tolist(), model.classes, strict=True), reverse=True)
        probability, predicate = next((p, name) for p, name in ranked if name != NONE)
        if key in related or probability < threshold or not _takes(predicates[predicate], pair):
            continue
        if key not in best or probability > best[key][0]:
            best[key] = (probability, predicate, pair)
    yield from _relations(sentence, best.values())


def _key(subject: Mention, object_: Mention) -> frozenset[Span]:
    return frozenset({(subject.start, subject.end), (object_.start, object_.end)})


def _takes(predicate: Predicate, pair: Candidate) -> bool:
    """Whether the predicate may relate the pair; offices, kin and places are stated by forms that need no guess."""
    if predicate.family in STANDING:
        return False
    return pair.subject.kind in predicate.subject_kinds and pair.object.kind in predicate.object_kinds


def _relations(sentence: Sentence, chosen: Iterable[tuple[float, str, Candidate]]) -> Iterator[RelationMention]:
    qualities = QualityReader(
        sentence.lexicon, Arguments(sentence.lexicon, lambda word: bool(sentence.at(word))), sentence.tree.words
    )
    for probability, predicate, pair in chosen:
        cue = _cue(pair)
        read = qualities.read(cue)
        yield RelationMention(
            pair.subject, predicate, pair.object, (cue.start, cue.end), sentence.tree.start, sentence.tree.end,
            polarity=read.polarity, status=read.final_status, confidence=round(probability, 2), construction="typed",
        )  # fmt: skip


def _cue(pair: Candidate) -> Word:
    """The word that most likely carries the relation: the lowest common head, or the next verb or noun on the path."""
    up, top, down = path_between(pair.subject_word, pair.object_word)
    for word in (top, *reversed(up[1:]), *down[:-1]):
        if word.upos in {"VERB", "NOUN", "ADJ"}:
            return word
    return top
