"""Files, folders, JSON Lines and standard input become documents, or say in one line why not."""

import hashlib
import io
import json
import logging
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.model import Document
from kg.sources import (
    MAX_BYTES,
    MAX_CHARACTERS,
    READERS,
    Caution,
    Failure,
    Found,
    Skipped,
    find,
    key_of,
    language_of,
    read,
)
from kg.sources.dates import day_of
from kg.sources.html import MAX_ELEMENTS

SEEDS = Path(__file__).parent.parent / "seeds"
ITALIAN = "Il Consiglio europeo ha approvato le sanzioni contro la Russia, perché così è più facile.\n"
ENGLISH = "The prime minister met the president in Rome on Tuesday and they signed an agreement.\n"


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def outcomes(root, *inputs, **options):
    return list(read(inputs or [str(root)], root=root, **options))


def only(root, name, content, kind=Document):
    """The one outcome of a file."""
    write(root / name, content)
    (outcome,) = outcomes(root, str(root / name))
    assert isinstance(outcome, kind), outcome
    return outcome


def keys(found):
    return [outcome.key for outcome in found if isinstance(outcome, Document | Found)]


def lines(*records):
    return "".join((record if isinstance(record, str) else json.dumps(record)) + "\n" for record in records)


def piped(content, **options):
    stdin = io.BytesIO(content if isinstance(content, bytes) else content.encode("utf-8"))
    return list(read(["-"], root=None, stdin=stdin, **options))


# --- text ---------------------------------------------------------------------------------------------------------


def test_text_is_kept_to_the_last_character(tmp_path):
    written = "  Cafe\u0301\r\nx\ry\u2028z\ufeff\t\n\n"
    document = only(tmp_path, "a.txt", written)
    assert document.text == written
    assert document.sha256 == document.text_sha256 == hashlib.sha256(written.encode()).hexdigest()
    assert (document.title, document.published, document.publisher, document.url) == (None, None, None, None)


def test_an_empty_file_is_a_document(tmp_path):
    document = only(tmp_path, "a.txt", b"")
    assert (document.text, document.lang) == ("", "und")


def test_the_seeds_are_read_and_their_readme_is_not():
    found = list(read([str(SEEDS)], root=SEEDS.parent))
    documents = [outcome for outcome in found if isinstance(outcome, Document)]
    assert [document.key[:9] for document in documents] == ["seeds/000", "seeds/002", "seeds/003"]
    assert [document.lang for document in documents] == ["it", "en", "en"]
    assert [outcome for outcome in found if outcome not in documents] == [Skipped("seeds/README.md", "README")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_not_in_the_text(tmp_path, encoding):
    assert only(tmp_path, "a.txt", ITALIAN.encode(encoding)).text == ITALIAN


def test_big_endian_marks(tmp_path):
    assert only(tmp_path, "a.txt", b"\xfe\xff" + "Ciao".encode("utf-16-be")).text == "Ciao"
    assert only(tmp_path, "b.txt", b"\0\0\xfe\xff" + "Ciao".encode("utf-32-be")).text == "Ciao"


def test_a_broken_promise_of_a_byte_order_mark_fails(tmp_path):
    assert "begins as UTF-16-LE and is not" in only(tmp_path, "a.txt", b"\xff\xfea", Failure).reason


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", ITALIAN),
        ("cp1252", "“Non è possibile”, ha detto Meloni.\n"),
        ("cp1252", "The UK pledged £5m – a record – for Ukraine’s defence.\n"),
        ("cp1250", "Český premiér se sešel s německým kancléřem v Praze.\n"),
        ("cp1251", "Россия и Китай подписали соглашение о сотрудничестве.\n"),
        ("koi8_r", "Россия и Китай подписали соглашение о сотрудничестве.\n"),
        ("cp1256", "وقعت الصين وروسيا اتفاقية.\n"),
        ("gb18030", "中国和俄罗斯签署了合作协议。\n"),
        ("cp932", "日本と中国は協定に署名した。\n"),
        ("cp949", "한국과 일본은 협정에 서명했다.\n"),
    ],
)
def test_other_encodings_are_guessed_with_a_caution(tmp_path, encoding, text):
    write(tmp_path / "a.txt", text.encode(encoding))
    caution, document = outcomes(tmp_path)
    assert document.text == text
    assert caution == Caution("a.txt", f"is not UTF-8 and was read as {encoding}, a guess; save it as UTF-8 to be sure")


