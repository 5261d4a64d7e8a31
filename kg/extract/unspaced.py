"""Words of a script without spaces, cut as the names and the lexicon have them.

Before parsing, known names are one word each (内塔尼亚胡, not 内塔尼 | 亚胡), letters that stand for states are one
word together (美日韩) and part from the verb before them (访 | 华). After parsing, pieces that make a word of the
lexicon are joined (外交 | 部长, 位 | 于), because a treebank cuts finer than a dictionary.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Doc
from spacy.util import get_words_and_spaces

from kg.extract.lexicon import load_lexicon
from kg.extract.tree import Word, link
from kg.gazetteer import Gazetteer

UNSPACED = frozenset({"zh"})
FEWEST = 3  # letters of a name that is cut out whatever stands around it
LONGEST_JOINED = 4  # pieces of one word
PIECES = frozenset({"NOUN", "VERB", "PROPN", "PART", "ADJ", "ADV", "ADP", "NUM", "X", "DET", "AUX"})
INSIDE = frozenset({"compound", "nmod", "amod", "case", "mark", "advmod", "obj", "flat", "clf", "nummod", "det", "dep"})


def recut(doc: Doc, gazetteer: Gazetteer, before_letters: frozenset[str]) -> Doc:
    """The words of a text with its known names as words; `before_letters` are verbs of one letter that take letters."""
    text = doc.text
    edges = {word.idx for word in doc} | {word.idx + len(word) for word in doc}
    letters: set[int] = set()
    for match in gazetteer.matches(text):
        if match.end - match.start == 1 and match.namings[0].form == "combining":
            letters.add(match.start)
        elif match.end - match.start >= FEWEST or {match.start, match.end} <= edges:
            edges -= set(range(match.start + 1, match.end))
            edges |= {match.start, match.end}
    for start, end in _runs(letters):
        if start > 0 and text[start - 1] in before_letters and {start - 1, end} <= edges:
            edges.add(start)
        if {start, end} <= edges:
            edges -= set(range(start + 1, end))
    return Doc(doc.vocab, *get_words_and_spaces(list(_words(text, sorted(edges))), text))


def _runs(letters: set[int]) -> Iterator[tuple[int, int]]:
    """(start, end) of each run of letters that stand side by side."""
    for start in sorted(letters):
        if start - 1 not in letters:
            end = start
            while end in letters:
                end += 1
            yield start, end


def _words(text: str, edges: Sequence[int]) -> Iterator[str]:
    for start, end in zip([0, *edges], [*edges, len(text)], strict=True):
        if text[start:end].strip():
            yield text[start:end].strip()


@cache
def known_words(lang: str) -> frozenset[str]:
    """Every word of several letters that the lexicon of a language knows by itself."""
    lexicon = load_lexicon(lang)
    required = {
        lemma for frames in lexicon.frames.values() for frame in frames for need in frame.requirements
        for lemma in need.lemmas
    }  # fmt: skip
    cues = {lemma for lemma, _ in (*lexicon.frames, *lexicon.operators)}
    titles = {title[0] for title in lexicon.titles if len(title) == 1}
    words = required | cues | titles | set(lexicon.nouns) | set(lexicon.anaphors) | set(lexicon.appointments)
    return frozenset(word for word in words if len(word) > 1)


def join_pieces(words: list[Word], lang: str) -> list[Word]:
    """The words with the pieces of known words joined; heads and indices are those of the joined words."""
    known, kept, at = known_words(lang), [], 0
    while at < len(words):
        length = next((n for n in range(LONGEST_JOINED, 1, -1) if _is_word(words[at : at + n], n, known)), 1)
        kept.append(_joined(words, at, length) if length > 1 else words[at])
        at += length
    for index, word in enumerate(kept):
        word.index = index
    link(kept)
    return kept


def _is_word(pieces: Sequence[Word], length: int, known: frozenset[str]) -> bool:
    """Whether pieces side by side, one of which governs the others, make a known word."""
    if len(pieces) < length or "".join(piece.text for piece in pieces) not in known:
        return False
    if any(piece.upos not in PIECES for piece in pieces):
        return False
    inside = set(map(id, pieces))
    heads = [piece for piece in pieces if piece.head is None or id(piece.head) not in inside]
    return len(heads) == 1 and all(piece.deprel.split(":")[0] in INSIDE for piece in pieces if piece is not heads[0])


def _joined(words: list[Word], at: int, length: int) -> Word:
    """The head of the pieces, widened to all of them."""
    pieces = words[at : at + length]
    inside = set(map(id, pieces))
    head = next(piece for piece in pieces if piece.head is None or id(piece.head) not in inside)
    for word in words:
        if word.head is not None and id(word.head) in inside and id(word) not in inside:
            word.head = head
    head.text = "".join(piece.text for piece in pieces)
    head.start, head.end = pieces[0].start, pieces[-1].end
    if head.upos not in {"VERB", "NOUN", "PROPN", "ADJ"}:
        head.upos = next((piece.upos for piece in pieces if piece.upos in {"VERB", "NOUN"}), "NOUN")
    return head
