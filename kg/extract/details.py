"""When, how much, of what, for whom, where and with what: the details of a relation that its own clause tells.

A detail belongs to a relation when it hangs, in the tree, on the words that carry the relation: "said on Tuesday that X
attacked Y" dates the saying, not the attack.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import get_args

from kg.extract.amounts import Amount, amounts
from kg.extract.arguments import Arguments, antecedent, light_verb, of_phrases, own_subject
from kg.extract.calendar import Calendar, Period
from kg.extract.descriptions import phrase_of
from kg.extract.lexicon import Frame, optional_rows
from kg.extract.sentence import Sentence, head_of
from kg.extract.times import Expression, expressions
from kg.extract.tree import Word
from kg.gazetteer import overlaps
from kg.model import ACTOR_KINDS, Mention, Quantity, Role
from kg.ontology import Predicate

NOMINAL = frozenset(
    {"obj", "obl", "iobj", "nmod", "compound", "amod", "nummod", "obl:npmod", "advmod", "conj", "appos"}
)
DATABLE = frozenset({"nmod", "nmod:poss", "obl", "appos", "conj"})
DATED_BEFORE = frozenset({"nummod", "compound", "amod"})  # "the 1994 treaty" is not signed in 1994
COUNTED_ENDS = frozenset({"assault", "coercion", "retreat", "sanction", "mobilization", "aid", "concession"})
UNCOUNTED = frozenset({"office", "kinship", "location", "consultation", "rivalry"})
EVENTFUL = frozenset({"agreement", "consultation", "cooperation", "mobilization", "coercion", "assault", "protest"})
TO_COME = frozenset({"planned", "considered", "conditional", "requested", "attempted"})
ARMED = frozenset({"assault", "mobilization", "coercion"})
ACTING = frozenset({"organ", "official", "national", "group", "company", "body"})
TITLED = "holdsOfficeIn"
MOST_QUANTITIES = 4
LONGEST_THEME = 8  # words
ROLES = frozenset(get_args(Role))
Qualifier = tuple[Role, Mention | str]


@dataclass(frozen=True, slots=True)
class Details:
    """The details of one relation."""

    period: Period = (None, None)
    quantities: tuple[Quantity, ...] = ()
    qualifiers: tuple[Qualifier, ...] = ()


@cache
def role_words(lang: str) -> dict[str, tuple[Role, str]]:
    """(role, filler) by adposition: "in" says where if a place fills it, "with" by what if a thing does."""
    known: dict[str, tuple[Role, str]] = {}
    for _, row in optional_rows(lang, "roles.tsv", 3):
        known.update((word, (row[0], row[2])) for word in row[1].split("|"))  # type: ignore[misc]
    return known


class DetailReader:
    """Reads the details of the relations of one sentence; what the sentence tells is found when first asked for."""

    def __init__(self, sentence: Sentence, text: str, arguments: Arguments, calendar: Calendar) -> None:
        self._sentence = sentence
        self._text = text
        self._arguments = arguments
        self._calendar = calendar
        self._times: list[tuple[Expression, Word]] | None = None
        self._amounts: list[Amount] | None = None

    def read(
        self, words: Sequence[Word], predicate: Predicate, frame: Frame, ends: tuple[Mention, Mention], status: str
    ) -> Details:
        """What is told of the relation between `ends` that `words` (its cue and what fills its requirements) carry."""
        carriers = self._carriers(words)
        return Details(
            self.period(carriers, status),
            tuple(self._quantities(carriers, predicate, ends)),
            tuple(self._qualifiers(words, carriers, predicate, frame, ends)),
        )

    def _carriers(self, words: Sequence[Word]) -> list[Word]:
        """The words of the relation, and the light or passing verb over them: "held talks", "began bombing"."""
        found = list(words)
        for word in words:
            verb = light_verb(word, self._sentence.lexicon) if word.upos == "NOUN" else None
            above = word.head if word.deprel == "xcomp" else None
            if above is not None and self._effects(above) == {"actual"}:
                verb = above
            if word.deprel == "compound" and word.head is not None and word.head.upos == "NOUN":
                verb = word.head  # "a credit line of $3m"
            if verb is not None and verb not in found:
                found.append(verb)
        return found

    def _effects(self, word: Word) -> frozenset[str]:
        return self._sentence.lexicon.operators.get((word.lemma.lower(), word.upos), frozenset())

    # -- time ---------------------------------------------------------------------------------------------------

    def period(self, carriers: Sequence[Word], status: str = "actual") -> Period:
        """When it began and ended, as far as the clause tells."""
        future = status in TO_COME
        for said, head in self._said_times():
            if self._dates(head, carriers):
                at = self._sentence.tree.words[said.first].start
                found = self._calendar.period(said, at=at, sentence=self._sentence.tree.start, future=future)
                if found is not None:
                    return found
        return None, None

    def _said_times(self) -> list[tuple[Expression, Word]]:
        if self._times is None:
            words = self._sentence.tree.words
            self._times = [
                (said, _carrier(words[said.first : said.last + 1]))
                for said in expressions(words, self._sentence.lexicon.lang)
            ]
        return self._times

    def _dates(self, time: Word, carriers: Sequence[Word]) -> bool:
        """Whether an expression hangs on a carrier or a nominal below one, or stands before a clause it continues."""
        if time in carriers:
            return True
        if time.deprel in DATED_BEFORE and time.head is not carriers[0]:
            return False
        below = time
        while below.head is not None:
            head = below.head
            if head in carriers or (head.upos == "VERB" and self._shared(time, head, carriers)):
                return True
            if head.upos in {"VERB", "AUX"} or head.deprel not in DATABLE or own_subject(head):
                return False
            below = head
        return False

    def _shared(self, time: Word, verb: Word, carriers: Sequence[Word]) -> bool:
        """ "In 1994 X invaded Y and annexed Z" """
        return time.index < verb.index and any(
            word.deprel == "conj" and word.head is verb and not own_subject(word) for word in carriers
        )

    # -- amounts ------------------------------------------------------------------------------------------------

    def _quantities(
        self, carriers: Sequence[Word], predicate: Predicate, ends: tuple[Mention, Mention]
    ) -> Iterator[Quantity]:
        if predicate.family in UNCOUNTED:
            return
        found: list[Quantity] = []
        for amount in self._said_amounts():
            fits = self._belongs(amount.head, carriers, ends[1]) and self._counts(amount, predicate, ends)
            if fits and amount.quantity not in found:
                found.append(amount.quantity)
        yield from found[:MOST_QUANTITIES]

    def _said_amounts(self) -> list[Amount]:
        if self._amounts is None:
            self._amounts = list(amounts(self._sentence.tree, self._text, self._sentence.lexicon))
        return self._amounts

    def is_money(self, word: Word) -> bool:
        """Whether a sum of money hangs on the word, its own or that of the number before: "$3m", "3 million euros"."""
        return any(amount.head is word and amount.quantity[2] for amount in self._said_amounts())

    def measured(self, words: Sequence[Word]) -> Iterator[Word]:
        """The words, and for numbers and sums what they are of: aid in "$3m in aid", "tonnes of wheat"."""
        for word in words:
            yield word
            if word.upos == "NUM" or "transparent" in word.roles:
                yield from of_phrases(word)  # "three of its officers"
            if self.is_measure(word):
                beside = word.head.of("obl", "obj") if word.head is not None else []
                right = [each for each in beside if min(part.index for part in each.subtree()) == word.index + 1]
                yield from (each for each in (*word.of("nmod"), *right) if each.upos == "NOUN")

    def is_measure(self, word: Word) -> bool:
        """Whether a word is a sum of money or a measure, not what is measured."""
        return any(amount.head is word and not amount.counted for amount in self._said_amounts())

    def measures(self, mention: Mention) -> bool:
        """Whether a description is of a sum or measure: "60 million euros" are not provided, they are how much."""
        return any((amount.head.start, amount.head.end) == mention.head and not amount.counted
                   for amount in self._said_amounts())  # fmt: skip

    def _belongs(self, head: Word, carriers: Sequence[Word], object_: Mention) -> bool:
        """Whether an amount stands in a phrase of a carrier, not beside the phrase of the object ("and $3m to Y")."""
        word = head
        while word not in carriers:
            above = word.head
            if above is None or word.deprel not in NOMINAL:
                return False
            if word.deprel == "conj" and self._holds(above, object_, without=word):
                return False
            if any(self._holds(other, object_) for other in word.of("conj")):
                return False
            word = above
        return True

    def _holds(self, word: Word, mention: Mention, without: Word | None = None) -> bool:
        """Whether the phrase of a word, apart from one part, holds the head of a mention."""
        span = mention.head or (mention.start, mention.end)
        spared = {below.index for below in without.subtree()} if without is not None else set()
        inside = (below for below in word.subtree() if below.index not in spared)
        return any(overlaps((below.start, below.end), span) for below in inside)

    def _counts(self, amount: Amount, predicate: Predicate, ends: tuple[Mention, Mention]) -> bool:
        """People counted are an amount where they are killed, freed or expelled, not where they sign."""
        if not amount.counted or predicate.family in COUNTED_ENDS:
            return True
        if self._sentence.lexicon.nouns.get(amount.head.lemma.lower()) in ACTING:
            return False
        carried = (mention for mention in self._sentence.at(amount.head) if mention.kind in ACTOR_KINDS)
        return not any(overlaps_ends(mention, ends) for mention in carried)

    # -- qualifiers ---------------------------------------------------------------------------------------------

    def _qualifiers(
        self,
        words: Sequence[Word],
        carriers: Sequence[Word],
        predicate: Predicate,
        frame: Frame,
        ends: tuple[Mention, Mention],
    ) -> Iterator[Qualifier]:
        told: dict[Role, Mention | str] = {}
        for role, slots in frame.roles:
            if role in {"status", "mutual"}:
                continue
            for slot in slots.split("|"):
                heads = [head for head in self._arguments.fill(words[0], slot, words[1:]) if head.head in carriers]
                values = [value for head in heads if (value := self._value(role, head, ends)) is not None]
                if values:
                    told.setdefault(role, values[0])  # type: ignore[arg-type]
                    break
        if predicate.name == "callsOn" and (theme := self.asked(words[0])):
            told["theme"] = theme
        if predicate.family in EVENTFUL:
            for role, value in self._circumstances(carriers, ends):
                if role != "instrument" or predicate.family in ARMED:
                    told.setdefault(role, value)
        yield from sorted(told.items(), key=lambda item: item[0])

    def _value(self, role: str, head: Word, ends: tuple[Mention, Mention]) -> Mention | str | None:
        """Whom or what the phrase of a word names for a role; None for an end of the relation."""
        word = antecedent(head)
        mentions = self._sentence.at(word)
        if any(overlaps_ends(mention, ends) for mention in mentions) or word.upos == "PRON":
            return None
        named = [mention for mention in mentions if mention.candidates or mention.form == "name"]
        if role == "recipient":
            return next((mention for mention in named if mention.kind in ACTOR_KINDS), None)
        if named:
            return named[0]
        return self._thing(word, ends) if role in {"theme", "instrument"} else None

    def _thing(self, word: Word, ends: tuple[Mention, Mention]) -> str | None:
        """The words of a common noun: modifiers and noun; of a measure what is measured ("tonnes of wheat": wheat)."""
        if self.is_measure(word) or word.upos in {"NUM", "SYM"}:
            below = next((child for child in word.of("nmod") if child.upos == "NOUN"), None)
            return self._thing(below, ends) if below is not None else None
        start, end = phrase_of(word)
        inside = [below for below in self._sentence.tree.words if start <= below.start and below.end <= end]
        kept = [below for below in inside if below.upos in {"NOUN", "PROPN", "ADJ"} or below.text == "-"]
        if word.upos != "NOUN" or any(overlaps((start, end), (each.start, each.end)) for each in ends) or not kept:
            return None
        return _lowered(self._text[kept[0].start : end], kept[0])

    def _circumstances(self, carriers: Sequence[Word], ends: tuple[Mention, Mention]) -> Iterator[Qualifier]:
        """Where and with what: phrases whose adposition says so and whose filler can be that."""
        known = role_words(self._sentence.lexicon.lang)
        for word in (child for carrier in carriers for child in carrier.of("obl", "nmod")):
            found = next((known[case] for case in word.cases if case in known), None)
            if found is None:
                continue
            role, filler = found
            mentions = self._sentence.at(word)
            if any(overlaps_ends(mention, ends) for mention in mentions):
                continue
            place = next((m for m in mentions if m.kind in {"place", "state"} and m.form in {"name", "metonym"}), None)
            if filler == "place" and place is not None:
                yield role, place
            elif filler == "asset" and any(mention.kind == "asset" for mention in mentions):
                thing = self._thing(word, ends)
                if thing:
                    yield role, thing

    def asked(self, cue: Word) -> str | None:
        """What is asked for, in its words: "stop enriching uranium" in "urged X to stop enriching uranium"."""
        clauses = cue.of("xcomp", "ccomp") or [
            clause for clause in cue.of("advcl") if "VerbForm=Inf" in clause.feats or clause.of("aux", "mark")
        ]
        clause = next((each for each in clauses if each.upos == "VERB" and "VerbForm=Part" not in each.feats), None)
        return self.act(clause) if clause is not None else None

    def act(self, verb: Word) -> str:
        """A verb with its negation and objects in the words of the text, cut before what only surrounds them."""
        parts = [verb]
        for child in verb.of("compound:prt", "obj", "obl", "iobj", "xcomp"):
            parts.extend(child.subtree())
        last = max((word for word in parts if word.index >= verb.index), key=lambda word: word.index)
        if last.index - verb.index >= LONGEST_THEME:
            near = [below for child in verb.of("compound:prt", "obj") for below in (*child.children, child)]
            fit = [word for word in near if verb.index < word.index < verb.index + LONGEST_THEME]
            last = max(fit, key=lambda word: word.index, default=verb)
        denied = any(self._sentence.lexicon.operators.get((word.lemma.lower(), word.upos), frozenset()) & {"denied"}
                     for word in verb.of("advmod", "neg"))  # fmt: skip
        first = min([verb, *(verb.of("advmod") if denied else ())], key=lambda word: word.index)
        return _lowered(self._text[first.start : last.end].rstrip(" ,.;"), first)


def _carrier(words: Sequence[Word]) -> Word:
    """The word of an expression that hangs on the sentence."""
    return head_of([word for word in words if word.deprel not in {"case", "det", "punct", "mark"}] or words)


def title_of(predicate: str, written: str) -> tuple[Qualifier, ...]:
    """The name of an office that its predicate does not tell: "foreign minister"."""
    plain = " ".join(written.split())
    return (("title", plain if plain.isupper() else plain.lower()),) if predicate == TITLED else ()


def overlaps_ends(mention: Mention, ends: tuple[Mention, Mention]) -> bool:
    """Whether a mention is, or names the same as, one of the ends of a relation."""
    return any(
        overlaps((mention.start, mention.end), (end.start, end.end))
        or bool(mention.candidates and mention.candidates == end.candidates)
        for end in ends
    )


def _lowered(written: str, first: Word) -> str:
    """The words on one line, without the capital of a sentence's first word."""
    plain = " ".join(written.split())
    return plain if first.upos == "PROPN" or first.text.isupper() else plain[:1].lower() + plain[1:]