@pytest.mark.parametrize(
    "content",
    [
        b"a\0b",
        b"%PDF-1.4\nhello",
        b"PK\x03\x04abc",
        b"\x89PNG\r\n",
        b"{\\rtf1 hello}",
        bytes(range(1, 32)) * 9,
        b"\x01",
    ],
)
def test_binary_files_fail_and_say_what_is_allowed(tmp_path, content):
    reason = only(tmp_path, "a.txt", content, Failure).reason
    assert reason.startswith("looks binary")
    assert reason.endswith("text, Markdown, HTML or JSON Lines is allowed")


def test_bytes_in_no_encoding_fail(tmp_path):
    assert "UTF-8 is allowed" in only(tmp_path, "a.txt", bytes(range(128, 256)), Failure).reason


def test_a_nul_in_utf_16_fails(tmp_path):
    assert "U+0000" in only(tmp_path, "a.txt", "a\0b".encode("utf-16"), Failure).reason


def test_the_longest_text_is_read_and_a_longer_one_is_not(tmp_path):
    assert len(only(tmp_path, "a.txt", b"a" * MAX_CHARACTERS).text) == MAX_CHARACTERS
    assert "5,000,000 characters" in only(tmp_path, "b.txt", b"a" * (MAX_CHARACTERS + 1), Failure).reason
    assert "5,000,000 characters" in only(tmp_path, "c.txt", b"a" * 50_000_000, Failure).reason


def test_a_file_that_cannot_be_read_fails_and_the_others_go_on(tmp_path):
    for name in ("a.txt", "b.txt"):
        write(tmp_path / name, ENGLISH)
    reading = read([str(tmp_path)], root=tmp_path)
    (tmp_path / "a.txt").unlink()
    first, second = reading
    assert first == Failure("a.txt", "cannot be opened (No such file or directory); a readable file is allowed")
    assert second.key == "b.txt"


# --- Markdown -----------------------------------------------------------------------------------------------------


def test_front_matter_gives_title_and_date_and_stays_in_the_text(tmp_path):
    written = '---\r\ntitle: "Japan joins: Artemis"\r\ntags: [a]\r\ndate: 2024-04-10T08:00:00Z\r\n---\r\n# Heading\r\n'
    document = only(tmp_path, "a.md", written)
    assert (document.title, document.published, document.text) == ("Japan joins: Artemis", "2024-04-10", written)


@pytest.mark.parametrize(
    "written", ["# Heading\n", "---\ntitle: x\n", "text\n---\ntitle: x\n---\n", "---\ntitle: |\n x\n---\n"]
)
def test_what_is_no_front_matter_gives_no_title(tmp_path, written):
    assert only(tmp_path, "a.md", written).title is None


def test_an_unreadable_date_in_front_matter_is_left_out_with_a_caution(tmp_path):
    write(tmp_path / "a.md", "---\ndate: last week\n---\n")
    caution, document = outcomes(tmp_path)
    assert isinstance(caution, Caution)
    assert document.published is None


# --- HTML ---------------------------------------------------------------------------------------------------------

PARAGRAPHS = "".join(
    f"<p>Il presidente ha incontrato il ministro giapponese, incontro numero {n}.</p>" for n in range(9)
)
PAGE = f"""<!doctype html><html><head><title>Vertice a Washington | Sito</title>
<meta property="og:site_name" content="Agenzia"><link rel="canonical" href="https://example.org/a.html">
<meta property="article:published_time" content="2024-04-10T23:30:00-04:00">
</head><body><nav>Home Sport</nav><article>{PARAGRAPHS}</article><footer>Copyright 2023</footer></body></html>"""


def page(head="", body=PARAGRAPHS):
    return f"<html><head>{head}</head><body><article>{body}</article></body></html>"


