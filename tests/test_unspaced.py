"""Words of Chinese cut as names and lexicon have them, and its trees read as the constructions want them."""

import spacy
from spacy.tokens import Doc

from kg.extract.lexicon import load_lexicon
from kg.extract.tree import Tree
from kg.extract.treebanks import treebank_tree
from kg.extract.unspaced import recut
from kg.gazetteer import load_gazetteer

VOCAB = spacy.blank("xx").vocab


def cut(words: str) -> list[str]:
    """What becomes of words parted by spaces."""
    doc = Doc(VOCAB, words.split(), spaces=[False] * len(words.split()))
    return [word.text for word in recut(doc, load_gazetteer("zh"), frozenset({"访", "援"}))]


def read(rows: str) -> Tree:
    """The tree of a sentence, one word a line: form, part of speech, head, relation."""
    cells = [line.split() for line in rows.strip().splitlines()]
    heads = [int(cell[2]) - 1 if cell[2] != "0" else at for at, cell in enumerate(cells)]
    doc = Doc(
        VOCAB, [cell[0] for cell in cells], spaces=[False] * len(cells), pos=[cell[1] for cell in cells], heads=heads,
        deps=[cell[3] for cell in cells],
    )  # fmt: skip
    return treebank_tree(next(doc.sents), "zh", load_lexicon("zh").grammar)


def test_a_known_name_is_one_word() -> None:
    assert cut("内塔 尼亚 胡警告 德黑 兰") == ["内塔尼亚胡", "警告", "德黑兰"]


def test_two_letters_inside_other_words_are_no_name() -> None:
    assert cut("他 同意 方案") == ["他", "同意", "方案"]


def test_letters_of_states_stand_together_and_apart_from_their_verb() -> None:
    assert cut("美 日 韩 举行 会谈") == ["美日韩", "举行", "会谈"]
    assert cut("总统 访华") == ["总统", "访", "华"]
    assert cut("中立 国") == ["中立", "国"]


def test_pieces_of_a_known_word_are_joined() -> None:
    tree = read(
        """
        法国 PROPN 3 nmod
        外交 NOUN 3 nmod
        部长 NOUN 4 nsubj
        辞职 VERB 0 ROOT
        """
    )
    assert [word.text for word in tree.words] == ["法国", "外交部长", "辞职"]
    assert [word.deprel for word in tree.words] == ["compound", "nsubj", "root"] or tree.words[1].head is tree.words[2]


def test_what_a_light_verb_carries_is_a_noun() -> None:
    tree = read(
        """
        泰国 PROPN 4 nsubj
        对 ADP 3 case
        老挝 PROPN 4 obl
        进行 VERB 0 ROOT
        访问 VERB 4 xcomp
        """
    )
    visit = tree.words[4]
    assert (visit.upos, visit.deprel) == ("NOUN", "obj")


def test_what_somebody_meets_with_is_done_to_him() -> None:
    tree = read(
        """
        伊朗 PROPN 2 nsubj
        遭到 VERB 0 ROOT
        美国 PROPN 4 nmod
        制裁 NOUN 2 obj
        """
    )
    act = tree.root
    assert act.text == "制裁"
    assert [word.text for word in act.of("nsubj:pass")] == ["伊朗"]
    assert [word.text for word in act.of("obl:agent")] == ["美国"]


def test_who_owns_stands_before_the_particle() -> None:
    tree = read(
        """
        俄罗斯 PROPN 5 nmod
        对 ADP 3 case
        乌克兰 PROPN 5 nmod
        的 PART 3 case
        入侵 NOUN 0 ROOT
        """
    )
    assert [(word.text, word.deprel, word.cases) for word in tree.root.children] == [
        ("俄罗斯", "compound", ()), ("乌克兰", "nmod", ("对",)),
    ]  # fmt: skip
    owned = read("美国 PROPN 3 nmod\n的 PART 1 case\n威胁 NOUN 0 ROOT")
    assert owned.words[0].deprel == "nmod:poss"


