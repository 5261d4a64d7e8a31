"""The cards of the parsers: what they were trained on, under which licence, and what they score."""

LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "zh": "Chinese",
}
SOURCES = {  # by the beginning of the file names: treebank, licence, commit
    "ar_pud": ("UD_Arabic-PUD", "CC BY-SA 3.0", "be733f45d2"),
    "de_gsd": ("UD_German-GSD", "CC BY-SA 4.0", "297fcf3504"),
    "de_pud": ("UD_German-PUD", "CC BY-SA 3.0", "ff80846ae6"),
    "es_gsd": ("UD_Spanish-GSD", "CC BY-SA 4.0", "57c0456446"),
    "es_pud": ("UD_Spanish-PUD", "CC BY-SA 3.0", "818a82b862"),
    "it_markit": ("UD_Italian-MarkIT", "CC BY 4.0", "b01ee41ef4"),
    "it_parlamint": ("UD_Italian-ParlaMint", "CC BY-SA 4.0", "fb2c561fb1"),
    "it_pud": ("UD_Italian-PUD", "CC BY-SA 3.0", "71d932aa09"),
    "it_twittiro": ("UD_Italian-TWITTIRO", "CC BY-SA 4.0", "c19d5f6c3a"),
    "pt_bosque": ("UD_Portuguese-Bosque", "CC BY-SA 4.0", "5de7ac3402"),
    "pt_pud": ("UD_Portuguese-PUD", "CC BY-SA 3.0", "be08a756d7"),
    "ru_gsd": ("UD_Russian-GSD", "CC BY-SA 4.0", "5400f2fd72"),
    "ru_pud": ("UD_Russian-PUD", "CC BY-SA 3.0", "da5b3816ee"),
    "ru_taiga": ("UD_Russian-Taiga", "CC BY-SA 4.0", "3c64a056ed"),
    "tr_boun": ("UD_Turkish-BOUN", "CC BY-SA 4.0", "f828b02872"),
    "zh_gsdsimp": ("UD_Chinese-GSDSimp", "CC BY-SA 4.0", "eb3aed31eb"),
    "zh_pud": ("UD_Chinese-PUD", "CC BY-SA 3.0", "2849afd946"),
}
CARD = """# Parser of {language}: model card

**What it is.** A spaCy pipeline that gives the words of {language} text parts of speech, features and Universal Dependencies, and ends its sentences. Read it with `kg.extract.parsers.load_parser`: its weights lie in half precision. {size:.1f} MB; sha256 over the names and bytes of its files, this card aside: `{checksum}`.

**Made by** `python -m kg.training.parsers {lang}` (docs/decisions/{decision}).

**Data.** Trained on {training:,} words of these treebanks of Universal Dependencies, in files {files}:

{sources}

**Scores** on raw text that it was not trained on ({held_out_name}, {held_out:,} words), in documents of ten sentences, with its own tokens and sentences, by spaCy's scorer (punctuation not counted), contractions whole; `python -m kg.training.parsers --evaluate {lang}` says them again where the treebanks stand in `../shared/data/ud`:

| LAS | LAS without subtypes of relations | UAS | part of speech | tokens F | sentences F |
|---|---|---|---|---|---|
| {las:.1f} | {plain_las:.1f} | {uas:.1f} | {upos:.1f} | {tokens:.1f} | {sentences:.1f} |

{words_per_second:,} words a second on one core of the machine that trained it.

**Limits.** The treebanks are small and hold few headlines; names of many words and long sentences are where most errors are. It was not measured on speech or chats.

**Licence**: [CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/), unlike the code; the treebanks named above, with their authors (https://universaldependencies.org), are to be attributed by whoever passes these weights on.
"""  # noqa: E501 - paragraphs of a text, not of code


def sources(files: tuple[str, ...]) -> str:
    """The treebanks that files come from, as a list in Markdown."""
    known = sorted({SOURCES[name.split("-")[0]] for name in files})
    return "\n".join(f"- {treebank}, {licence}, commit {commit}" for treebank, licence, commit in known)
