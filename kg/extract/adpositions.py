"""Several words that are one adposition ("da parte di", "face à"), read as one whatever tree a parser gives them."""

from kg.extract.grammar import Grammar, plain
from kg.extract.tree import Word


def join_adpositions(words: list[Word], grammar: Grammar) -> None:
    """Reads the several words of one adposition as one, which governs what the last of them governed."""
    at = 0
    while at < len(words):
        length = next(
            (n for n in range(min(grammar.longest, len(words) - at), 1, -1) if _form(words, at, n, grammar)), 0
        )
        if length:
            _join(words[at : at + length], _form(words, at, length, grammar) or "", words)
        at += max(length, 1)


def _form(words: list[Word], at: int, length: int, grammar: Grammar) -> str | None:
    """What the grammar reads a stretch of words as; the last of them may be contracted with an article."""
    stretch = words[at : at + length]
    written = tuple(plain(word.text) for word in stretch)
    return grammar.forms.get(written) or grammar.forms.get((*written[:-1], stretch[-1].lemma))


def _join(parts: list[Word], lemma: str, words: list[Word]) -> None:
    """The first part becomes a `case` of the phrase behind the last; the others are `fixed` parts without a word."""
    inside = set(map(id, parts))
    heads = [word for word in parts if word.head is None or id(word.head) not in inside]
    top = heads[0]
    phrase = next(
        (part.head for part in reversed(parts) if part.head is not None and id(part.head) not in inside), None
    )
    below = [part for part in parts if part is not top]
    first = parts[0]
    if phrase is None or (top.head is phrase and top.deprel not in {"case", "mark", "advmod", "cc"}):
        # the first noun governs the phrase: "face à X", "à cause de X" hung on `cause`
        inner = _governed(parts, inside)
        if inner is not None:
            inner.head, inner.deprel = top.head, "nmod" if top.deprel == "nmod" else "obl"
        else:
            inner = _behind(parts, words)
        if inner is None:
            return
        phrase = inner
    elif phrase.head is not None and id(phrase.head) in inside:  # "por parte de Rusia" below its own `parte`
        phrase.head, phrase.deprel = top.head, "nmod" if top.deprel in {"nmod", "appos", "conj"} else "obl"
    first.lemma, first.upos = lemma, "ADP"
    first.head, first.deprel = phrase, "case"
    for part in (*below, top):
        if part is not first:
            part.head, part.deprel, part.lemma = first, "goeswith", part.text.lower()


def _behind(parts: list[Word], words: list[Word]) -> Word | None:
    """The name right behind the parts, made a part of the noun before them: "gli alleati, tra cui il Giappone"."""
    noun = next((word for word in words[parts[-1].index + 1 :][:3] if word.upos not in {"DET", "ADJ", "ADP"}), None)
    before = next((word for word in reversed(words[: parts[0].index]) if word.upos in {"NOUN", "PROPN"}), None)
    if noun is None or before is None or noun.upos not in {"NOUN", "PROPN"} or noun in before.ancestors():
        return None
    noun.head, noun.deprel = before, "nmod"
    return noun


def _governed(parts: list[Word], inside: set[int]) -> Word | None:
    """The phrase below the parts that stands behind them."""
    last = parts[-1]
    below = [child for part in parts for child in part.children if id(child) not in inside and child.index > last.index]
    return next((child for child in below if child.deprel in {"nmod", "obl", "obj", "fixed", "appos"}), None)