def test_a_page_gives_its_main_text_and_what_it_says_of_itself(tmp_path):
    document = only(tmp_path, "a.html", PAGE)
    assert document.text.count("incontro numero") == 9
    assert "Sport" not in document.text
    assert (document.title, document.published) == ("Vertice a Washington", "2024-04-10")
    assert (document.publisher, document.url, document.lang) == ("Agenzia", "https://example.org/a.html", "it")
    assert document.sha256 == hashlib.sha256(PAGE.encode()).hexdigest()
    assert document.text_sha256 == hashlib.sha256(document.text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2024-04">', "2024-04"),  # not the day of today in April
        ('<meta name="date" content="10/04/2024">', None),
        ('<meta name="date" content="x"><meta name="DC.date.issued" content="2024-04-09">', "2024-04-09"),
        ('<script type="application/ld+json">{"datePublished": "2024-04-10T01:00:00+02:00"}</script>', "2024-04-10"),
        ('<link rel="canonical" href="https://example.org/2022/03/04/a.html">', None),
        ("<title>News of 5 May 2020</title>", None),
    ],
)
def test_the_date_of_a_page_is_never_invented(tmp_path, head, published):
    assert only(tmp_path, "a.htm", page(head)).published == published


@pytest.mark.parametrize(
    "written", ["<p>China opposed Japan.</p>", "China opposed Japan.", "<html><body>China opposed Japan."]
)
def test_a_page_of_one_line_keeps_its_text(tmp_path, written):
    assert only(tmp_path, "a.html", written).text.strip() == "China opposed Japan."


@pytest.mark.parametrize(
    "written", ["", " ", "<!--x-->", "<?x", "<frameset>", "<html>", "<script>x</script>", "<" * 99]
)
def test_a_page_without_text_is_an_empty_document(tmp_path, written):
    assert only(tmp_path, "a.html", written).text.strip(" <") == ""


def test_a_page_may_declare_its_encoding(tmp_path):
    written = page('<meta charset="iso-8859-2">', "<p>Český premiér se sešel s německým kancléřem v Praze.</p>")
    assert "sešel" in only(tmp_path, "a.html", written.encode("iso-8859-2")).text


@pytest.mark.parametrize("declared", ["rot13", "utf-7", "base64", "unicode_escape", "nonsense", "utf-16"])
def test_what_a_page_declares_is_not_trusted(tmp_path, declared):
    written = page(f'<meta charset="{declared}">', f"<p>{ITALIAN}</p>")
    write(tmp_path / "a.html", written.encode("cp1252"))
    caution, document = outcomes(tmp_path)
    assert "cp1252" in caution.reason
    assert ITALIAN.strip() in document.text


def test_an_xml_declaration_does_not_stop_a_page(tmp_path):
    assert "numero 8" in only(tmp_path, "a.html", '<?xml version="1.0" encoding="utf-16"?>' + page()).text


@pytest.mark.parametrize("written", ["<div>" * 5000 + "China", "<p>x" * (MAX_ELEMENTS + 1), "<" * 2_000_000])
def test_pages_beyond_the_limits_fail(tmp_path, written):
    assert "allowed" in only(tmp_path, "a.html", written, Failure).reason


def test_a_page_of_ten_megabytes_is_read(tmp_path):
    pictures = '<img src="data:image/png;base64,' + "A" * 1_000_000 + '">'
    assert "numero 8" in only(tmp_path, "a.html", page(body=PARAGRAPHS + pictures * 10)).text


def test_reading_a_page_prints_nothing(tmp_path, capsys, caplog):
    caplog.set_level(logging.CRITICAL)
    only(tmp_path, "a.html", "<p>")
    assert capsys.readouterr() == ("", "")


def test_the_same_page_gives_the_same_document(tmp_path):
    assert only(tmp_path, "a.html", PAGE) == only(tmp_path, "a.html", PAGE)


# --- JSON Lines ---------------------------------------------------------------------------------------------------


