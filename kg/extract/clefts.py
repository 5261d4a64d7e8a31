"""Clefts, as Romance languages stress who does it: "a guidare la missione è il Kenya", "è stata l'Algeria a proporre".

The infinitive leads the clause, with whom the copula names as its subject.
"""

from collections.abc import Sequence
from itertools import pairwise

from kg.extract.lexicon import Lexicon
from kg.extract.tree import Word

SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl")
OPENING = frozenset(';:.,"“«”»—–-')
STOPS = frozenset(".;:")
FARTHEST = 8  # words between the copula and who does it


def read_clefts(words: list[Word], lexicon: Lexicon) -> bool:
    """ "A pagare il conto è il Perù", "ad accoglierlo c'era il premier": who is behind the copula does it."""
    changed = False
    for mark, act in pairwise(words):
        opening = mark.index == 0 or words[mark.index - 1].text in OPENING
        roles = lexicon.grammar.roles.get(mark.lemma.lower(), frozenset())
        if not opening or not roles & {"to", "infinitive"} or not _is_infinitive(act) or act.of(*SUBJECTS[:2]):
            continue
        copula = next((each for each in words[act.index + 1 :] if _is_copula(each, lexicon)), None)
        if copula is None or any(each.text in STOPS for each in words[act.index : copula.index]):
            continue
        who = _behind_copula(words, copula)
        if who is not None and not who.of("case"):
            _cleave(words, act, who, copula)
            mark.head, mark.deprel, changed = act, "dep", True
    return changed


def read_late_clefts(words: list[Word], lexicon: Lexicon) -> bool:
    """ "È stata l'Algeria a proporre la tregua": who the copula names does what the infinitive says."""
    changed = False
    for act in words:
        mark = next((each for each in act.of("mark") if each.index == act.index - 1), None)
        roles = lexicon.grammar.roles.get(mark.lemma.lower(), frozenset()) if mark is not None else frozenset()
        if mark is None or "to" not in roles or not _is_infinitive(act) or act.of(*SUBJECTS):
            continue
        who = next((w for w in (act.head, *act.children) if w is not None and _is_cleft(w, act, words, lexicon)), None)
        if who is None:
            continue
        copula = next(each for each in words[: who.index] if _is_copula(each, lexicon))
        if who is act.head:
            _cleave(words, act, who, copula)
        who.head, who.deprel, mark.deprel, changed = act, "nsubj", "dep", True
        for each in words[: who.index]:
            if _is_copula(each, lexicon) and (each.head in (who, act)):
                each.head, each.deprel = act, "aux"
        act.feats = "Mood=Ind|VerbForm=Fin" + ("|Tense=Fut" if "Tense=Fut" in copula.feats else "")
        if "Mood=Cnd" in copula.feats or any("Mood=Cnd" in each.feats for each in copula.of("aux")):
            act.feats = "Mood=Cnd|VerbForm=Fin"
    return changed


def _is_cleft(who: Word, act: Word, words: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether a name or noun without adposition stands between a copula that opens the clause and the infinitive."""
    if who.upos not in {"NOUN", "PROPN"} or who.of("case", "nsubj") or who.index > act.index:
        return False
    first = min(each.index for each in (who, *who.of("det", "amod")))
    copula = words[first - 1] if first > 0 else None
    return copula is not None and _is_copula(copula, lexicon) and act.index - who.index <= FARTHEST


def _behind_copula(words: Sequence[Word], copula: Word) -> Word | None:
    """The head of the noun phrase that follows a copula."""
    behind = words[copula.index + 1 : copula.index + FARTHEST]
    who = next((each for each in behind if each.upos in {"NOUN", "PROPN"}), None)
    while who is not None and who.head is not None and who.head.upos in {"NOUN", "PROPN"}:
        if who.head.index < copula.index or who.deprel == "parataxis":
            break
        who = who.head
    return who


def _cleave(words: list[Word], act: Word, who: Word, copula: Word) -> None:
    """Makes the infinitive of a cleft the finite verb of the clause, who stands behind the copula its subject."""
    top = next((each for each in (copula.head, who) if each is not None and act in each.subtree()), act)
    above = top.head if top.head is not None and top.head not in act.subtree() else None
    act.head, act.deprel = above, "parataxis" if above is not None else "root"
    who.head, who.deprel = act, "nsubj"
    for word in words:
        if word not in (act, who) and word.head in (copula, top) and word.index > copula.index:
            word.head = act
    for word in (copula, *copula.of("aux", "cop")):
        word.head, word.deprel = act, "aux"
    if top not in (act, who, copula) and top.head is None and above is None:
        top.head, top.deprel = act, "dep"
    act.feats = "Mood=Ind|VerbForm=Fin" + ("|Tense=Fut" if "Tense=Fut" in copula.feats else "")


def _is_infinitive(verb: Word) -> bool:
    return verb.upos == "VERB" and ("VerbForm=Inf" in verb.feats or verb.text.lower() == verb.lemma)


def _is_copula(word: Word, lexicon: Lexicon) -> bool:
    return word.upos in {"AUX", "VERB"} and "copula" in lexicon.grammar.roles.get(word.lemma.lower(), ())
