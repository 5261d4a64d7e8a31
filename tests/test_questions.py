"""What is only asked is no statement; what a question takes for given is one."""

import pytest

from kg.extract import extract
from kg.model import Document


def said(text: str) -> set[tuple[str, str, str]]:
    relations = extract(Document("questions.txt", "", text, "", "en")).relations
    return {(relation.subject.text, relation.predicate, relation.object.text) for relation in relations}


@pytest.mark.parametrize(
    "text", ["Did Peru invade Chile?", "Will Togo invade Mali? Nobody knows.", "Has Peru invaded Chile? "]
)
def test_whether_something_is_so_states_nothing(text):
    assert said(text) == set()


@pytest.mark.parametrize("text", ["Why did Peru invade Chile?", "Peru invaded Chile."])
def test_what_is_taken_for_given_is_stated(text):
    assert ("Peru", "invades", "Chile") in said(text)