def test_a_record_becomes_a_document_with_all_it_says(tmp_path):
    record = {"id": "r1", "text": "x", "lang": "en-GB", "title": "T", "published": "2024-04-10T01:02:03Z"}
    record |= {"publisher": "P", "url": "https://example.org/", "more": [1]}
    document = only(tmp_path, "a.jsonl", lines(record))
    assert document == Document(
        key="a.jsonl#r1",
        sha256=hashlib.sha256(json.dumps(record).encode()).hexdigest(),
        text="x",
        text_sha256=hashlib.sha256(b"x").hexdigest(),
        lang="en",
        title="T",
        published="2024-04-10",
        publisher="P",
        url="https://example.org/",
    )


def test_line_ends_blank_lines_and_the_mark_are_not_in_the_checksum(tmp_path):
    record = json.dumps({"id": 1, "text": "x"}).encode()
    other = record.replace(b"1", b"2")
    first = only(tmp_path, "a.jsonl", record)
    found = outcomes(
        tmp_path, str(write(tmp_path / "b.jsonl", b"\xef\xbb\xbf" + record + b"\r\n\r\n \n" + other + b"\n"))
    )
    assert keys(found) == ["b.jsonl#1", "b.jsonl#2"]
    assert found[0].sha256 == first.sha256 == hashlib.sha256(record).hexdigest()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ('{"id": ' + "1" * 5000 + "}", "is not JSON"),
        ("[]", "is a list; one object"),
        ("NaN", "is a number; one object"),
        ("null", "is null; one object"),
        ('{"text": "x"}', '"id" is missing'),
        ('{"id": null, "text": "x"}', '"id" is missing'),
        ('{"id": "", "text": "x"}', '"id" is empty'),
        ('{"id": "a"}', '"text" is missing'),
        ('{"id": true, "text": "x"}', '"id" is true or false; a string or a whole number is allowed'),
        ('{"id": 1.5, "text": "x"}', '"id" is a number; a string or a whole number is allowed'),
        ('{"id": "a", "text": 1}', '"text" is a number; a string is allowed'),
        ('{"id": "a", "text": "x", "title": ["t"]}', '"title" is a list; a string is allowed'),
        ('{"id": "a", "text": "x", "published": 2024}', '"published" is a number; a string is allowed'),
        ('{"id": "a", "text": "x", "lang": "eng"}', "\"lang\" is 'eng'; an ISO 639-1 code"),
        ('{"id": "a", "text": "x", "text": "y"}', '"text" stands twice'),
        ('{"id": "a", "text": "\\ud800"}', "the text holds half a character, U+D800"),
        ('{"id": "\\udc00", "text": "x"}', "the key holds half a character"),
        ('{"id": "a", "text": "x", "title": "\\ud83d"}', "the title holds half a character"),
        ('{"id": "a", "text": "x\\u0000"}', "the text holds the character U+0000"),
        (b'{"id": "a", "text": "caff\xe8"}', "is not UTF-8 at byte 25"),
    ],
)
def test_a_bad_line_fails_and_the_rest_goes_on(tmp_path, line, reason):
    good = [json.dumps({"id": name, "text": name}).encode() for name in "yz"]
    bad = line if isinstance(line, bytes) else line.encode()
    write(tmp_path / "a.jsonl", b"\n".join([good[0], bad, good[1]]))
    first, failure, last = outcomes(tmp_path)
    assert (first.key, last.key) == ("a.jsonl#y", "a.jsonl#z")
    assert failure.key == "a.jsonl:2"
    assert failure.reason.startswith(reason)
    assert "allowed" in failure.reason
    assert "\n" not in str(failure)


def test_two_records_with_one_id_are_an_error_that_names_both_lines(tmp_path):
    composed, decomposed = "caf\u00e9", "cafe\u0301"
    write(
        tmp_path / "a.jsonl",
        lines({"id": composed, "text": "x"}, {"id": decomposed, "text": "y"}, {"id": 3, "text": "z"}),
    )
    first, failure, last = outcomes(tmp_path)
    assert (first.text, last.key) == ("x", "a.jsonl#3")
    assert failure.key == "a.jsonl:2"
    assert "already on line 1" in failure.reason


def test_a_bad_line_does_not_take_its_id(tmp_path):
    write(tmp_path / "a.jsonl", lines('{"id": "a", "text": 1}', {"id": "a", "text": "x"}))
    assert keys(outcomes(tmp_path)) == ["a.jsonl#a"]


