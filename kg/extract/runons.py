"""Clauses that only a comma joins, where the parser takes the second for a verb of saying the first.

"The EU bans oil sales to Syria, Bonn urges Moscow to join in", "Mali receives wheat, pays in gold": the first clause
leads and the second continues it.
"""

from kg.extract.arguments import own_subject
from kg.extract.lexicon import Lexicon
from kg.extract.tree import Tree, Word, link


def straighten(tree: Tree, lexicon: Lexicon) -> None:
    """Makes the second clause a conjunct of the first, unless its verb is one of saying."""
    changed = False
    for word in tree.words:
        if word.head is not None and _runs_on(word, word.head, lexicon):
            _swap(word, word.head)
            changed = True
    if changed:
        link(tree.words)


def _runs_on(first: Word, second: Word, lexicon: Lexicon) -> bool:
    if first.deprel != "ccomp" or first.index > second.index or second.upos != "VERB" or first.upos != "VERB":
        return False
    effects = lexicon.operators.get((second.lemma.lower(), second.upos), frozenset())
    parted = any(child.deprel == "punct" and first.index < child.index < second.index for child in second.children)
    return parted and "speech" not in effects and bool(own_subject(first)) and not second.of("ccomp", "parataxis")[1:]


def _swap(first: Word, second: Word) -> None:
    first.head, first.deprel = second.head, second.deprel
    second.head, second.deprel = first, "conj"
