"""Readings that a sentence allows: a cue with one of its frames, and two mentions that may be its subject and object.

The constructions of `constructions` take a reading where the tree puts both mentions into the frame's slots. Here every
reading is kept that kinds allow, with features that say how the mentions stand to the cue and to each other, so that a
trained model (`judgement`) can tell which hold where the tree is loose or wrong.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from kg.extract.arguments import Arguments, antecedent, is_passive, own_subject
from kg.extract.lexicon import Frame
from kg.extract.sentence import Sentence
from kg.extract.tree import Word
from kg.model import Mention, RelationMention
from kg.ontology import Predicate

Value = str | int
Features = tuple[Value, ...]

CUE_FEATURES = (
    "predicate", "family", "sign", "symmetric", "upos", "deprel", "passive", "own subject", "requirements", "loose",
    "subject slots", "object slots", "mentions", "cues", "frames hold", "relations", "objects", "clauses", "lemma",
    "head upos", "head lemma",
)  # fmt: skip
ARGUMENT_FEATURES = (
    "path", "rise", "fall", "step", "case", "up", "down", "after", "distance", "mentions between", "verbs between",
    "commas between", "quote between", "kind", "form", "many", "upos", "fills", "in slot", "deprel", "owner", "anchor",
)  # fmt: skip
PAIR_FEATURES = (
    "framed", "framed otherwise", "framed backwards", "subject filled", "object filled", "subjects", "objects", "order",
    "coordinated", "subject below", "object below", "distance", "mentions between", "related before",
)  # fmt: skip
NAMES = (
    *(f"cue.{name}" for name in CUE_FEATURES), *(f"subject.{name}" for name in ARGUMENT_FEATURES),
    *(f"object.{name}" for name in ARGUMENT_FEATURES), *(f"pair.{name}" for name in PAIR_FEATURES),
)  # fmt: skip
QUOTES = frozenset('"“”«»')
COMMAS = frozenset({",", ";", ":", "-", "–", "—"})
NEAR = 10  # words from the cue within which a requirement may stand that the tree does not put into its slot
MOST_MENTIONS = 16  # of a sentence with more, the nearest to the cue
LONGEST_PATH = 6
FILLS = ARGUMENT_FEATURES.index("fills")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word with one of its frames; `loose` where a requirement only stands near; `anchors` fill the requirements."""

    word: Word
    frame: Frame
    loose: bool
    anchors: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class CueReadings:
    """All readings of one cue: its features, those of what may be its subjects and objects, and of the pairs.

    `pairs` holds (index of the subject, index of the object, features of the pair).
    """

    cue: Cue
    features: Features
    subjects: tuple[tuple[Mention, Features], ...]
    objects: tuple[tuple[Mention, Features], ...]
    pairs: tuple[tuple[int, int, Features], ...]


class Story:
    """What a document said before a sentence: the sign of what last related two actors."""

    def __init__(self) -> None:
        self._signs: dict[frozenset[tuple[str, ...]], int] = {}

    def add(self, found: Iterable[RelationMention], predicates: Mapping[str, Predicate]) -> None:
        """Takes note of what the constructions read in a sentence."""
        for relation in found:
            pair = frozenset({relation.subject.candidates, relation.object.candidates})
            if len(pair) == 2 and () not in pair:
                self._signs[pair] = predicates[relation.predicate].sign

    def sign(self, subject: Mention, object_: Mention) -> int:
        """1, 0 or -1 of the last relation of the two plus 2; 0 where none was read."""
        sign = self._signs.get(frozenset({subject.candidates, object_.candidates}))
        return 0 if sign is None else sign + 2