def test_an_unreadable_date_of_a_record_is_left_out_with_a_caution(tmp_path):
    write(tmp_path / "a.jsonl", lines({"id": "a", "text": "x", "published": "10 April 2024"}))
    caution, document = outcomes(tmp_path)
    assert caution.key == document.key == "a.jsonl#a"
    assert "'10 April 2024' is left out" in caution.reason
    assert document.published is None


def test_the_language_of_a_record_wins_and_is_asked_of_the_text_otherwise(tmp_path):
    records = [{"id": n, "text": ITALIAN, "lang": lang} for n, lang in enumerate(["EN", "und", None, ""])]
    write(tmp_path / "a.jsonl", lines(*records))
    assert [document.lang for document in outcomes(tmp_path)] == ["en", "und", "it", "it"]


def test_a_line_that_is_too_long_fails_without_being_held():
    class Watched(io.BytesIO):
        longest = 0

        def readline(self, size=-1, /):
            line = super().readline(size)
            self.longest = max(self.longest, len(line))
            return line

    stdin = Watched(b'{"id": "' + b"a" * (2 * MAX_BYTES) + b'"}\n{"id": "b", "text": "x"}\n')
    failure, document = read(["-"], root=None, stdin=stdin, jsonl=True)
    assert failure.key == "stdin.jsonl:1"
    assert "too long" in failure.reason
    assert document.key == "stdin.jsonl#b"
    assert stdin.longest <= MAX_BYTES + 2


def test_json_lines_are_read_one_by_one():
    class Endless(io.RawIOBase):
        count = 0

        def readline(self, _size=-1, /):
            self.count += 1
            return lines({"id": self.count, "text": "x", "lang": "en"}).encode()

    stdin = Endless()
    reading = read(["-"], root=None, stdin=stdin, jsonl=True)
    assert [next(reading).key for _ in range(3)] == ["stdin.jsonl#1", "stdin.jsonl#2", "stdin.jsonl#3"]
    assert stdin.count == 3


@pytest.mark.parametrize(
    "content", [b"\x1f\x8b\x08\0abc\n\n\n", lines({"id": 1, "text": "x"}).encode("utf-16"), b"\x01\x02\n" * 99]
)
def test_a_file_that_is_no_json_lines_fails_once(tmp_path, content):
    assert only(tmp_path, "a.jsonl", content, Failure).key == "a.jsonl"


# --- standard input -----------------------------------------------------------------------------------------------


def test_standard_input_has_the_key_it_is_given():
    (document,) = piped(ENGLISH, key="cafe\u0301")
    assert (document.key, document.text, document.lang) == ("caf\u00e9", ENGLISH, "en")


def test_the_suffix_of_the_key_says_what_standard_input_is():
    assert piped(PAGE, key="a.html")[0].title == "Vertice a Washington"
    assert piped("---\ntitle: T\n---\n", key="a.md")[0].title == "T"
    assert keys(piped(lines({"id": 1, "text": "x"}), key="a.jsonl")) == ["a.jsonl#1"]
    assert keys(piped(lines({"id": 1, "text": "x"}), key="a.txt", jsonl=True)) == ["a.txt#1"]


@pytest.mark.parametrize(
    ("inputs", "options"),
    [
        ([], {}),
        (["-"], {}),
        (["-"], {"stdin": None, "key": "a"}),
        (["-"], {"key": ""}),
        (["-"], {"key": "a#b"}),
        (["-"], {"key": "\ud800"}),
        ([str(SEEDS)], {"key": "a"}),
        ([str(SEEDS)], {"jsonl": True}),
        ([str(SEEDS), "-"], {"key": "seeds/000_7c2d59c7325b740d.txt"}),
        ([str(SEEDS / "nothing.txt")], {}),
        ([str(SEEDS), ""], {}),
        ([str(SEEDS), "a\0b"], {}),
        ([str(SEEDS), "x" * 5000], {}),
        ([str(SEEDS.parent / "pyproject.toml")], {}),
        (["/dev/null"], {}),
    ],
)
def test_a_wrong_call_is_an_error_before_anything_is_read(inputs, options):
    with pytest.raises(UsageError, match=r"allowed|give them together with -"):
        read(inputs, root=SEEDS.parent, **({"stdin": io.BytesIO(ENGLISH.encode())} | options))


