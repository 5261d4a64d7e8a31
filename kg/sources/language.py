"""Which language a text is in."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any

UNDETERMINED = "und"
"""What `Document.lang` says of a text whose language cannot be told: too short, no words, or no ISO 639-1 code."""

SAMPLE = 10_000  # code points; more do not change the answer
LEAST = 0.3  # every wrong answer on one-line headlines stayed below a quarter

# A short headline is often told from its language's neighbours only when rare languages are set aside.
NEWS = frozenset({"ar", "de", "en", "es", "fr", "it", "ja", "pt", "ru", "tr", "zh"})
LEAST_OF_NEWS = 0.03
LEAST_LETTERS = 10
LEAD = 1.7  # how many times the share of the next of them

# Members of a macrolanguage that has a two-letter code, by ISO 639-3.
MACROLANGUAGES = {
    "ary": "ar",
    "arz": "ar",
    "fuv": "ff",
    "gug": "gn",
    "kik": "ki",
    "ltg": "lv",
    "sdh": "ku",
    "uzs": "uz",
    "wuu": "zh",
    "yue": "zh",
}


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language of a text, judged by its beginning, or `UNDETERMINED`."""
    shares: dict[str, float] = defaultdict(float)
    for code, share in ranking(text[:SAMPLE]):
        shares[MACROLANGUAGES.get(code, code)] += share
    code, share = min(shares.items(), key=lambda pair: (-pair[1], pair[0]))
    if share >= LEAST and len(code) == 2:
        return code
    return _among_news(shares) if sum(map(str.isalpha, text[:SAMPLE])) >= LEAST_LETTERS else UNDETERMINED


def _among_news(shares: Mapping[str, float]) -> str:
    """The language of the news with a clear lead over the others, where no language at all is sure."""
    (share, code), (next_share, _) = sorted(((shares.get(lang, 0.0), lang) for lang in NEWS), reverse=True)[:2]
    return code if share >= LEAST_OF_NEWS and share >= LEAD * next_share else UNDETERMINED


def ranking(text: str) -> list[tuple[str, float]]:
    """Languages that a text may be in, as (code, share), best first; the shares add up to one."""
    ranked: list[tuple[str, float]] = _identifier().rank(text)
    return ranked


@cache
def _identifier() -> Any:  # py3langid has no types  # noqa: ANN401
    # Here and not at the top, because the model takes a second to load. An identifier of our own, because the one
    # that py3langid shares can be restricted by anybody.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
