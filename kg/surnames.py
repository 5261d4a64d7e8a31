"""Surnames compared without the endings of cases: "Мендеша" and "Мендешем" are "Мендеш"."""

ENDINGS = {
    "ru": ("ого", "ому", "ыми", "ими", "ой", "ый", "ий", "ым", "им", "ом", "ем", "ей", "ою", "ую", "ая", "ых", "их",
           "а", "у", "ы", "е", "я", "ю", "и", "й", "ь", "о"),
}  # fmt: skip
SHORTEST = 3  # letters of a stem


def surname_key(name: str, lang: str) -> str:
    """The letters by which a surname is known again in a document."""
    small = name.casefold()
    cut = next((end for end in ENDINGS.get(lang, ()) if small.endswith(end) and len(small) - len(end) >= SHORTEST), "")
    return small.removesuffix(cut)
