"""Words of German that a parser trained on little text reads wrong, known by their letters.

A word with a capital inside a sentence is a noun or a name; what ends a split verb is short; a name in -s owns.
"""

from functools import cache
from itertools import pairwise

from kg.extract.german_cases import is_genitive
from kg.extract.lemmas import lemma_of
from kg.extract.lexicon import Lexicon
from kg.extract.tree import Word, link
from kg.gazetteer import load_gazetteer

NEVER = frozenset({"punct", "fixed", "det", "aux", "cc", "mark", "expl", "case", "cop", "aux:pass", "compound:prt"})
INFLECTED = ("e", "en", "er", "es", "em")
NOMINAL = frozenset({"NOUN", "PROPN"})
MARKS = frozenset({":", "„", '"', "“", "»", "«", ".", "-", "–", "(", "``"})
AUXILIARY = frozenset(
    {
        "haben",
        "sein",
        "werden",
        "können",
        "müssen",
        "sollen",
        "dürfen",
        "wollen",
        "mögen",
        "lassen",
        "brauchen",
        "bleiben",
    }
)
HUNDREDS = frozenset(
    {"hundert", "hunderte", "tausend", "tausende", "dutzend", "dutzende", "zehntausend", "zehntausende"}
)
DETERMINERS = frozenset(
    {"beide", "beiden", "ein", "eine", "einen", "kein", "keine", "viele", "mehrere", "alle", "seine"}
)
FINITE = "VerbForm=Fin"
LISTED = frozenset({"obl", "nmod", "dep", "obj", "appos", "flat", "parataxis"})
NOUN_OF_NAME = frozenset({"nmod", "appos", "flat", "compound", "obj", "nsubj", "dep"})


def read_words(words: list[Word], lexicon: Lexicon) -> None:
    """Mends parts of speech and what stands right beside a word."""
    _find_verb(words, lexicon)
    link(words)
    for repair in (_name, _join_names, _coordinate, _count, _relate, _raise_participles, _own, _pair):
        repair(words)
        link(words)


def _name(words: list[Word]) -> None:
    """A word with a capital inside a sentence that is read as an adverb or the like is a name: "Balde"."""
    for before, word in pairwise(words):
        inside = before.text not in MARKS
        if inside and word.upos in {"ADV", "CCONJ", "SCONJ", "PART", "INTJ"} and word.text[:1].isupper():
            word.upos = "PROPN"
        if word.upos == "NOUN" and is_territory(word.text):
            word.upos = "PROPN"
        if word.upos == "AUX" and word.lemma not in AUXILIARY and word.text[:1].islower():
            word.upos = "VERB"
        if word.text == "bin" and before.upos == "PROPN":
            word.upos, word.lemma = "PROPN", "bin"
        loose = word.text.lower() in DETERMINERS and word.deprel in {"nsubj", "obj", "obl", "dep", "nmod"}
        if word.upos == "DET" and (loose or word.deprel in NEVER - {"det"}):
            noun = next((each for each in words[word.index + 1 :] if each.upos != "ADJ"), None)
            if noun is not None and noun.upos == "NOUN":
                word.head, word.deprel = noun, "det"
        if word.upos == "PROPN" and word.deprel == "flat" and word.head is before and before.upos == "NOUN":
            foreign = before.text[:1].isupper() and before.lemma == before.text.lower() and not before.feats
            before.upos = "PROPN" if foreign else "NOUN"


def _find_verb(words: list[Word], lexicon: Lexicon) -> None:
    """The verb of a sentence without one that is read as an adjective: "die Miliz entführte ein Schiff"."""
    if any(FINITE in word.feats for word in words):
        return
    for before, verb in pairwise(words):
        lemma = lemma_of(verb.text, "VERB", lexicon.lang)
        if verb.upos != "ADJ" or not verb.text.islower() or before.upos not in NOMINAL or lemma == verb.text:
            continue
        if (lemma, "VERB") not in lexicon.frames or verb is words[-1]:
            continue
        verb.upos, verb.lemma, verb.feats = "VERB", lemma, f"Mood=Ind|{FINITE}"
        root = next((word for word in words if word.head is None), verb)
        if root is not verb:
            root.head, root.deprel = verb, "nsubj" if root.index < verb.index else "obj"
            before.head, before.deprel = (verb, "nsubj") if before is not root else (before.head, before.deprel)
            verb.head, verb.deprel = None, "root"
        return


def _coordinate(words: list[Word]) -> None:
    """In "zwischen dem Iran und den USA" the second stands beside the first."""
    for joint in words:
        noun = joint.head
        if joint.deprel != "cc" or noun is None or noun.deprel not in LISTED or noun.upos not in NOMINAL:
            continue
        if noun.head is None or noun.head.index > joint.index or joint.index == 0 or noun.of("case"):
            continue
        before = words[joint.index - 1]
        first = before.head if before.deprel == "flat" and before.head is not None else before
        if first.upos == "PROPN" and noun.upos == "PROPN" and first is not noun and noun not in first.ancestors():
            noun.head, noun.deprel = first, "conj"


