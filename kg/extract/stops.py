"""Where a sentence ends beyond doubt, told to the parser before it reads: "... in acque territoriali. Il governo ...".

A full stop ends a sentence behind a whole word or a year and before a capital. Short words may be abbreviations
("Gen. Haftar", "art. 5"), single letters initials, digits ordinals ("am 3. Oktober"); of these the parser judges.
"""

from spacy.tokens import Doc, Token

STOPS = frozenset({".", "!", "?", "…", "..."})
OPENING = frozenset('"“«„(')
CLOSING = frozenset('"”»)')
SHORTEST_WORD = 5
YEAR = 4  # digits


def end_sentences(doc: Doc) -> Doc:
    """Marks the first word of every sentence that begins behind an undoubted stop."""
    for stop in doc[:-1]:
        if stop.text in STOPS and stop.i > 0 and _is_whole(doc[stop.i - 1]):
            first = _next(doc, stop)
            if first is not None and first.i + 1 < len(doc):
                first.is_sent_start = True
    return doc


def _is_whole(word: Token) -> bool:
    """Whether a word before a full stop is no abbreviation; a closing quote or bracket is none."""
    if word.text in CLOSING:
        return True
    return (word.is_alpha and len(word) >= SHORTEST_WORD) or (word.is_digit and len(word) == YEAR)


def _next(doc: Doc, stop: Token) -> Token | None:
    """The first word of what follows a stop, behind the quote that closes with it; None where nothing begins."""
    at = stop.i + 1
    if not stop.whitespace_ and doc[at].text in CLOSING:
        stop, at = doc[at], at + 1
    if at >= len(doc) or not stop.whitespace_:
        return None
    word = doc[at + 1] if doc[at].text in OPENING and at + 1 < len(doc) else doc[at]
    return doc[at] if word.text[:1].isupper() else None
