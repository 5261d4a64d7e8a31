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
SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
CLAUSES = frozenset({"root", "ccomp", "conj", "parataxis", "advcl", "dep"})
ACTING = frozenset({"PROPN", "ADJ", "NOUN"})
LEADING = frozenset({"lead", "command", "run", "dominate", "control"})
# Words that the model tags as a preposition but that govern a phrase as one: read with the next preposition.
FIXED_WITH_NEXT = frozenset(
    {"accord", "because", "instead", "ahead", "out", "due", "prior", "such", "along", "together", "jointly"}
)
COURTESY = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms."})  # what stands before the name of a person
TOGETHER = frozenset({"together", "jointly"})  # adverbs that make one adposition with "with"


def english_tree(sentence: SpacySpan) -> Tree:
    """A sentence parsed by the packaged English model, as a UD tree."""
    return universal_tree(tree_of(sentence))


def universal_tree(tree: Tree) -> Tree:
    """The same tree with labels and heads of Universal Dependencies."""
    words = tree.words
    for word in words:
        word.deprel = RENAMED.get(word.deprel, word.deprel)
        if word.deprel == "acomp" or (word.deprel == "attr" and word.head is not None):
            word.deprel = "attr"
    _raise_prepositions(words)
    link(words)
    _raise_predicates(words)
    _rename_purposes(words)
    link(words)
    _merge_fixed(words)
    link(words)
    for repair in (
        _part_persons,
        _raise_participles,
        _free_counts,
        _lower_agents,
        _free_predicates,
        _free_verbs,
        _own_leaders,
        _core_names,
    ):
        if repair(words):
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
        for case in cases:
            before = words[case.index - 1]
            if before.lemma in TOGETHER and before.head is word and before.deprel == "advmod":
                before.deprel, before.upos = "case", "ADP"  # "together with Italy"
                cases = sorted([before, *cases], key=lambda case: case.index)
                break
        for first, second in pairwise(cases):
            if first.lemma in FIXED_WITH_NEXT and second.index == first.index + 1:
                second.head, second.deprel = first, "fixed"


def _rename_purposes(words: list[Word]) -> None:
    """An infinitive below a noun is no relative clause: "sent a ship to deter Iran"."""
    for word in words:
        if word.deprel == "acl:relcl" and not word.of(*SUBJECTS) and any(aux.lemma == "to" for aux in word.of("aux")):
            word.deprel = "acl"


def _part_persons(words: list[Word]) -> bool:
    """A person and the president of a state are two: "with Mr Ruto and Uganda's President Yoweri Museveni"."""
    for first in words:
        name, polite = first.head, [child for child in first.of("compound") if child.text.lower() in COURTESY]
        states = [child for child in first.of("conj") if child.upos == "PROPN"]
        if not polite or name is None or first.deprel not in {"nmod:poss", "compound", "nmod"} or not states:
            continue
        if not first.index < states[0].index < name.index:
            continue
        below = [child for child in name.children if child.deprel == "case" and child.index < first.index]
        moved = [child for child in first.children if child.deprel == "cc"]
        states[0].head, states[0].deprel = name, first.deprel
        first.head, first.deprel, name.head, name.deprel = name.head, name.deprel, first, "conj"
        for child in below:
            child.head = first
        for child in moved:
            child.head = name
        return True
    return False


def _raise_participles(words: list[Word]) -> bool:
    """A participle behind a comma is of the whole clause: "ordered the envoy to leave, blaming X" is who ordered."""
    changed = False
    for word in words:
        above = word.head
        if word.deprel != "advcl" or not word.text.endswith("ing") or word.of("mark", *SUBJECTS) or not word.index:
            continue
        if words[word.index - 1].text != "," or above is None or above.index > word.index:
            continue
        while above.deprel == "xcomp" and above.head is not None:
            above, changed = above.head, True
        word.head = above
    return changed


def _free_counts(words: list[Word]) -> bool:
    """A number with what it counts is no numeral of the name before it: "handed to Chile three of its officers"."""
    changed = False
    for word in words:
        name, counted = word.head, word.of("nmod")
        if word.deprel != "nummod" or name is None or name.index > word.index or not counted:
            continue
        verb = name.head
        if name.deprel == "obl" and verb is not None and verb.upos == "VERB" and not verb.of("obj"):
            word.head, word.deprel, changed = verb, "obj", True
    return changed