def test_a_name_governs_its_title_and_verbs_in_a_row_share_their_subject() -> None:
    tree = read(
        """
        总统 NOUN 3 nsubj
        拜登 PROPN 1 appos
        抵达 VERB 0 ROOT
        河内 PROPN 3 obj
        会见 VERB 3 parataxis
        苏林 PROPN 5 obj
        """
    )
    assert (tree.words[1].deprel, tree.words[0].deprel, tree.words[0].head) == ("nsubj", "compound", tree.words[1])
    assert tree.words[4].deprel == "conj"


def heads(words: str) -> dict[str, tuple[str, str]]:
    """(relation, head) of each word of a sentence given as word/PART pairs; the parser's heads count for nothing."""
    pairs = [pair.rsplit("/", 1) for pair in words.split()]
    rows = [f"{form} {part} {min(at, 1)} {('ROOT', 'dep')[min(at, 1)]}" for at, (form, part) in enumerate(pairs)]
    return {word.text: (word.deprel, word.head.text if word.head else "") for word in read("\n".join(rows)).words}


def test_a_phrase_with_an_adposition_belongs_to_the_verb_behind_it() -> None:
    found = heads("泰国/PROPN 向/ADP 老挝/PROPN 提供/VERB 贷款/NOUN 。/PUNCT")
    assert (found["泰国"], found["老挝"], found["贷款"]) == (("nsubj", "提供"), ("obl", "提供"), ("obj", "提供"))


def test_what_is_said_has_the_noun_before_its_verb_as_subject() -> None:
    found = heads("巴黎/PROPN 称/VERB 莫斯科/PROPN 袭击/VERB 基辅/PROPN 。/PUNCT")
    assert (found["袭击"], found["莫斯科"], found["基辅"]) == (("ccomp", "称"), ("nsubj", "袭击"), ("obj", "袭击"))


def test_a_verb_before_the_particle_is_a_clause_of_the_noun_behind() -> None:
    found = heads("伊朗/PROPN 拒绝/VERB 美国/PROPN 提出/VERB 的/PART 方案/NOUN 。/PUNCT")
    assert (found["方案"], found["提出"], found["美国"]) == (
        ("obj", "拒绝"), ("acl:relcl", "方案"), ("nsubj", "提出"),
    )  # fmt: skip


def test_a_clause_without_subject_goes_on_with_the_one_before() -> None:
    found = heads("日本/PROPN 承认/VERB 北京/PROPN ，/PUNCT 随即/ADV 同/ADP 台北/PROPN 断交/VERB 。/PUNCT")
    assert (found["断交"], found["台北"]) == (("conj", "承认"), ("obl", "断交"))


def test_the_agent_of_a_passive_stands_before_its_verb() -> None:
    found = heads("外交官/NOUN 被/AUX 捷克/PROPN 驱逐/VERB 。/PUNCT")
    assert (found["外交官"], found["捷克"]) == (("nsubj:pass", "驱逐"), ("obl:agent", "驱逐"))


def test_a_foreign_name_parts_from_its_verb_and_its_title() -> None:
    doc = Doc(VOCAB, ["外长", "罗德里格斯指责", "总统博尔特", "项目的"], spaces=[False] * 4)
    words = [word.text for word in recut(doc, load_gazetteer("zh"), frozenset(), load_lexicon("zh"))]
    assert words == ["外长", "罗德里格斯", "指责", "总统", "博尔特", "项目", "的"]


def test_a_letter_of_a_state_named_beside_parts_from_its_side() -> None:
    doc = Doc(VOCAB, ["秘鲁", "说", "，", "秘方", "同意"], spaces=[False] * 5)
    words = [word.text for word in recut(doc, load_gazetteer("zh"), frozenset(), load_lexicon("zh"))]
    assert words == ["秘鲁", "说", "，", "秘", "方", "同意"]
