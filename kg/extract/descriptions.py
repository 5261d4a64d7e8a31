"""What stands for a name: organs and nationals of a state, groups, things, unnamed speakers."""

from collections.abc import Iterator

from kg.extract.anaphors import known_holder, owned_organ, points_back, ruling_organ
from kg.extract.grammar import BARE
from kg.extract.offices import nations_of, titled_at
from kg.extract.sentence import STAND_FOR_NATION, Sentence, head_of
from kg.extract.tree import Word
from kg.model import Form, Kind, Mention

THING_CLASSES: dict[str, Kind] = {
    "agreement": "agreement", "policy": "policy", "event": "event", "asset": "asset", "programme": "programme",
    "place": "place", "body": "organization",
}  # fmt: skip


def add_descriptions(sentence: Sentence, text: str) -> None:
    """Adds what common nouns describe: "Chinese officials", "Palestinian rebels", "the treaty"."""
    for word in sentence.tree.words:
        if (
            word.upos not in {"NOUN", "PROPN", "ADJ"}
            or word.index in sentence.covered
            or word.index in sentence.mentions
        ):
            continue
        for mention in _descriptions(sentence, word, text):
            sentence.mentions.setdefault(word.index, []).append(mention)


def _descriptions(sentence: Sentence, word: Word, text: str) -> Iterator[Mention]:
    if any(office.cue[0] <= word.start < office.cue[1] for office in sentence.offices):
        return  # the title of a named person
    titled = titled_at(sentence, word)
    if titled and head_of(sentence.tree.words[titled[1] : word.index + 1]).index < word.index:
        return  # `gouvernement` in "le chef du gouvernement"
    noun_class = "official" if titled else sentence.lexicon.nouns.get(word.lemma.lower())
    start, end = phrase_of(word)
    head = (word.start, word.end)
    if points_back(sentence, word):
        return
    if noun_class == "body" and any(nation.kind == "organization" for nation in nations_of(sentence, word)):
        noun_class = "organ"  # "the council of the African Union"
    if noun_class in THING_CLASSES and word.upos != "ADJ" and not _is_first_part(sentence, word):
        yield Mention(start, end, text[start:end], THING_CLASSES[noun_class], "description", (), head)
    if noun_class not in STAND_FOR_NATION | {"group", "company"}:
        return
    nations = nations_of(sentence, word)
    if not nations and noun_class in STAND_FOR_NATION:
        yield from _referring(sentence, word, text, titled[0] if titled else None, organ=noun_class == "organ")
    for nation in nations if noun_class in STAND_FOR_NATION else nations[:1]:
        whole = (min(start, nation.start), max(end, nation.end) if nation.end > word.end else end)
        if noun_class in STAND_FOR_NATION:
            yield Mention(
                *whole, text[slice(*whole)], nation.kind, "description", nation.candidates, head,
                nation=nation.candidates[0], office=titled[0] if titled and "Number=Plur" not in word.feats else None,
            )  # fmt: skip
        else:
            kind: Kind = "group" if noun_class == "group" else "organization"
            yield Mention(*whole, text[slice(*whole)], kind, "description", (), head, nation=nation.candidates[0])


def _is_first_part(sentence: Sentence, word: Word) -> bool:
    """Whether a noun only says of what kind another thing is: `peace` in "Brazil's peace initiative"."""
    head = word.head
    compound = head is not None and word.deprel == "compound" and head.index > word.index
    return compound and head is not None and sentence.lexicon.nouns.get(head.lemma.lower()) in THING_CLASSES


def _referring(sentence: Sentence, word: Word, text: str, office: str | None, *, organ: bool) -> Iterator[Mention]:
    """An organ or official whose state the sentence does not name: "our army", "the government", "the president"."""
    span = phrase_of(word)
    found = owned_organ(word, span, text)
    if found is None and (organ or _serves_organ(sentence, word)):
        found = ruling_organ(sentence, word, span, text)
    if found is None and office and word.upos == "NOUN":
        found = known_holder(sentence, word, span, text, office)
    if found is not None:
        yield found


def _serves_organ(sentence: Sentence, word: Word) -> bool:
    """Whether an official is that of an organ: "представитель министерства" speaks for its state."""
    below = (child for child in word.of("nmod") if child.marked("of") and not sentence.at(child))
    bare = BARE in sentence.lexicon.grammar.words("definite")
    return bare and any(sentence.lexicon.nouns.get(child.lemma.lower()) == "organ" for child in below)


def phrase_of(word: Word) -> tuple[int, int]:
    """From the first modifier to the noun: "two Palestinian suicide bombers", without determiner and numerals."""
    start = word.start
    for child in sorted(word.children, key=lambda child: -child.index):
        if child.index < word.index and child.deprel in {"amod", "compound", "flat", "nmod:poss", "nmod"}:
            start = min(
                start,
                *(
                    below.start
                    for below in child.subtree()
                    if below.deprel not in {"det", "case"} and "relative" not in below.roles and below.text.strip()
                ),
                start,
            )
    return start, word.end


def unnamed(sentence: Sentence, word: Word, text: str) -> Iterator[Mention]:
    """Somebody who speaks without being known: "the ambassador", "an embassy", a name that the model overlooks."""
    start, end = phrase_of(word)
    named = word.upos == "PROPN"
    noun_class = sentence.lexicon.nouns.get(word.lemma.lower())
    if named or noun_class in {"official", "national"} or titled_at(sentence, word) is not None:
        form: Form = "name" if named and " " in text[start:end] else "description"
        yield Mention(start, end, text[start:end], "person", form, (), (word.start, word.end))
    elif noun_class in {"organ", "company", "body"}:
        yield Mention(start, end, text[start:end], "organization", "description", (), (word.start, word.end))
