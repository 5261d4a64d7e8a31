"""The ClearNLP-style labels of the packaged English model read as Universal Dependencies.

The two schemes differ in heads more than in names: in UD the content word governs ("on Iran": `Iran` with a case
child `on`; "X is an ally": `ally` with a copula child). Sources: universaldependencies.org/u/dep and the ClearNLP
dependency guidelines (Choi and Palmer 2012).
"""

from itertools import pairwise

from spacy.tokens import Span as SpacySpan

from kg.extract.tree import Tree, Word, link, tree_of

RENAMED = {
    "dobj": "obj",
    "dative": "iobj",
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "poss": "nmod:poss",
    "relcl": "acl:relcl",
    "prt": "compound:prt",
    "neg": "advmod",
    "npadvmod": "obl:npmod",
    "predet": "det:predet",
    "preconj": "cc:preconj",
    "quantmod": "advmod",
    "intj": "discourse",
    "meta": "dep",
    "oprd": "xcomp",
    "nmod": "compound",
    "root": "root",
}
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM", "X"})
# Words that the model tags as a preposition but that govern a phrase as one: read with the next preposition.
FIXED_WITH_NEXT = frozenset(
    {"accord", "because", "instead", "ahead", "out", "due", "prior", "such", "along", "together"}
)


def english_tree(sentence: SpacySpan) -> Tree:
    """A sentence parsed by the packaged English model, as a UD tree."""
    tree = tree_of(sentence)
    words = tree.words
    for word in words:
        word.deprel = RENAMED.get(word.deprel, word.deprel)
        if word.deprel == "acomp" or (word.deprel == "attr" and word.head is not None):
            word.deprel = "attr"
    _raise_prepositions(words)
    link(words)
    _raise_predicates(words)
    link(words)
    _merge_fixed(words)
    link(words)
    return tree


def _raise_prepositions(words: list[Word]) -> None:
    """`prep` + `pobj` become `case` below the object; `prep` + `pcomp` become `mark` below the clause."""
    for word in reversed(words):
        nested = word.deprel == "pcomp" and word.upos == "ADP"
        if not (nested or word.deprel in {"prep", "agent", "iobj"}) or word.upos not in {
            "ADP",
            "SCONJ",
            "VERB",
            "ADV",
            "PART",
            "ADJ",
        }:
            continue
        complements = [child for child in words if child.head is word and child.deprel in {"pobj", "pcomp"}]
        if not complements:
            if word.deprel != "iobj":
                _close_empty(word, words)
            continue
        _raise(word, complements[0], words)


def _raise(preposition: Word, complement: Word, words: list[Word]) -> None:
    head, clausal = preposition.head, complement.deprel == "pcomp" and complement.upos in {"VERB", "AUX"}
    deprel = _oblique(preposition, head, clausal=clausal)
    for child in words:
        if child.head is preposition and child is not complement:
            child.head = complement
    complement.head, complement.deprel = head, deprel
    preposition.head, preposition.deprel = complement, "mark" if clausal else "case"


def _oblique(preposition: Word, head: Word | None, *, clausal: bool) -> str:
    if preposition.deprel == "agent":
        return "obl:agent"
    verbal = head is not None and head.upos in {"VERB", "AUX"}
    if clausal:
        return "advcl" if verbal else "acl"
    if head is not None and (
        head.deprel in {"prep", "agent", "iobj"} or (head.deprel == "pcomp" and head.upos == "ADP")
    ):
        return "pobj"  # two prepositions in a row ("from behind X"): the outer one will raise it again
    return "obl" if verbal or (head is not None and head.upos == "ADJ") else "nmod"


def _close_empty(preposition: Word, words: list[Word]) -> None:
    """A preposition without object: a particle of its verb, or an outer preposition whose inner one was raised."""
    inner = [child for child in words if child.head is preposition and child.deprel in {"obl", "nmod", "obl:agent"}]
    if inner:
        inner[0].deprel = "pobj"
        _raise(preposition, inner[0], words)
    elif preposition.upos in {"ADP", "ADV"}:
        preposition.deprel = "advmod"


def _raise_predicates(words: list[Word]) -> None:
    """In "X is an ally" the predicate governs, the copula is its `cop` child and all else moves to the predicate."""
    for word in words:
        if word.lemma != "be" or word.upos not in {"AUX", "VERB"}:
            continue
        predicate = next((child for child in word.of("attr") if child.upos in NOMINAL), None)
        if predicate is None or not word.of("nsubj", "nsubj:pass", "expl", "csubj"):
            continue
        _govern(predicate, word, words)
    for word in words:
        if word.deprel == "attr":
            word.deprel = "xcomp"


def _govern(predicate: Word, copula: Word, words: list[Word]) -> None:
    predicate.head, predicate.deprel = copula.head, copula.deprel
    for child in words:
        if child.head is copula and child is not predicate:
            child.head = predicate
    copula.head, copula.deprel = predicate, "cop"
    for word in words:
        word.children = []
    link(words)


def _merge_fixed(words: list[Word]) -> None:
    """The second adposition of "according to", "because of" is a `fixed` part of the first."""
    for word in words:
        cases = sorted(word.of("case"), key=lambda case: case.index)
        for first, second in pairwise(cases):
            if first.lemma in FIXED_WITH_NEXT and second.index == first.index + 1:
                second.head, second.deprel = first, "fixed"
