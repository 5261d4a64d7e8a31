"""Words of a script without spaces, cut as the names and the lexicon have them.

Before parsing, known names are one word each (内塔尼亚胡, not 内塔尼 | 亚胡), letters that stand for states are one
word together (美日韩) and part from the verb before them (访 | 华). After parsing, pieces that make a word of the
lexicon are joined (外交 | 部长, 位 | 于), because a treebank cuts finer than a dictionary.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from spacy.tokens import Doc
from spacy.util import get_words_and_spaces

from kg.extract.hancuts import cuts
from kg.extract.lexicon import Lexicon, load_lexicon
from kg.extract.tree import Word, link
from kg.gazetteer import Gazetteer

UNSPACED = frozenset({"zh"})
FEWEST = 3  # letters of a name that is cut out whatever stands around it
LONGEST_JOINED = 4  # pieces of one word
SHORTEST = 2  # letters of a word whose pieces must hang together
SOUNDS = 4  # letters of a foreign name read in pieces
PIECES = frozenset({"NOUN", "VERB", "PROPN", "PART", "ADJ", "ADV", "ADP", "NUM", "X", "DET", "AUX"})
INSIDE = frozenset({"compound", "nmod", "amod", "case", "mark", "advmod", "obj", "flat", "clf", "nummod", "det", "dep"})


def recut(doc: Doc, gazetteer: Gazetteer, before_letters: frozenset[str], lexicon: Lexicon | None = None) -> Doc:
    """The words of a text with its known names as words; `before_letters` are verbs of one letter that take letters."""
    text = doc.text
    edges = {word.idx for word in doc} | {word.idx + len(word) for word in doc}
    letters: set[int] = set()
    matches = list(gazetteer.matches(text))
    for match in matches:
        if match.end - match.start == 1 and match.namings[0].form == "combining":
            letters.add(match.start)
        elif _stands_out(text, match.start, match.end, edges, before_letters):
            edges -= set(range(match.start + 1, match.end))
            edges |= {match.start, match.end}
    for start, end in _runs(letters):
        if start > 0 and text[start - 1] in before_letters and {start - 1, end} <= edges:
            edges.add(start)
        if {start, end} <= edges:
            edges -= set(range(start + 1, end))
    if lexicon is not None:
        edges |= set(cuts(text, sorted(edges - {0, len(text)}), matches, lexicon, known_words(lexicon.lang)))
    return Doc(doc.vocab, *get_words_and_spaces(list(_words(text, sorted(edges))), text))


def _stands_out(text: str, start: int, end: int, edges: set[int], before_letters: frozenset[str]) -> bool:
    """Whether a name is cut out: a long one, one between words, one behind a verb or adposition of one letter."""
    if end - start >= FEWEST or {start, end} <= edges:
        return True
    return start > 0 and {start - 1, end} <= edges and text[start - 1] in before_letters


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
    titles = {title[0] for title in lexicon.titles if len(title) == 1 and not _begins_with_organ(title[0], lexicon)}
    words = required | cues | titles | set(lexicon.nouns) | set(lexicon.anaphors) | set(lexicon.appointments)
    return frozenset(word for word in words if len(word) > 1)


def _begins_with_organ(title: str, lexicon: Lexicon) -> bool:
    """Whether a title names the organ: 外交部 in 外交部发言人 is a word of its own."""
    return any(lexicon.nouns.get(title[:length]) == "organ" for length in range(2, len(title) - 1))


def join_pieces(words: list[Word], lang: str) -> list[Word]:
    """The words with the pieces of known words joined; heads and indices are those of the joined words."""
    known, roles = known_words(lang), load_lexicon(lang).grammar.roles
    kept, at = [], 0
    while at < len(words):
        length = next((n for n in range(LONGEST_JOINED, 1, -1) if _is_word(words[at : at + n], n, known)), 1)
        length = max(length, _transliterated(words, at, known, roles), _surnamed(words, at, lang, known))
        kept.append(_joined(words, at, length) if length > 1 else words[at])
        at += length
    for index, word in enumerate(kept):
        word.index = index
    link(kept)
    return kept


def _is_word(pieces: Sequence[Word], length: int, known: frozenset[str]) -> bool:
    """Whether pieces side by side make a known word; of a short one, one piece governs the others."""
    if len(pieces) < length or "".join(piece.text for piece in pieces) not in known:
        return False
    if any(piece.upos not in PIECES for piece in pieces):
        return False
    heads = _outer(pieces)
    together = len(heads) == 1 and all(
        piece.deprel.split(":")[0] in INSIDE for piece in pieces if piece is not heads[0]
    )
    return together or sum(len(piece.text) for piece in pieces) > SHORTEST or "prefix" in pieces[0].roles


def _outer(pieces: Sequence[Word]) -> list[Word]:
    """The pieces whose head is none of them."""
    inside = set(map(id, pieces))
    return [piece for piece in pieces if piece.head is None or id(piece.head) not in inside]


def _transliterated(words: Sequence[Word], at: int, known: frozenset[str], roles: Mapping[str, frozenset[str]]) -> int:
    """How many words from here on are pieces of one foreign name: 伊万 | 尼什 | 维利."""
    end = at
    while end < len(words) and _sounds(words[end], roles) and words[end].text not in known:
        end += 1
    letters = sum(len(word.text) for word in words[at:end])
    if end - at < 2 or letters < SOUNDS:
        return 1
    words[at].upos = "PROPN"
    for word in words[at:end]:
        word.upos = "PROPN"
    return end - at


def _surnamed(words: Sequence[Word], at: int, lang: str, known: frozenset[str]) -> int:
    """How many words from here on are a surname and a given name behind a title: 国防部长 | 潘 | 文江."""
    lexicon = load_lexicon(lang)
    if not at or "surname" not in lexicon.grammar.roles.get(words[at].text, ()) or at + 1 >= len(words):
        return 1
    before, given = words[at - 1], words[at + 1]
    titled = any((before.text[cut:],) in lexicon.titles for cut in range(len(before.text)))
    if (
        not titled
        or len(given.text) > 2
        or given.text in known
        or given.upos not in {"NOUN", "PROPN", "X", "ADJ", "VERB"}
    ):
        return 1
    words[at].upos = words[at + 1].upos = "PROPN"
    return 2


def _sounds(word: Word, roles: Mapping[str, frozenset[str]]) -> bool:
    """Whether a word is written with letters of foreign names only."""
    return word.upos in {"NOUN", "PROPN", "X", "ADJ"} and all("sounds" in roles.get(letter, ()) for letter in word.text)


def _joined(words: list[Word], at: int, length: int) -> Word:
    """The head of the pieces, widened to all of them."""
    pieces = words[at : at + length]
    inside = set(map(id, pieces))
    head = _outer(pieces)[-1]
    for word in words:
        if word.head is not None and id(word.head) in inside and id(word) not in inside:
            word.head = head
    head.text = "".join(piece.text for piece in pieces)
    head.start, head.end = pieces[0].start, pieces[-1].end
    if head.upos not in {"VERB", "NOUN", "PROPN", "ADJ"}:
        head.upos = next((piece.upos for piece in pieces if piece.upos in {"VERB", "NOUN"}), "NOUN")
    return head