def _lower_agents(words: list[Word]) -> bool:
    """A "by" phrase behind the object of an active verb is the object's: "deplored a vote by Greek deputies"."""
    changed = False
    for word in words:
        verb = word.head
        if word.deprel != "obl" or word.cases != ("by",) or verb is None or verb.upos != "VERB":
            continue
        before = [child for child in verb.of("obj", "obl") if verb.index < child.index < word.index]
        if before and verb.of("obj") and not verb.of("aux:pass") and before[-1].upos == "NOUN":
            word.head, word.deprel = before[-1], "nmod"
            changed = True
    return changed


def _free_predicates(words: list[Word]) -> bool:
    """An adjective behind a name is no attribute of it: in "held Iran responsible" it is said by the verb."""
    changed = False
    for word in words:
        head = word.head
        if word.deprel != "amod" or head is None or head.upos != "PROPN" or head.deprel != "obj":
            continue
        verb = head.head
        if word.index > head.index and verb is not None and verb.upos == "VERB":
            word.head, word.deprel = verb, "xcomp"
            changed = True
    return changed


def _free_verbs(words: list[Word]) -> bool:
    """A verb read as a participle although a subject stands before it: "Sweden cancelled debts" is no noun phrase."""
    changed = False
    for verb in words:
        noun = verb.head
        if verb.deprel != "amod" or verb.upos != "VERB" or noun is None or noun.index < verb.index:
            continue
        for auxiliary in verb.of("aux", "aux:pass"):
            for subject in auxiliary.of(*SUBJECTS):
                subject.head = verb
                verb.children.append(subject)
        before = [child for child in noun.children if child.index < verb.index and child.deprel in SUBJECTS]
        named = [
            child for child in verb.of("obl:npmod", "compound") if child.upos == "PROPN" and _apart(words, child, verb)
        ]
        if noun.deprel not in CLAUSES or not (before or named or verb.of(*SUBJECTS)):
            continue
        verb.head, verb.deprel, noun.head, noun.deprel = noun.head, noun.deprel, verb, "obj"
        changed = True
        for child in noun.children:
            if child is not verb and child.index < verb.index:
                child.head = verb
        for child in named:
            child.deprel = "nsubj"
    return changed


def _apart(words: list[Word], first: Word, second: Word) -> bool:
    """Whether no hyphen joins two words."""
    return all(word.text != "-" for word in words[first.index : second.index])


def _own_leaders(words: list[Word]) -> bool:
    """Who does it in a hyphenated participle: "Rwanda-backed"; whom "Saudi-led" forces follow has them."""
    changed = False
    for word, hyphen, verb in zip(words, words[1:], words[2:], strict=False):
        joined = verb.upos == "VERB" and verb.deprel == "amod" and hyphen.text == "-"
        if not joined or word.deprel not in {"obl:npmod", "compound", "amod", "nsubj"} or word.upos not in ACTING:
            continue
        if word.head is verb and verb.lemma in LEADING:
            word.head, word.deprel = verb.head, "compound"
            changed = True
        elif word.head in (verb, verb.head) and verb.lemma not in LEADING:
            word.head, word.deprel = verb, "obl:agent"
            changed = True
    return changed


def _core_names(words: list[Word]) -> bool:
    """A bare name beside a verb without subject or object is one: "Peru recognised", read as an adverb."""
    for word in words:
        verb = word.head
        if word.deprel not in {"advmod", "obl:npmod"} or word.upos != "PROPN" or word.of("case") or verb is None:
            continue
        if verb.upos != "VERB":
            continue
        if word.index < verb.index and verb.deprel in CLAUSES and not verb.of(*SUBJECTS):
            word.deprel = "nsubj"
        elif (
            word.deprel == "advmod"
            and word.index == verb.index + 1
            and not verb.of("obj", "nsubj:pass", "xcomp", "ccomp")
        ):
            word.deprel = "obj"
    return False  # the heads stay
