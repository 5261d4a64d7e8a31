"""Russian trees that no ending allows are read again, by handmade parses with the mistake in them."""

import pytest

from kg.extract.grammar import grammar_of
from kg.extract.lexicon import load_lexicon
from kg.extract.russian import cases_of, class_of, is_place, tense_of
from kg.extract.treebanks import treebank_tree
from kg.surnames import surname_key
from tests.conllu import doc_of, said


def read(lines: str) -> list[tuple[str, str, str, str]]:
    """(form, lemma, relation, head) of each word after the repair."""
    found = treebank_tree(doc_of(lines)[:], "ru", load_lexicon("ru").grammar)
    return [(word.text, word.lemma, word.deprel, word.head.text if word.head else "") for word in found.words]


def test_an_instrumental_is_no_object_and_a_dative_no_name_of_another():
    words = read("""
        1 Танки танки NOUN 2 nsubj Case=Nom
        2 поставляются поставляются VERB 0 root VerbForm=Fin|Voice=Pass
        3 Германией Германией PROPN 2 obj Case=Acc
        4 Украине Украине PROPN 3 appos Case=Acc
    """)
    assert words[1][:2] == ("поставляются", "поставлять")
    assert [word[2:] for word in words[2:]] == [("obl", "поставляются"), ("iobj", "поставляются")]


def test_a_verb_hung_on_its_subject_leads_the_sentence():
    words = read("""
        1 Япония япония NOUN 0 root Case=Nom
        2 принесла принесла VERB 1 nmod VerbForm=Fin
        3 извинения извинения NOUN 2 nmod Case=Gen
        4 Корее Корее PROPN 3 appos Case=Dat
    """)
    assert words == [
        ("Япония", "япония", "nsubj", "принесла"), ("принесла", "принести", "root", ""),
        ("извинения", "извинение", "obj", "принесла"), ("Корее", "Корее", "appos", "извинения"),
    ]  # fmt: skip


def test_what_stands_before_an_infinitive_belongs_to_the_verb_over_it():
    words = read("""
        1 Ереван Ереван PROPN 2 nsubj Case=Nom
        2 потребовал потребовал VERB 0 root VerbForm=Fin
        3 от от ADP 4 case
        4 Баку Баку PROPN 5 obl Case=Gen
        5 освободить освободить VERB 2 xcomp VerbForm=Inf
        6 пленных пленных NOUN 5 obj Case=Acc
    """)
    assert words[3][2:] == ("obl", "потребовал")


def test_a_quoted_genitive_owns_the_noun_before_it():
    words = read("""
        1 Израиль Израиль PROPN 2 nsubj Case=Nom
        2 атаковал атаковал VERB 0 root VerbForm=Fin
        3 позиции позиции NOUN 2 obj Case=Acc
        4 « « PUNCT 5 punct
        5 Хезболлы Хезболлы PROPN 2 conj Case=Nom
        6 » » PUNCT 5 punct
    """)
    assert words[4][2:] == ("nmod", "позиции")


def test_a_name_below_a_ministry_names_who_holds_the_office():
    words = read("""
        1 глава глава NOUN 4 nsubj Case=Nom
        2 МИД МИД PROPN 1 nmod Case=Gen
        3 Фидан Фидан PROPN 2 flat Case=Nom
        4 прибыл прибыл VERB 0 root VerbForm=Fin
    """)
    assert words[2][2:] == ("appos", "глава")


def test_a_second_subject_behind_the_verb_is_its_object():
    words = read("""
        1 Сербия сербия NOUN 2 nsubj Case=Nom
        2 признает признает VERB 0 root VerbForm=Fin
        3 Косово Косово PROPN 2 nsubj Case=Nom
    """)
    assert words[2][2:] == ("obj", "признает")


def test_who_speaks_behind_a_claim_is_the_subject():
    words = read("""
        1 Банк банк NOUN 2 nsubj Case=Nom
        2 закрыт закрыт VERB 0 root VerbForm=Part|Voice=Pass
        3 , , PUNCT 4 punct
        4 сообщили сообщили VERB 2 parataxis Number=Plur|VerbForm=Fin
        5 в в ADP 6 case
        6 Анкаре Анкаре PROPN 4 obl Case=Loc
    """)
    assert words[5][2:] == ("nsubj", "сообщили")


