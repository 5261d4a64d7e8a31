"""What French writes its own way: a pronoun behind its verb ("a-t-elle dit", "dit-il") is its subject.

Tokenizers leave "-t" and "-elle" as words of their own, and a parser takes either for the subject.
"""

from kg.extract.lemmas import lemma_of
from kg.extract.lexicon import Lexicon
from kg.extract.tree import Word

INVERTED = frozenset({"-je", "-tu", "-il", "-elle", "-on", "-nous", "-vous", "-ils", "-elles"})
DEMONSTRATIVES = frozenset({"celui-ci", "celle-ci", "ceux-ci", "celles-ci"})
SUBJECTS = ("nsubj", "nsubj:pass")
ABOVE = frozenset({"-t", "t"})


def read_inverted(words: list[Word]) -> None:
    """Makes a pronoun behind its verb the subject, unless a noun before the verb is; in place, with `children`."""
    for word in words:
        if word.text.lower() in DEMONSTRATIVES and word.deprel not in {"det", "mark"}:
            word.upos, word.lemma = "PRON", word.text.lower()
        if word.text.lower() not in INVERTED:
            continue
        word.upos, word.lemma = "PRON", word.text.lower()[1:]
        verb = _verb_of(word)
        if verb is None:
            continue
        _hang(word, verb)
        mute = [child for child in verb.children if child.text in ABOVE]
        for child in mute:
            child.deprel = "dep"
        word.deprel = "expl" if verb.of(*SUBJECTS) else "nsubj:pass" if verb.of("aux:pass") else "nsubj"


def read_appositions(words: list[Word], lexicon: Lexicon) -> None:
    """ "La Russie, alliée du pays": what a noun of the lexicon is written like, behind a comma, is no participle."""
    for word in words:
        behind = word.upos in {"VERB", "ADJ"} and word.deprel in {"acl", "amod"} and word.index > 1
        if not behind or words[word.index - 1].text != "," or word.of("obj", "obl:agent", "aux", "cop"):
            continue
        lemma = lemma_of(word.text, "NOUN", lexicon.lang)
        owned = any("de" in child.cases for child in word.of("nmod", "obl"))
        if owned and (lemma, "NOUN") in lexicon.frames:
            word.upos, word.lemma, word.feats, word.deprel = "NOUN", lemma, "", "appos"
            for child in word.of("obl"):
                child.deprel = "nmod"


def _verb_of(word: Word) -> Word | None:
    """The verb whose subject a pronoun is, through what it was hung on."""
    verb = word.head
    while verb is not None and (verb.text in ABOVE or verb.upos == "AUX"):
        verb = verb.head
    return verb if verb is not None and verb.upos in {"VERB", "ADJ", "NOUN"} else None


def _hang(word: Word, verb: Word) -> None:
    if word.head is not None and word in word.head.children:
        word.head.children.remove(word)
    word.head, word.deprel = verb, "expl"
    verb.children = sorted([*verb.children, word], key=lambda child: child.index)
