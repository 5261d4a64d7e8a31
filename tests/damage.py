"""Damage done to clean text as machine translation, scraping and wrong encodings do it, by a seeded generator."""

import random
import re

WORDS_BETWEEN = 20


def damaged(text: str, seed: int) -> str:
    """The text with one damage in about twenty words, each of a kind that fits the place."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    parts = re.split(r"(\s+)", text)
    count = sum(bool(part.strip()) for part in parts)
    places = [at for at in range(len(parts)) if _kinds(parts, at)]
    for at in sorted(chance.sample(places, min(len(places), count // WORDS_BETWEEN)), reverse=True):
        kinds = _kinds(parts, at)
        if kinds:
            parts[at : at + 3] = kinds[chance.randrange(len(kinds))]
    return "".join(parts)


def _kinds(parts: list[str], at: int) -> list[list[str]]:
    """What may be done to a word and the white space and word behind it: each the three parts written otherwise."""
    if at % 2 or at + 2 >= len(parts) or not parts[at] or not parts[at + 2] or parts[at + 1] != " ":
        return []
    word, after = parts[at], parts[at + 2]
    found = []
    if re.fullmatch(r"[^\W\d_]{3,}[.!?]", word) and after[0].isupper() and after[1:2].islower():
        found.append([word, "", after])  # "cooperation.Establish"
    if re.fullmatch(r"[^\W\d_]+-[^\W\d_]+[,.]?", word):
        found.append([word.replace("-", " -", 1), " ", after])  # "US -Japan"
    if re.fullmatch(r"[^\W\d_]{4,},", word) and re.fullmatch(r"[^\W\d_]{3,}", after):
        found.append([word, "", after])  # "Japan,the"
    if any(letter in word for letter in "éèàùòìçñöüäß’“”"):
        found.append([word.encode().decode("cp1252", "ignore"), " ", after])  # "UcrÃ¢nia"
    if word.isalpha() and after.isalpha() and after.islower():
        found.append([word, "\n", after])  # a line that ends inside a sentence
    return found