# --- keys and folders ---------------------------------------------------------------------------------------------


def test_an_unknown_suffix_that_is_named_is_an_error_that_lists_the_known(tmp_path):
    write(tmp_path / "a.pdf", b"")
    with pytest.raises(UsageError, match=r"a\.pdf: .*\.csv, \.htm, \.html, \.jsonl, \.jsonl\.gz, .* are allowed"):
        find([str(tmp_path / "a.pdf")], root=tmp_path)


def test_a_walk_is_sorted_and_passes_over_what_is_no_document(tmp_path):
    for name in (
        "b/x.TXT",
        "b.txt",
        "a/y.md",
        "a/.hidden.txt",
        ".git/z.txt",
        "a.pdf",
        "noext",
        "a/readme.it.md",
        "LICENSE",
    ):
        write(tmp_path / name, ENGLISH)
    os.mkfifo(tmp_path / "pipe.txt")
    found = find([str(tmp_path)], root=tmp_path)
    assert keys(found) == ["a/y.md", "b.txt", "b/x.TXT"]
    assert [(skip.key, skip.reason) for skip in found if isinstance(skip, Skipped)] == [
        ("LICENSE", "LICENSE"),
        ("a.pdf", ".pdf"),
        ("a/readme.it.md", "readme"),
        ("noext", "no suffix"),
        ("pipe.txt", "not a file"),
    ]


def test_what_is_named_is_read_although_a_walk_would_pass_over_it(tmp_path):
    named = [write(tmp_path / name, ENGLISH) for name in (".hidden.txt", "README.md")]
    found = find([str(tmp_path), *map(str, named)], root=tmp_path)
    assert keys(found) == [".hidden.txt", "README.md"]
    assert len(found) == 2


def test_links_are_not_followed_in_a_walk(tmp_path):
    write(tmp_path / "out/secret.txt", ENGLISH)
    write(tmp_path / "in/a.txt", ENGLISH)
    (tmp_path / "in/folder").symlink_to(tmp_path / "out")
    (tmp_path / "in/loop").symlink_to(tmp_path / "in")
    (tmp_path / "in/file.txt").symlink_to(tmp_path / "out/secret.txt")
    (tmp_path / "in/broken.txt").symlink_to(tmp_path / "nowhere")
    found = find([str(tmp_path / "in")], root=tmp_path)
    assert keys(found) == ["in/a.txt"]
    assert {skip.reason for skip in found if isinstance(skip, Skipped)} == {"a link"}
    named = [str(tmp_path / "in" / name) for name in ("folder", "file.txt")]
    assert keys(find(named[:1], root=tmp_path)) == ["in/folder/secret.txt"]
    assert keys(find(named[1:], root=tmp_path)) == ["in/file.txt"]


def test_the_excluded_folder_is_not_entered(tmp_path):
    write(tmp_path / "a.txt", ENGLISH)
    write(tmp_path / "out/graph.html", PAGE)
    assert keys(find([str(tmp_path)], root=tmp_path, exclude=[tmp_path / "out", tmp_path / "later"])) == ["a.txt"]


def test_a_file_that_is_reached_twice_is_read_once(tmp_path):
    inside = write(tmp_path / "root/news/a.txt", ENGLISH)
    folder, root = inside.parent, tmp_path / "root"
    for inputs in ([folder, inside], [inside, folder], [folder, folder, folder / ".." / "news"]):
        assert keys(find([str(path) for path in inputs], root=root)) == ["news/a.txt"]
    outside = write(tmp_path / "far/news/b.txt", ENGLISH)
    for inputs in ([outside.parent, outside], [outside, outside.parent]):
        assert keys(find([str(path) for path in inputs], root=root)) == ["news/b.txt"]