def _join_names(words: list[Word]) -> None:
    """ "Mohammed bin Salman" is one name."""
    for first, small, last in zip(words, words[1:], words[2:], strict=False):
        if small.text != "bin" or first.upos != "PROPN" or last.upos != "PROPN":
            continue
        for word in words:
            if word.head in (small, last) and word not in (small, last):
                word.head = first.head if first.head is not None else first
        small.head = last.head = first
        small.deprel = last.deprel = "flat"


def _count(words: list[Word]) -> None:
    """ "Hunderten Syrern": how many are no noun of their own."""
    for many, noun in pairwise(words):
        if many.lemma not in HUNDREDS or many.upos not in {"ADJ", "NUM", "DET"} or noun.upos not in NOMINAL:
            continue
        if many.head is not noun and noun.head is not None:
            if noun.head is many and many.head is not None:
                noun.head, noun.deprel = many.head, many.deprel
            for child in words:
                child.head = noun if child.head is many else child.head
            many.head, many.deprel = noun, "nummod"
        many.upos = "NUM"


def _relate(words: list[Word]) -> None:
    """ "Über das beide Länder verhandeln", "sein tschechischer Kollege": a pronoun read as an article or a verb."""
    for before, word, behind in zip(words, words[1:], words[2:], strict=False):
        parted = before.text == "," or (
            before.upos == "ADP" and before.index > 0 and words[before.index - 1].text == ","
        )
        if parted and word.text in {"das", "den", "dem", "die"} and behind.text in DETERMINERS:
            word.upos, word.feats, word.deprel = "PRON", "PronType=Rel", "obl" if before.upos == "ADP" else word.deprel
            before.head = word if before.upos == "ADP" else before.head
        if word.text == "sein" and word.upos == "AUX" and word.deprel == "det":
            word.upos, word.feats = "DET", "Number[psor]=Sing|Person=3|Poss=Yes"


def _raise_participles(words: list[Word]) -> None:
    """The end of a split verb is short: in "hat die Ansprüche wiederholt zurückgewiesen" the participle leads."""
    for word in words:
        above = word.head
        if word.deprel != "compound:prt" or above is None or word.upos != "VERB" or above.upos == "AUX":
            continue
        if FINITE in above.feats or word.index < above.index:
            continue
        word.head, word.deprel = above.head, above.deprel
        for child in words:
            if child.head is above and child is not word:
                child.head = word
        above.head, above.deprel, above.upos = word, "advmod", "ADV"


def _own(words: list[Word]) -> None:
    """A name in -s owns the noun behind it: "mit Chinas Armee", "Manilas wichtigster Verbündeter"."""
    for name in words:
        if name.upos != "PROPN" or not is_genitive(name.text):
            continue
        noun = next((word for word in words[name.index + 1 :] if word.upos != "ADJ"), None)
        if noun is None or noun.upos != "NOUN" or noun.head is None:
            continue
        if name.head is noun:
            for case in [child for child in words if child.head is name and child.deprel == "case"]:
                case.head = noun
        elif noun.head is name and noun.deprel in NOUN_OF_NAME:
            noun.head, noun.deprel = name.head, name.deprel
            for child in words:
                child.head = noun if child.head is name else child.head
        else:
            continue
        name.head, name.deprel = noun, "nmod"


def _pair(words: list[Word]) -> None:
    """ "Irakische und ägyptische Vertreter": both adjectives modify the noun."""
    for first, joint, second, noun in zip(words, words[1:], words[2:], words[3:], strict=False):
        adjectives = first.upos == second.upos == "ADJ" and joint.upos == "CCONJ" and noun.upos in NOMINAL
        if not adjectives or not first.text.endswith(INFLECTED) or not second.text.endswith(INFLECTED):
            continue
        if first.head is noun or (first.head is not None and first.head.upos in NOMINAL):
            continue
        verb = next((word for word in noun.ancestors() if word.head is first or word is first), None)
        if verb is first or verb is None:
            second.head, second.deprel, joint.head = noun, "amod", second
            continue
        verb.head, verb.deprel = first.head, first.deprel
        for child in words:
            child.head = verb if child.head is first and child is not verb else child.head
        first.head, first.deprel, second.head, second.deprel, joint.head = noun, "amod", first, "conj", second


@cache
def is_territory(text: str) -> bool:
    """Whether a word alone is a known name of a state or its capital."""
    return any(
        (match.start, match.end) == (0, len(text))
        and any(naming.entity.startswith("state/") and naming.form in {"name", "metonym"} for naming in match.namings)
        for match in load_gazetteer("de").matches(text)
    )
