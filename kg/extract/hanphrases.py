"""Noun phrases of Chinese by word order: what the words are, and which noun of a row governs the others.

The parser's treebanks are small: its parts of speech are trusted where names, lexicon and closed classes say nothing,
its heads are not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.extract.hannumbers import WHOLE
from kg.extract.lexicon import Lexicon
from kg.extract.tree import Word

KEPT = frozenset({"PRON", "ADJ", "ADV", "DET", "VERB", "AUX", "SCONJ", "CCONJ"})
PASSED = frozenset({"agreement", "policy"})  # classes of what a parliament passes: 通过 决议
TITLES = frozenset({"organ", "official"})
SHORTEST_NAME, LONGEST_NAME = 2, 4  # letters
FEWEST = 3  # words of a clause whose last one may be an unmarked verb
POINTING = frozenset("该此本这那這該")
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


@dataclass(slots=True)
class Phrase:
    """A noun phrase, a verb or another word of a clause: `head` and the adposition before it."""

    head: Word
    kind: str  # noun, verb, mark, other
    cases: list[Word] = field(default_factory=list)
    clause: Word | None = None  # a verb right before it and 的

    def takes(self, role: str) -> bool:
        """Whether the adposition that comes first has a role."""
        return bool(self.cases) and role in self.cases[0].roles


def retag(words: Sequence[Word], lexicon: Lexicon, names: frozenset[int]) -> None:
    """Parts of speech that names, lexicon and neighbours tell; `names` are the starts of known names."""
    for word in words:
        before = words[word.index - 1] if word.index else None
        after = words[word.index + 1] if word.index + 1 < len(words) else None
        word.upos = _part(word, before, after, lexicon, names)


def find_verb(clause: Sequence[Word], lexicon: Lexicon) -> None:
    """Makes the last word of a clause without a verb its verb, where it can be one: 同乍得方面磋商."""
    words = [word for word in clause if word.upos != "PUNCT"]
    for at, word in enumerate(words):
        if "copula" in word.roles and word.upos == "AUX" and at and _is_predicative(words[at + 1 :]):
            word.upos = "VERB"  # "赞比亚 是 非盟 成员"
    _pass_bills(words, lexicon)
    if len(words) < FEWEST or any(word.upos == "VERB" for word in words):
        return
    last = words[-1]
    if last.upos == "NOUN" and (last.lemma, "VERB") in lexicon.frames and any(word.upos == "ADP" for word in words):
        last.upos = "VERB"


def _pass_bills(words: Sequence[Word], lexicon: Lexicon) -> None:
    """通过 is a verb where the clause ends in what is passed: 安理会 通过 英国 起草 的 决议."""
    if not words or lexicon.nouns.get(words[-1].lemma) not in PASSED:
        return
    word = next((each for each in words if each.text in {"通过", "通過"} and each.upos == "ADP"), None)
    if word is not None and any("particle" in each.roles for each in words[words.index(word) :]):
        word.upos = "VERB"


def _is_predicative(behind: Sequence[Word]) -> bool:
    """Whether what stands behind 是 is a noun phrase, perhaps with a clause before its 的."""
    if not behind or behind[-1].upos not in {"NOUN", "PROPN"}:
        return False
    last = max((at for at, word in enumerate(behind) if "particle" in word.roles), default=-1)
    return not any(word.upos == "VERB" for word in behind[last + 1 :])


def _part(word: Word, before: Word | None, after: Word | None, lexicon: Lexicon, names: frozenset[int]) -> str:
    if word.start in names:
        return "PROPN"
    if not word.text[0].isalnum():
        return "PUNCT"
    known = _closed(word, before, after, lexicon, names)
    if known or word.upos == "NUM":
        return known or "NUM"
    for part in ("ADV", "AUX", "SCONJ"):
        opens = part == "SCONJ" and len(word.text) > 1
        if (word.text, part) in lexicon.operators and (opens or _modifies(word.text, after, lexicon)):
            return part
    return _content(word, before, after, lexicon, names)


def _closed(word: Word, before: Word | None, after: Word | None, lexicon: Lexicon, names: frozenset[int]) -> str:
    """The part of speech of a word of a closed class, "" of any other."""
    acting = after is not None and (after.start in names or after.upos in {"PROPN", "PRON"})
    named = after is not None and (acting or after.upos == "NOUN")
    counting = after is not None and (after.upos in {"NUM", "ADJ"} or "classifier" in after.roles)
    counted = before is not None and before.upos in {"NUM", "DET"}
    if "taking" in word.roles and "will" in word.roles:  # 将
        return "ADP" if acting else "ADV"
    if "coverb" in word.roles:
        passes = after is not None and lexicon.nouns.get(after.lemma) in PASSED
        return "VERB" if passes and (word.text, "VERB") in lexicon.frames else "ADP"
    tests = (
        ("PART", bool(word.roles & {"particle", "aspect"})),
        ("DET", "former" in word.roles and len(word.text) == 1 and named),
        ("DET", "definite" in word.roles and word.text in POINTING and (named or counting)),
        (
            "NUM",
            len(word.text) > 1
            and "classifier" in lexicon.grammar.roles.get(word.text[-1], ())
            and WHOLE.fullmatch(word.text[:-1]) is not None,
        ),
        ("ADP", "behind" in word.roles and before is not None and before.upos in NOMINAL),
        ("CCONJ", "and" in word.roles and word.upos == "CCONJ"),
        ("NUM", "classifier" in word.roles and counted),
    )
    return next((part for part, holds in tests if holds), "")


def _modifies(text: str, after: Word | None, lexicon: Lexicon) -> bool:
    """Whether a word that can be an adverb is one: before a verb, or where it is nothing else."""
    if (text, "VERB") in lexicon.frames or (text, "NOUN") in lexicon.frames or text in lexicon.nouns:
        return False
    verbal = after is not None and (
        after.upos in {"VERB", "ADV", "AUX", "ADP"} or (after.lemma, "VERB") in lexicon.frames
    )
    return len(text) < 2 or verbal


def _content(word: Word, before: Word | None, after: Word | None, lexicon: Lexicon, names: frozenset[int]) -> str:
    """What a word of an open class is; most verbs are nouns as well."""
    verb = (word.lemma, "VERB") in lexicon.frames or (word.lemma, "VERB") in lexicon.operators
    noun = (word.lemma, "NOUN") in lexicon.frames or word.lemma in lexicon.nouns or word.lemma in lexicon.anaphors
    noun = noun or (word.lemma,) in lexicon.titles
    if not verb and not noun and _is_person(word, before, after, lexicon):
        return "PROPN"
    if not verb and not noun:
        return word.upos if word.upos in KEPT else "NOUN"
    if not (verb and noun):
        return "VERB" if verb else "PRON" if word.upos == "PRON" else "NOUN"
    if before is not None and "particle" in before.roles:
        return "NOUN"
    if _governs(word, before, after, lexicon, names) or word.upos not in {"NOUN", "VERB"}:
        return "VERB"
    return word.upos


def _is_person(word: Word, before: Word | None, after: Word | None, lexicon: Lexicon) -> bool:
    """Whether an unknown word is a name: letters of foreign names, or a surname and what follows behind a title."""
    roles = lexicon.grammar.roles
    if word.upos not in {"NOUN", "PROPN", "X", "ADJ", "VERB", "ADV"} or len(word.text) < SHORTEST_NAME:
        return False
    titled = before is not None and _is_titled(before.text, lexicon)
    if all("sounds" in roles.get(letter, ()) for letter in word.text.replace("·", "")):
        return titled or len(word.text) > SHORTEST_NAME
    surname = any("surname" in roles.get(word.text[:length], ()) for length in (1, 2))
    closed = after is None or after.upos in {"VERB", "ADV", "AUX", "ADP", "PUNCT", "NUM", "CCONJ", "PART"}
    return titled and surname and closed and len(word.text) <= LONGEST_NAME


def _is_titled(text: str, lexicon: Lexicon) -> bool:
    return any((text[at:],) in lexicon.titles or lexicon.nouns.get(text[at:]) == "official" for at in range(len(text)))


def _governs(word: Word, before: Word | None, after: Word | None, lexicon: Lexicon, names: frozenset[int]) -> bool:
    """Whether a word that can be a noun is a verb here: behind an adverb, before a name, 了 or what is said."""
    if before is not None and before.upos in {"ADV", "AUX"}:
        return True
    if after is None:
        return False
    said = lexicon.operators.get((word.lemma, "VERB"), frozenset()) & {"speech", "requested"}
    named = after.start in names or "aspect" in after.roles
    return named or bool(said and ("coverb" in after.roles or (after.text, "ADV") in lexicon.operators))


def phrases(words: Sequence[Word], lexicon: Lexicon) -> list[Phrase]:
    """The phrases of a clause in order; inside each noun phrase heads are set."""
    found: list[Phrase] = []
    at = 0
    while at < len(words):
        at = _one(words, at, found, lexicon)
    return found


def _one(words: Sequence[Word], at: int, found: list[Phrase], lexicon: Lexicon) -> int:
    word = words[at]
    if "particle" in word.roles:
        return _owned(words, at, found, lexicon)
    if "aspect" in word.roles:
        _hang(word, found[-1].head if found else word, "aux")
        return at + 1
    if word.upos in NOMINAL | {"NUM", "DET", "ADJ", "X"}:
        end, head = _run(words, at, lexicon)
        phrase = Phrase(head, "noun" if head.upos in NOMINAL else "count")
        found.append(phrase)
        return _localized(words, end, phrase)
    if word.upos == "ADP" and at + 1 < len(words) and words[at + 1].upos in NOMINAL | {"NUM", "DET", "ADJ"}:
        end, head = _run(words, at + 1, lexicon)
        phrase = Phrase(head, "noun", [word])
        _hang(word, head, "case")
        found.append(phrase)
        return _localized(words, end, phrase)
    kind = "verb" if word.upos == "VERB" else "mark" if word.upos in {"SCONJ", "ADP"} else "other"
    found.append(Phrase(word, kind))
    return at + 1


def _localized(words: Sequence[Word], at: int, phrase: Phrase) -> int:
    """Takes 之间, 上, 境内 behind a noun as an adposition."""
    if at < len(words) and "behind" in words[at].roles:
        _hang(words[at], phrase.head, "case")
        words[at].upos = "ADP"
        phrase.cases.append(words[at])
        return at + 1
    return at


def _owned(words: Sequence[Word], at: int, found: list[Phrase], lexicon: Lexicon) -> int:
    """X 的 Y: X owns Y; a verb before 的 is a clause of Y."""
    particle, last = words[at], found[-1] if found else None
    if at + 1 >= len(words) or words[at + 1].upos not in NOMINAL | {"NUM", "ADJ", "DET", "VERB"} or last is None:
        _hang(particle, last.head if last else particle, "discourse")
        return at + 1
    if words[at + 1].upos == "VERB":
        words[at + 1].upos = "NOUN"
    end, head = _run(words, at + 1, lexicon)
    phrase = Phrase(head, "noun")
    _hang(particle, last.head, "mark" if last.kind != "noun" or last.cases else "case")
    if last.kind == "noun" and not last.cases and [each.kind for each in found[-3:-1]] == ["count", "verb"]:
        found.pop()
        _hang(last.head, found[-1].head, "obj")
        particle.deprel = "mark"
        phrase.clause = found[-1].head
    elif last.kind == "noun":
        found.pop()
        _hang(last.head, head, "nmod" if last.cases else "nmod:poss")
        phrase.clause = last.clause
        verbal = end < len(words) and words[end].upos == "VERB"
        if last.cases and _reaches_on(last.cases[0], head, lexicon, verbal=verbal):
            phrase.cases = [last.cases[0]]
            _hang(last.cases[0], head, "case")
            last.cases = last.cases[1:]
        _own_act(head, last, found, lexicon)
        if found and found[-1].kind == "mark" and found[-1].head.upos == "ADP":
            case = found.pop()
            phrase.cases = [case.head]
            _hang(case.head, head, "case")
    elif last.kind == "verb":
        phrase.clause = last.head
        opening = found[-2] if len(found) > 1 else None
        if (
            opening is not None
            and opening.kind == "mark"
            and "with" in opening.head.roles
            and opening.head.upos == "ADP"
        ):
            found.remove(opening)  # 同 到访 的 总统 会谈
            phrase.cases = [opening.head]
            _hang(opening.head, head, "case")
    found.append(phrase)
    return _localized(words, end, phrase)


def _reaches_on(case: Word, head: Word, lexicon: Lexicon, *, verbal: bool) -> bool:
    """Whether an adposition before X 的 Y governs Y: 从 机场 的 酒店, but not 对 法国 的 批评, 在 加沙 的 行动.

    `verbal`: a verb follows, as in 对 秘鲁 的 立场 表示 支持.
    """
    if "owning" in case.roles and verbal and (head.lemma, "NOUN") not in lexicon.frames:
        return True
    if "in" in case.roles:
        return (head.lemma, "NOUN") not in lexicon.frames
    return "coverb" in case.roles and "owning" not in case.roles


def _own_act(head: Word, owner: Phrase, found: list[Phrase], lexicon: Lexicon) -> None:
    """X 对 Y 的 Z: who does Z stands before it; 对 A 的 B 的 C and the like keep their adposition."""
    if owner.cases and "in" not in owner.cases[0].roles and found and found[-1].kind == "noun" and not found[-1].cases:
        verbs = any(phrase.kind == "verb" for phrase in found)
        if (head.lemma, "NOUN") in lexicon.frames and not verbs:
            doer = found.pop()
            _hang(doer.head, head, "compound")


def _run(words: Sequence[Word], at: int, lexicon: Lexicon) -> tuple[int, Word]:
    """(end, head) of nouns in a row with what stands before them, and of those joined to it by 和 or 、."""
    end = at
    while (
        end < len(words)
        and words[end].upos in NOMINAL | {"NUM", "DET", "ADJ", "X"}
        and not _breaks(words, at, end, lexicon)
    ):
        end += 1
    row = words[at:end]
    for before, word in pairwise(row):
        if _is_apposed(word, before):
            word.upos = "DET"
    nouns = [word for word in row if word.upos in NOMINAL] or list(row)
    head = nouns[-1]
    _attach_row(row, head, lexicon)
    if end + 1 < len(words) and words[end].roles & {"and"} and words[end + 1].upos in NOMINAL | {"NUM", "DET", "ADJ"}:
        further, other = _run(words, end + 1, lexicon)
        if not _is_coverb(words, end, further):
            _hang(words[end], other, "cc")
            _hang(other, head, "conj")
            return further, head
    return end, head


def _is_coverb(words: Sequence[Word], at: int, after: int) -> bool:
    """Whether 与 or 同 is "with": a verb follows, and the two nouns do not own or count something together."""
    if "with" not in words[at].roles or "coverb" not in words[at].roles:
        return False
    behind = words[after] if after < len(words) else None
    together = behind is not None and bool(behind.roles & {"particle", "behind", "both", "three"})
    return not together and any(word.upos == "VERB" for word in words[after:])


def _breaks(words: Sequence[Word], start: int, at: int, lexicon: Lexicon) -> bool:
    """Whether a row of nouns ends before a word: between a time and what is not one."""
    if at == start:
        return False
    if words[at].upos == "NUM" and at + 1 < len(words) and "date" in words[at + 1].roles:
        return not is_time(words[at - 1], lexicon)
    return is_time(words[at], lexicon) != is_time(words[at - 1], lexicon) and words[at - 1].upos != "NUM"


def is_time(word: Word, lexicon: Lexicon) -> bool:
    """Whether a noun tells when."""
    return lexicon.nouns.get(word.lemma) == "time" or word.deprel in {"nmod:tmod", "obl:tmod"}


def _is_apposed(word: Word, before: Word) -> bool:
    """Whether a word only counts the names before it: 中美 两国, 俄乌 双方."""
    return bool(word.roles & {"both", "three"}) and before.upos == "PROPN"


def _attach_row(row: Sequence[Word], head: Word, lexicon: Lexicon) -> None:
    nouns = [word for word in row if word.upos in NOMINAL]
    for word in row:
        if word is head:
            continue
        after = next((noun for noun in nouns if noun.index > word.index), head)
        if word.upos not in NOMINAL:
            _hang(word, after, {"NUM": "nummod", "DET": "det", "ADJ": "amod"}.get(word.upos, "compound"))
        elif word.index > head.index:
            _hang(word, head, "dep")
        else:
            titled = lexicon.nouns.get(after.lemma) in TITLES or (after.lemma,) in lexicon.titles
            _hang(word, after if titled or after is head else head, "compound")


def _hang(word: Word, head: Word, deprel: str) -> None:
    word.head, word.deprel = (head, deprel) if head is not word else (None, "root")