def test_outside_the_root_the_parent_is_the_root(tmp_path):
    root, far = tmp_path / "root", tmp_path / "far"
    root.mkdir()
    write(far / "news/deep/a.txt", ENGLISH)
    assert keys(find([str(far / "news")], root=root)) == ["news/deep/a.txt"]
    assert keys(find([str(far / "news/deep/a.txt")], root=root)) == ["a.txt"]
    assert keys(find([str(root / "../far/news")], root=root)) == ["news/deep/a.txt"]
    assert keys(find([str(tmp_path / "far")], root=tmp_path)) == ["far/news/deep/a.txt"]


def test_the_working_folder_is_the_root_and_relative_paths_count_from_it(tmp_path, monkeypatch):
    write(tmp_path / "news/-rf.txt", ENGLISH)
    monkeypatch.chdir(tmp_path)
    assert keys(read(["."], root=None)) == ["news/-rf.txt"]
    assert keys(read(["news/../news/"], root=None)) == ["news/-rf.txt"]
    monkeypatch.chdir(tmp_path / "news")
    assert keys(read(["-rf.txt"], root=None)) == ["-rf.txt"]
    assert keys(read([".."], root=None)) == [f"{tmp_path.name}/news/-rf.txt"]
    assert keys(read([".."], root=Path(".."))) == ["news/-rf.txt"]


def test_a_root_behind_a_link_is_the_same_root(tmp_path):
    write(tmp_path / "real/news/a.txt", ENGLISH)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert keys(find([str(tmp_path / "link/news")], root=tmp_path / "real")) == ["news/a.txt"]
    assert keys(find([str(tmp_path / "real/news")], root=tmp_path / "link")) == ["news/a.txt"]


def test_two_inputs_with_one_key_are_an_error_that_names_both(tmp_path):
    one, other = (write(tmp_path / name / "a.txt", ENGLISH) for name in ("one", "other"))
    (tmp_path / "root").mkdir()
    with pytest.raises(UsageError) as raised:
        find([str(one), str(other)], root=tmp_path / "root")
    assert str(one) in str(raised.value)
    assert str(other) in str(raised.value)
    assert "'a.txt'" in str(raised.value)


def test_two_names_that_differ_in_normalisation_only_are_an_error(tmp_path):
    write(tmp_path / "caf\u00e9.txt", ENGLISH)
    write(tmp_path / "cafe\u0301.txt", ENGLISH)
    if len(list(tmp_path.iterdir())) == 1:
        pytest.skip("this file system takes both names for one")
    with pytest.raises(UsageError, match="both have the key"):
        find([str(tmp_path)], root=tmp_path)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("a b.txt", "a b.txt"),
        ("😀.txt", "😀.txt"),
        ("a#b.txt", "a%23b.txt"),
        ("a%23b.txt", "a%2523b.txt"),
        ("a\nb.txt", "a\nb.txt"),
        ("..a.txt", "..a.txt"),
        ("a..txt", "a..txt"),
        ("-a.txt", "-a.txt"),
        ("cafe\u0301.txt", "caf\u00e9.txt"),
        ("a\\b.txt", "a\\b.txt"),
        ("caff\udce8.txt", "caff%E8.txt"),
    ],
)
def test_hostile_names_have_a_key(tmp_path, name, key):
    write(tmp_path / name, ENGLISH)
    (document,) = outcomes(tmp_path, str(tmp_path / name))
    assert document.key == key == key_of(tmp_path / name, root=tmp_path)
    document.key.encode("utf-8")


def test_a_record_of_a_file_with_a_hostile_name(tmp_path):
    write(tmp_path / "a#b.jsonl", lines({"id": "c#d%", "text": "x"}))
    assert keys(outcomes(tmp_path)) == ["a%23b.jsonl#c#d%"]


def test_a_message_is_one_line_whatever_the_name(tmp_path):
    failure = only(tmp_path, "a\nb\u2028.txt", b"\0", Failure)
    assert str(failure).splitlines() == [rf"a\nb\u2028.txt: {failure.reason}"]
    with pytest.raises(UsageError) as raised:
        find([str(tmp_path / "no\nthing.txt")], root=tmp_path)
    assert len(str(raised.value).splitlines()) == 1