@pytest.mark.parametrize(
    ("form", "upos", "first", "read_as"),
    [("Египет", "VERB", True, "PROPN"), ("нанес", "PROPN", False, "VERB"), ("визит", "VERB", False, "NOUN"),
     ("ПРО", "ADP", False, "PROPN"), ("Гражданин", "PROPN", True, "NOUN"), ("стали", "NOUN", False, "NOUN")],
)  # fmt: skip
def test_a_part_of_speech_that_no_form_allows_is_read_again(form, upos, first, read_as):
    assert class_of(form, upos, first=first)[0] == read_as


def test_what_a_form_may_be():
    assert cases_of("Германией") == {"Ins"}
    assert cases_of("Украине") == {"Dat", "Loc"}
    assert (tense_of("подпишет"), tense_of("подписал"), tense_of("подписать")) == ("Fut", "Past", "")
    assert is_place("Никополь") and not is_place("Путин")


def test_an_infinitive_without_a_mark_is_marked_where_the_grammar_says_so():
    grammar = grammar_of([("here", ("infinitive", "@inf"))])
    found = treebank_tree(doc_of("1 уйти уйти VERB 0 root VerbForm=Inf")[:], "ru", grammar)
    grammar.mark(found)
    assert [mark.roles for mark in found.words[0].of("mark")] == [frozenset({"infinitive"})]


def test_the_state_between_a_title_and_a_name_is_that_of_the_office():
    found = said(
        """
        1 министр министр NOUN 7 nsubj Case=Nom
        2 иностранных иностранный ADJ 3 amod
        3 дел дело NOUN 1 nmod Case=Gen
        4 Ирана Иран PROPN 3 nmod Case=Gen
        5 Аббас Аббас PROPN 1 appos Case=Nom
        6 Аракчи Аракчи PROPN 5 flat
        7 прибыл прибыть VERB 0 root
        """,
        "ru",
    )
    assert found == {"Аббас Аракчи holdsOfficeIn Ирана"}


def test_a_verb_agrees_with_its_subject_in_gender():
    words = read("""
        1 Норвегия Норвегия PROPN 3 nsubj Case=Nom
        2 однако однако ADV 3 advmod _
        3 поддержала поддержала VERB 0 root VerbForm=Fin|Tense=Past
        4 Египет Египет PROPN 3 nsubj Case=Nom
    """)
    assert [word[2] for word in words] == ["nsubj", "advmod", "root", "obj"]


def test_an_adverb_leads_no_sentence_with_a_finite_verb():
    words = read("""
        1 Чад чад PROPN 2 nsubj Case=Nom
        2 напротив напротив ADV 0 root _
        3 осудил осудил VERB 2 parataxis VerbForm=Fin|Tense=Past
        4 Судан Судан PROPN 3 obj Case=Acc
    """)
    assert [word[2:] for word in words] == [
        ("nsubj", "осудил"), ("advmod", "осудил"), ("root", ""), ("obj", "осудил"),
    ]  # fmt: skip


def test_the_name_behind_a_title_and_its_state_stands_beside_the_title():
    words = read("""
        1 Президент президент NOUN 3 nsubj Case=Nom
        2 Замбии Замбии PROPN 1 nmod Case=Gen
        3 Кафула Кафула PROPN 0 root Case=Nom
        4 Мвамба Мвамба PROPN 3 discourse _
        5 прибыл прибыл VERB 3 parataxis VerbForm=Fin|Tense=Past
    """)
    assert [word[2:] for word in words] == [
        ("nsubj", "прибыл"), ("nmod", "Президент"), ("appos", "Президент"), ("flat", "Кафула"), ("root", ""),
    ]  # fmt: skip


def test_by_his_words_credits_him():
    words = read("""
        1 По по ADP 3 case _
        2 его его DET 3 det _
        3 словам словам NOUN 4 obl Case=Dat
        4 ушли ушли VERB 0 root VerbForm=Fin
    """)
    assert words[1][2:] == ("obl", "ушли")
    assert words[0][1] == "по_словам"


@pytest.mark.parametrize(
    ("name", "key"), [("Мендеша", "мендеш"), ("Мендешем", "мендеш"), ("Мендеш", "мендеш"), ("Тео", "тео")]
)
def test_a_surname_is_known_again_in_another_case(name, key):
    assert surname_key(name, "ru") == key
    assert surname_key(name, "es") == name.casefold()
