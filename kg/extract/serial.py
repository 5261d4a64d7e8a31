"""Trees of treebanks of Chinese read as the constructions want them.

A bare noun before a noun owns it, as does one before 的; verbs in a row share their subject; what a light verb
carries is its object, a noun; what somebody "meets with" (遭到 制裁) is done to him; a name governs its title.
"""

from collections.abc import Sequence

from kg.extract.lexicon import Lexicon
from kg.extract.tree import Word, link

SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
CLAUSES = frozenset({"parataxis", "dep", "conj"})
NAMES = frozenset({"appos", "flat", "nmod", "compound"})


def read_serial(words: list[Word], lexicon: Lexicon) -> None:
    """Changes heads and relations of the words in place; `lemma` and `children` of each are set."""
    for word in words:
        word.roles = lexicon.grammar.roles.get(word.lemma.lower(), frozenset())
    for step in (_mark_relatives, _name_heads, _own, _suffer, _carry, _follow, _share):
        step(words, lexicon)
        link(words)


def _mark_relatives(words: Sequence[Word], lexicon: Lexicon) -> None:  # noqa: ARG001 - all steps look alike
    """的 behind a clause or an adjective marks it; behind another adposition it says nothing more."""
    for word in words:
        cases = word.of("case")
        for case in cases:
            clause = word.upos in {"VERB", "AUX", "ADJ"} and word.deprel in {"acl:relcl", "acl", "amod", "advcl"}
            if "of" in case.roles and (clause or len(cases) > 1 or case.index < word.index):
                case.deprel = "mark"


def _name_heads(words: Sequence[Word], lexicon: Lexicon) -> None:
    """In 总理 拜登 the name governs its title."""
    titles = {title[-1] for title in lexicon.titles}
    for name in words:
        title = name.head
        if name.upos != "PROPN" or title is None or name.deprel not in NAMES or name.index != title.index + 1:
            continue
        if title.lemma not in titles or name.of("case"):
            continue
        name.head, name.deprel = title.head, title.deprel
        title.head, title.deprel = name, "compound"
        for child in title.children:
            behind = child is not name and (child.index > name.index or child.deprel in {"case", "conj", "cc"})
            if behind:
                child.head = name


def _own(words: Sequence[Word], lexicon: Lexicon) -> None:  # noqa: ARG001 - all steps look alike
    """The first of two nouns side by side, or before 的, is whose the second is."""
    for word in words:
        noun = word.head
        if word.deprel != "nmod" or noun is None or noun.index < word.index:
            continue
        cases = word.of("case")
        if not cases:
            word.deprel = "compound"
        elif all("of" in case.roles for case in cases):
            word.deprel = "nmod:poss"


def _suffer(words: Sequence[Word], lexicon: Lexicon) -> None:
    """遭到 美国 制裁, 被 美国 制裁: the act governs, whoever suffers it is its passive subject."""
    for word in words:
        act = _suffered(word, lexicon)
        if act is None:
            continue
        if act is not word.head:
            act.head, act.deprel = word.head, word.deprel
            for child in word.children:
                if child is not act:
                    child.head = act
            word.head = act
        act.upos, word.deprel, word.upos = "VERB", "aux:pass", "AUX"
        for child in [*act.children, *word.children]:
            if child in (word, act):
                continue
            if child.deprel in {"nsubj", "nsubj:pass"} and child.index < word.index:
                child.deprel = "nsubj:pass"
            elif word.index < child.index < act.index and child.deprel in {
                "nsubj", "nsubj:pass", "nmod:poss", "compound", "obl", "obl:agent",
            }:  # fmt: skip
                child.deprel = "obl:agent"


def _suffered(word: Word, lexicon: Lexicon) -> Word | None:
    """The act that a word of suffering governs, or that has it as its auxiliary."""
    if "by" not in word.roles or word.lemma == "由":
        return None
    if word.deprel in {"aux:pass", "aux"}:
        return word.head if word.head is not None and (word.head.lemma, "VERB") in lexicon.frames else None
    if word.upos not in {"VERB", "AUX"}:
        return None
    acts = [child for child in word.of("obj", "xcomp", "ccomp") if child.index > word.index]
    return next((act for act in acts if (act.lemma, "VERB") in lexicon.frames), None)


def _carry(words: Sequence[Word], lexicon: Lexicon) -> None:
    """进行 访问, 表示 支持: what a light verb carries is a noun, its object."""
    for word in words:
        verb = word.head
        if verb is None or verb.lemma not in lexicon.light or verb.upos != "VERB" or word.index < verb.index:
            continue
        bare = not word.of(*SUBJECTS, "obj", "aux", "aux:pass", "ccomp", "xcomp")
        if word.deprel in {"xcomp", "ccomp", "obj", "compound"} and bare and (word.lemma, "NOUN") in lexicon.frames:
            word.deprel, word.upos = "obj", "NOUN"


def _follow(words: Sequence[Word], lexicon: Lexicon) -> None:  # noqa: ARG001 - all steps look alike
    """A verb without subject behind another is coordinated with it."""
    for word in words:
        verb = word.head
        if word.deprel not in CLAUSES or verb is None or verb.upos != "VERB" or word.upos != "VERB":
            continue
        if not word.of(*SUBJECTS) and verb.index < word.index:
            word.deprel = "conj"


def _share(words: Sequence[Word], lexicon: Lexicon) -> None:
    """The subject of a clause before its main verb is that of the main verb too, where this has none."""
    for verb in words:
        if verb.upos != "VERB" or verb.of(*SUBJECTS):
            continue
        for clause in verb.of("advcl", "csubj"):
            conditional = any(
                "conditional" in lexicon.operators.get((mark.lemma, mark.upos), ()) for mark in clause.of("mark")
            )
            subjects = clause.of("nsubj")
            if clause.index < verb.index and clause.upos == "VERB" and subjects and not conditional:
                for subject in subjects:
                    subject.head = verb
                break