def test_a_folder_may_be_deeper_than_the_stack(tmp_path):
    folders = [tmp_path / ("d/" * depth) for depth in range(1, 1101)]
    for folder in folders:
        folder.mkdir()
    text = write(folders[-1] / "a.txt", ENGLISH)
    try:
        assert keys(find([str(tmp_path)], root=tmp_path)) == ["d/" * 1100 + "a.txt"]
    finally:  # pytest's own cleaning is recursive
        text.unlink()
        for folder in reversed(folders):
            folder.rmdir()


def test_readers_are_there():
    assert sorted(READERS) == [
        ".csv", ".htm", ".html", ".jsonl", ".jsonl.gz", ".jsonl.zst", ".md", ".parquet", ".tsv", ".txt",
        ".warc", ".warc.gz",
    ]  # fmt: skip


# --- language and dates -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (ITALIAN, "it"),
        (ENGLISH, "en"),
        ("China opposes the US-Japan joint statement.", "en"),
        ("中国和俄罗斯签署了合作协议。", "zh"),
        ("روسيا هاجمت أوكرانيا", "ar"),
        ("", "und"),
        ("Biden", "und"),
        ("12345 67", "und"),
        ("😀😀😀", "und"),
    ],
)
def test_the_language_of_a_text(text, lang):
    assert language_of(text) == lang


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024", "2024"),
        ("2024-04", "2024-04"),
        (" 2024-04-10\n", "2024-04-10"),
        ("2024-04-10T23:59:59.123+02:00", "2024-04-10"),
        ("2024-04-10 23:59 Z", "2024-04-10"),
        ("2024-02-30", None),
        ("2024-13", None),
        ("0000", None),
        ("20240410", None),
        ("2024-4-1", None),
        ("２０２４", None),
        ("10 April 2024", None),
        ("2024-04-10 or so", None),
        ("", None),
    ],
)
def test_dates_keep_their_granularity(written, day):
    assert day_of(written) == day


# --- laws ---------------------------------------------------------------------------------------------------------

hostile = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
MARKUP = [b"<", b"<p>", b"</div>", b"<table><tr><td>", b'<meta charset="', b"&#xD800;&#0;", b"---\ntitle: ", b"\n"]
RECORD = [b'{"id": "a", "text": "', b'"}', b"\\ud800", b"China opposes Japan. "]
BROKEN = [b"\xff\xfe", b"\xef\xbb\xbf", b"caff\xe8 ", b"\x81"]
pieces = st.sampled_from([*MARKUP, *RECORD, *BROKEN])
contents = st.one_of(st.binary(max_size=300), st.text(max_size=100).map(str.encode), st.lists(pieces).map(b"".join))


@hostile
@given(contents, st.sampled_from(sorted(READERS)))
def test_any_bytes_give_a_document_or_a_failure(tmp_path, content, suffix):
    write(tmp_path / f"a{suffix}", content)
    found = outcomes(tmp_path, str(tmp_path / f"a{suffix}"))
    assert found == outcomes(tmp_path, str(tmp_path / f"a{suffix}"))
    assert (
        suffix not in {".htm", ".html", ".md", ".txt"}
        or len([outcome for outcome in found if not isinstance(outcome, Caution)]) == 1
    )
    for outcome in found:
        if isinstance(outcome, Document):
            assert outcome.text_sha256 == hashlib.sha256(outcome.text.encode()).hexdigest()
        else:
            assert len(str(outcome).splitlines()) == 1


names = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=12)


@hostile
@given(st.sets(names, max_size=6))
def test_keys_are_unique_stable_and_nfc(tmp_path_factory, stems):
    root = tmp_path_factory.mktemp("names")
    paths = [str(write(root / "in" / f"x{stem}.txt", b"")) for stem in sorted(stems)]
    apart = len({unicodedata.normalize("NFC", path) for path in paths}) == len(paths)
    if not apart:
        with pytest.raises(UsageError, match="both have the key"):
            find([str(root / "in")], root=root)
        return
    (root / "in").mkdir(exist_ok=True)
    found = keys(find([str(root / "in")], root=root))
    assert len(set(found)) == len(found) == len(paths)
    assert found == sorted(found) == keys(find(paths[::-1], root=root))
    assert sorted(key_of(Path(path), root=root) for path in paths) == found
    assert all(key == unicodedata.normalize("NFC", key) and "#" not in key for key in found)