class ReadingFinder:
    """Finds the readings of one sentence; `found` is what the constructions read in it, `story` what stood before."""

    def __init__(
        self,
        sentence: Sentence,
        found: Sequence[RelationMention],
        predicates: Mapping[str, Predicate],
        story: Story | None = None,
    ) -> None:
        self._story = story or Story()
        self._sentence = sentence
        self._found = found
        self._predicates = predicates
        self._arguments = Arguments(sentence.lexicon, lambda word: bool(sentence.at(word)))
        words = sentence.tree.words
        self._carried = [(m, words[index]) for index in sorted(sentence.mentions) for m in sentence.mentions[index]]
        heads = set(sentence.mentions)
        self._mentions = _running(word.index in heads for word in words)
        self._verbs = _running(word.upos == "VERB" for word in words)
        self._commas = _running(word.text in COMMAS for word in words)
        self._quotes = _running(word.text in QUOTES for word in words)
        self._paths: dict[tuple[int, int], tuple[str, str, str, int, int]] = {}
        self._related: dict[tuple[Mention, Mention], set[str]] = defaultdict(set)
        for relation in found:
            self._related[relation.subject, relation.object].add(relation.predicate)

    def readings(self) -> Iterator[CueReadings]:
        """The readings of every cue, in text order."""
        if len({mention for mention, _ in self._carried}) < 2:
            return
        cues = list(self._cues())
        for cue in cues:
            same = sum(other.frame.predicate == cue.frame.predicate for other in cues)
            readings = self._of_cue(cue, same)
            if readings.pairs:
                yield readings

    # -- cues ---------------------------------------------------------------------------------------------------

    def _cues(self) -> Iterator[Cue]:
        """Each word with the best frame of each predicate: requirements filled before near, many before few."""
        for word in self._sentence.tree.words:
            best: dict[str, Cue] = {}
            for frame in self._sentence.lexicon.frames.get((word.lemma.lower(), word.upos), ()):
                cue = self._cue(word, frame)
                if cue is None:
                    continue
                known = best.get(frame.predicate)
                if known is None or _rank(cue) > _rank(known):
                    best[frame.predicate] = cue
            for _, cue in sorted(best.items()):
                yield cue

    def _cue(self, word: Word, frame: Frame) -> Cue | None:
        words, loose, anchors = self._sentence.tree.words, False, list[Word]()
        for requirement in frame.requirements:
            slot = [w for filler in self._arguments.fill(word, requirement.slot) for w in filler.conjuncts()]
            filled = [w for w in slot if _is_one_of(w, requirement.lemmas)]
            if not filled:
                around = words[max(0, word.index - NEAR) : word.index + NEAR + 1]
                filled = [w for w in around if w is not word and _is_one_of(w, requirement.lemmas)][:1]
                loose = True
            if not filled:
                return None
            anchors.extend(filled)
        return Cue(word, frame, loose, tuple(anchors))

    def _of_cue(self, cue: Cue, same: int) -> CueReadings:
        predicate = self._predicates[cue.frame.predicate]
        near = self._carried
        if len(near) > MOST_MENTIONS:
            near = sorted(near, key=lambda each: abs(each[1].index - cue.word.index))[:MOST_MENTIONS]
        subjects = self._fitting(cue, cue.frame.subject, near, predicate.subject_kinds)
        objects = self._fitting(cue, cue.frame.object, near, predicate.object_kinds)
        pairs = tuple(self._pairs(predicate, subjects, objects))
        return CueReadings(
            cue, self._cue_features(cue, predicate, same),
            tuple((mention, features) for mention, _, features in subjects),
            tuple((mention, features) for mention, _, features in objects), pairs,
        )  # fmt: skip

    def _cue_features(self, cue: Cue, predicate: Predicate, same: int) -> Features:
        word, frame = cue.word, cue.frame
        here = [relation for relation in self._found if relation.cue[0] <= word.start < relation.cue[1]]
        head = word.head
        return (
            predicate.name, predicate.family, predicate.sign, int(predicate.symmetric), word.upos, word.deprel,
            int(word.upos == "VERB" and is_passive(word)), int(bool(own_subject(word))), len(frame.requirements),
            int(cue.loose), "|".join(frame.subject), "|".join(frame.object), min(len(self._carried), 10), min(same, 4),
            int(any(relation.predicate == predicate.name for relation in here)), min(len(here), 3),
            len(word.of("obj")), len(word.of("xcomp", "ccomp")), word.lemma.lower(),
            head.upos if head else "ROOT", head.lemma.lower() if head else "",
        )  # fmt: skip

    # -- arguments ----------------------------------------------------------------------------------------------

    def _fitting(
        self, cue: Cue, slots: Sequence[str], near: Iterable[tuple[Mention, Word]], kinds: frozenset[str]
    ) -> list[tuple[Mention, Word, Features]]:
        direct, coordinated, below = self._filled(cue, slots)
        found = []
        for mention, word in near:
            if word is not cue.word and _may_be(mention, kinds):
                fills = 1 if word.index in direct else 2 if word.index in coordinated else 3 * (word.index in below)
                found.append((mention, word, self._argument_features(cue, slots, mention, word, fills)))
        return found

    def _filled(self, cue: Cue, slots: Sequence[str]) -> tuple[set[int], set[int], set[int]]:
        """Words that fill the slots, those coordinated with them, and all below these."""
        direct, coordinated, below = set[int](), set[int](), set[int]()
        for slot in slots:
            for filler in self._arguments.fill(cue.word, slot, cue.anchors):
                head = antecedent(filler)
                direct |= {head.index, filler.index}
                for word in head.conjuncts():
                    coordinated.add(word.index)
                    below.update(each.index for each in word.subtree())
        return direct, coordinated, below

    def _argument_features(self, cue: Cue, slots: Sequence[str], mention: Mention, word: Word, fills: int) -> Features:
        rise, fall, step, up, down = self._path(cue.word, word)
        first, last = sorted((cue.word.index, word.index))
        start, end = first + 1, max(first + 1, last)
        cases = word.cases or (word.first_conjunct().cases if word.deprel == "conj" else ())
        case = cases[0] if cases else ""
        return (
            f"{rise}|{fall}", rise, fall, step, case, min(up, 6), min(down, 6), int(word.index > cue.word.index),
            min(last - first, 20), min(self._mentions[end] - self._mentions[start], 6),
            min(self._verbs[end] - self._verbs[start], 5), min(self._commas[end] - self._commas[start], 4),
            (self._quotes[end] - self._quotes[start]) % 2, mention.kind, mention.form, int(mention.count != 1),
            word.upos, fills, int(case in slots), word.deprel, int(bool(word.of("nmod:poss"))),
            int(word in cue.anchors),
        )  # fmt: skip

    def _path(self, cue: Word, word: Word) -> tuple[str, str, str, int, int]:
        """Relations from the cue up to below the common head, and down to the word with their adpositions."""
        key = (cue.index, word.index)
        if key not in self._paths:
            up, _, down = path_between(cue, word)
            rise = "^".join(each.deprel for each in up)
            fall = "v".join(f"{each.deprel}:{each.cases[0]}" if each.cases else each.deprel for each in down)
            step = down[-1].deprel if down else f"{up[0].deprel}^" if up else ""
            self._paths[key] = (rise, fall, step, len(up), len(down))
        return self._paths[key]

    # -- pairs --------------------------------------------------------------------------------------------------

    def _pairs(
        self,
        predicate: Predicate,
        subjects: Sequence[tuple[Mention, Word, Features]],
        objects: Sequence[tuple[Mention, Word, Features]],
    ) -> Iterator[tuple[int, int, Features]]:
        places = tuple(len({word.index for _, word, _ in found}) for found in (subjects, objects))
        filled = tuple(int(any(each[FILLS] in {1, 2} for _, _, each in found)) for found in (subjects, objects))
        for at, (subject, subject_word, _) in enumerate(subjects):
            for to, (object_, object_word, _) in enumerate(objects):
                if not _differ(subject, object_) or (subject_word is object_word and not predicate.symmetric):
                    continue
                forth, back = self._related.get((subject, object_), ()), self._related.get((object_, subject), ())
                framed = predicate.name in forth or (predicate.symmetric and predicate.name in back)
                yield at, to, (
                    int(framed), int(any(name != predicate.name for name in forth)), int(bool(back)), *filled,
                    *(min(count, 6) for count in places),
                    *self._places(subject_word, object_word),
                    self._story.sign(subject, object_),
                )  # fmt: skip

    def _places(self, subject: Word, object_: Word) -> tuple[int, ...]:
        """Order, coordination, dominance and distance of two words of the sentence."""
        first, last = sorted((subject.index, object_.index))
        between = self._mentions[max(first + 1, last)] - self._mentions[first + 1]
        return (
            int(subject.index < object_.index), int(subject.first_conjunct() is object_.first_conjunct()),
            int(subject.head is object_), int(object_.head is subject), min(last - first, 25), min(between, 6),
        )  # fmt: skip


