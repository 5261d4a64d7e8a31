"""Words that stand for an actor named elsewhere: pronouns, "its foreign ministry", "the country", "the two leaders".

A mention of this module says by which rule whom it means is to be found (`Mention.refers`); `kg/resolve` finds him.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.extract.grammar import BARE
from kg.extract.sentence import Sentence
from kg.extract.tree import Word
from kg.model import Form, Mention, Reference

COUNTS = {"both": 2, "three": 3}  # roles of words that say how many are meant
MODIFIERS = frozenset({"amod", "compound", "nummod", "flat", "advmod"})
BY_PERSON: Mapping[tuple[str, str], Reference] = {
    ("1", "Sing"): "speaker", ("1", "Plur"): "speakers", ("2", ""): "hearer", ("2", "Sing"): "hearer",
    ("2", "Plur"): "hearer",
}  # fmt: skip
EITHER: Reference = "either"  # a pronoun that may mean a person as well as a state, where both have a gender
BY_GENDER: Mapping[str, Reference] = {"Masc": "he", "Fem": "she"}


@dataclass(frozen=True, slots=True)
class Features:
    """What the form of a pronoun says of whom it means."""

    person: str = ""
    number: str = ""
    gender: str = ""
    possessive: bool = False

    @property
    def refers(self) -> Reference:
        """The rule by which it finds whom it means: the person, else that it owns something, else the gender."""
        third = "possessor" if self.possessive else BY_GENDER.get(self.gender, "")
        return BY_PERSON.get((self.person, self.number)) or third


def features_of(word: Word) -> Features:
    """Person, number and gender of a pronoun."""
    read = dict(pair.split("=", 1) for pair in word.feats.split("|") if "=" in pair)
    return Features(read.get("Person", ""), read.get("Number", ""), read.get("Gender", ""), "Poss" in read)


def add_pronouns(sentence: Sentence, text: str) -> None:
    """Adds a mention at every pronoun of the sentence that stands for somebody."""
    for word in _free(sentence):
        known = _known(sentence, word)
        if known is None or word.upos not in {"PRON", "DET"} or word.deprel in {"det", "mark", "expl"}:
            continue
        form: Form = "pronoun" if word.upos == "PRON" else "description"
        either = known[0] == EITHER
        latter: Reference = "latter" if "latter" in word.roles else EITHER
        kind, refers = ("person", latter) if either else (known[0], features_of(word).refers)
        refers = "there" if "there" in word.roles else refers
        sentence.mentions[word.index] = [_mention(word, text, form, kind, count=known[1], refers=refers)]


def add_general_nouns(sentence: Sentence, text: str) -> None:
    """Adds a mention at every noun that stands for somebody named elsewhere: "the two leaders", "the country"."""
    for word in _free(sentence):
        known = _known(sentence, word)
        if known is None or word.upos not in {"NOUN", "PROPN", "NUM"}:
            continue
        several = _how_many(sentence, word)
        if not several and known[1] == 0 and _are_parties(sentence, word):
            several = 2
        if several and _is_of_body(sentence, word):
            continue
        if several:
            sentence.mentions[word.index] = [_mention(word, text, "description", known[0], count=several)]
        elif points_back(sentence, word):
            sentence.mentions[word.index] = [_mention(word, text, "pronoun", known[0], refers="definite")]


def _is_of_body(sentence: Sentence, word: Word) -> bool:
    """Whether several are those of a body that is named beside: "the two members of Mercosur" are no others."""
    below = (each for child in word.of("nmod", "acl", "amod", "appos") for each in child.subtree())
    return any(mention.kind == "organization" and mention.candidates for each in below for mention in sentence.at(each))


def _free(sentence: Sentence) -> Iterator[Word]:
    """Words that carry no mention yet."""
    for word in sentence.tree.words:
        if word.index not in sentence.covered and word.index not in sentence.mentions:
            yield word


def _known(sentence: Sentence, word: Word) -> tuple[str, int] | None:
    anaphors = sentence.lexicon.anaphors
    return anaphors.get(word.text.lower()) or anaphors.get(word.lemma.lower())


def _mention(word: Word, text: str, form: Form, kind: str, *, count: int = 1, refers: Reference = "") -> Mention:
    start = min([word.start, *(child.start for child in word.of("det", "nummod", "det:predet"))])
    return Mention(
        start, word.end, text[start : word.end], kind, form, (), (word.start, word.end), count, refers=refers,  # type: ignore[arg-type]
    )  # fmt: skip


def points_back(sentence: Sentence, word: Word) -> bool:
    """Whether a noun alone stands for an actor named before: "the alliance" is no alliance of its own."""
    known = _known(sentence, word)
    return known is not None and known[1] == 1 and word.upos in {"NOUN", "PROPN"} and is_definite(sentence, word)


def _how_many(sentence: Sentence, word: Word) -> int:
    """2 for "the two leaders", "both sides", "i due"; 0 where no number is said."""
    words = sentence.tree.words
    near = [
        *(child for child in word.children if child.index < word.index),
        word,
        *words[max(0, word.index - 1) : word.index],
    ]
    return next((count for each in near for role, count in COUNTS.items() if role in each.roles), 0)


def is_definite(sentence: Sentence, word: Word, *, described: bool = False) -> bool:
    """Whether a noun points back: "the country", "the regional bloc", not "the US-led bloc" or "the bloc of five".

    With `described` it may be described without a name: "the government of national unity".
    """
    pointed = "definite" in word.roles or any("definite" in child.roles for child in word.of("det"))
    pointed = pointed or _is_bare(sentence, word)
    if not pointed or word.deprel in {"compound", "appos", "amod"} or any(map(_narrows, word.of("acl:relcl", "acl"))):
        return False
    inside = [child for child in word.children if child.deprel in MODIFIERS or child.deprel.startswith("nmod")]
    return not any(
        (child.deprel.startswith("nmod") and not described)
        or any(sentence.at(below) or below.upos == "PROPN" for below in child.subtree())
        for child in inside
    )


def _is_bare(sentence: Sentence, word: Word) -> bool:
    """Whether one thing is meant without a determiner, in a language that has no articles: "страна", 警方."""
    if BARE not in sentence.lexicon.grammar.words("definite"):
        return False
    if "Number=Plur" in word.feats and sentence.lexicon.anaphors.get(word.text.lower(), ("", 0))[1] != 1:
        return False
    named = any(child.upos == "PROPN" for child in word.of("appos"))
    return not named and not word.of("det", "nummod", "cop", "nsubj") and not word.marked("as")


def _are_parties(sentence: Sentence, word: Word) -> bool:
    """Whether a plural alone means the two of whom the document speaks: "призвал стороны к сдержанности"."""
    described = word.of("det", "nummod", "amod", "nmod", "acl", "acl:relcl", "appos")
    return "Number=Plur" in word.feats and BARE in sentence.lexicon.grammar.words("definite") and not described


def _narrows(clause: Word) -> bool:
    """Whether a clause tells which is meant; one behind a comma tells more of it: "the government, led by X, ..."."""
    return clause.head is None or not any(
        child.text == "," and clause.head.index < child.index < clause.index
        for child in (*clause.children, *clause.head.children)
    )


def owned_organ(word: Word, span: tuple[int, int], text: str) -> Mention | None:
    """An organ whose owner is a pronoun: "its foreign ministry", "our army", "his government"."""
    owner = next((child for child in word.of("nmod:poss") if child.upos == "PRON"), None)
    if owner is None:
        return None
    found = features_of(owner)
    if (found.person, found.number) == ("3", "Plur"):
        return None
    refers: Reference = "whose" if found.gender in BY_GENDER else found.refers
    if refers == "possessor" and "another" in word.roles:
        refers = "another"  # "its neighbour" is not itself
    start = min(span[0], owner.start)
    head = (word.start, word.end)
    return Mention(start, span[1], text[start : span[1]], "state", "pronoun", (), head, refers=refers)


def ruling_organ(sentence: Sentence, word: Word, span: tuple[int, int], text: str) -> Mention | None:
    """An organ without owner: "the army" of the state that the document speaks of."""
    known = _known(sentence, word)
    if not is_definite(sentence, word, described=True) or (known is not None and known[1] == 1):
        return None
    if known is not None and _how_many(sentence, word):
        return None  # "the two governments"
    head = (word.start, word.end)
    return Mention(*span, text[slice(*span)], "state", "pronoun", (), head, refers="definite")


def known_holder(sentence: Sentence, word: Word, span: tuple[int, int], text: str, office: str) -> Mention | None:
    """Somebody named before by the office alone: "the president"."""
    one = word.text.lower() == word.lemma.lower() or (
        sentence.lexicon.grammar.inflected and "Number=Sing" in word.feats
    )
    if not is_definite(sentence, word) or not one or _how_many(sentence, word):
        return None
    head = (word.start, word.end)
    return Mention(*span, text[slice(*span)], "person", "pronoun", (), head, office=office, refers="definite")