def path_between(start: Word, end: Word) -> tuple[list[Word], Word, list[Word]]:
    """Words from `start` up to below the lowest common head, that head, and from below it down to `end`."""
    above = [start, *start.ancestors()]
    places = {word.index: at for at, word in enumerate(above)}
    down: list[Word] = []
    word: Word | None = end
    while word is not None and word.index not in places:
        down.append(word)
        word = word.head
    top = above[-1] if word is None else word
    return above[: places[top.index]][:LONGEST_PATH], top, down[::-1][:LONGEST_PATH]


def _rank(cue: Cue) -> tuple[bool, int]:
    return not cue.loose, len(cue.frame.requirements)


def _is_one_of(word: Word, lemmas: frozenset[str]) -> bool:
    return word.lemma.lower() in lemmas or word.text.lower() in lemmas


def _may_be(mention: Mention, kinds: frozenset[str]) -> bool:
    if mention.form == "description" and mention.kind == "place":
        return False
    pending = mention.form == "pronoun" or (mention.form == "description" and mention.count != 1)
    return mention.kind in kinds or (pending and not mention.candidates)


def _differ(subject: Mention, object_: Mention) -> bool:
    return subject != object_ and not (subject.candidates and subject.candidates == object_.candidates)


def _running(flags: Iterable[bool]) -> list[int]:
    """How many flags are set before each place."""
    return [0, *accumulate(int(flag) for flag in flags)]
