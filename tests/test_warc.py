"""Web archives, made here by warcio's writer: pages become documents, whatever is no page is told."""

import gzip
import io
import tracemalloc

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from kg.model import Document
from kg.sources import Failure, Skipped, read
from tests.conftest import run_kg

pytestmark = [  # the writer of the library leaves its own temporary files open
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning"),
]
PAGE = """<html><head><title>{title}</title><meta property="article:published_time" content="2024-05-03">
<link rel="canonical" href="https://elsewhere.example/"></head><body><nav><a href="/">Home</a></nav><article>
<p>Japan met France in Tokyo on Friday, and officials of both spoke of a long and useful talk about trade.</p>
<p>{body}</p></article></body></html>"""
SAID = "Chinese officials warned the United States of what they called serious steps, the ministry said."
IDS = [f"<urn:uuid:0000000{number}-0000-4000-8000-000000000000>" for number in range(10)]
HTML = ("Content-Type", "text/html; charset=utf-8")


def page(title="Talks", body=SAID):
    return PAGE.format(title=title, body=body).encode()


def response(writer, number, content, *, headers=(HTML,), status="200 OK", kind="response", url=None):
    http = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1") if kind != "resource" else None
    further = {"WARC-Record-ID": IDS[number], "WARC-Date": "2026-01-02T03:04:05Z"}
    writer.write_record(
        writer.create_warc_record(
            url or f"https://news.example/{number}",
            kind,
            payload=io.BytesIO(content),
            http_headers=http,
            warc_headers_dict=further,
            **({"warc_content_type": "text/html"} if kind == "resource" else {}),
        )
    )


def archive(place, *responses, is_packed=True):
    with place.open("wb") as file:
        writer = WARCWriter(file, gzip=is_packed)
        writer.write_record(writer.create_warcinfo_record(place.name, {"software": "tests"}))
        for number, how in enumerate(responses):
            response(writer, **{"number": number, **how})
    return place


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_pages_are_read_as_html_files_are(tmp_path, name):
    archive(tmp_path / name, {"content": page()}, {"content": page("More")}, is_packed=name.endswith("gz"))
    (tmp_path / "b.html").write_bytes(page())
    first, second = read([str(tmp_path / name)], root=tmp_path)
    (alone,) = read([str(tmp_path / "b.html")], root=tmp_path)
    assert first.key == f"{name}#00000000-0000-4000-8000-000000000000"
    assert (first.text, first.sha256, first.title, first.published) == (
        alone.text,
        alone.sha256,
        "Talks",
        "2024-05-03",  # when it was published, not when it was fetched
    )
    assert SAID in first.text
    assert "Home" not in first.text
    assert (first.url, second.url) == ("https://news.example/0", "https://news.example/1")
    assert alone.url == "https://elsewhere.example/"


def test_packed_and_chunked_answers_are_unpacked(tmp_path):
    packed = [HTML, ("Content-Encoding", "gzip")]
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page()), page())
    archive(
        tmp_path / "a.warc.gz",
        {"content": gzip.compress(page()), "headers": packed},
        {"content": chunked, "headers": [HTML, ("Transfer-Encoding", "chunked")]},
        {"content": page(), "kind": "resource"},
    )
    found = list(read([str(tmp_path)], root=tmp_path))
    assert [SAID in each.text for each in found] == [True, True, True]


def test_the_server_may_tell_the_encoding(tmp_path):
    content = page(body="Переговоры прошли в Москве, сообщили в министерстве.").decode().encode("koi8-r")
    archive(tmp_path / "a.warc", {"content": content, "headers": [("Content-Type", "text/html; charset=KOI8-R")]})
    (found,) = read([str(tmp_path / "a.warc")], root=tmp_path)
    assert "Переговоры прошли" in found.text


def test_what_is_no_page_is_told(tmp_path):
    archive(
        tmp_path / "a.warc.gz",
        {"content": b"%PDF-", "headers": [("Content-Type", "application/pdf")]},
        {"content": b"gone", "status": "404 Not Found"},
        {"content": b"", "headers": []},
        {"content": b"\x00\x01\x02" * 99},
        {"content": page(), "number": 0},
        {"content": page()},
    )
    found = list(read([str(tmp_path)], root=tmp_path))
    assert [(type(each), getattr(each, "reason", "")) for each in found[:3]] == [
        (Skipped, "application/pdf"),
        (Skipped, "status 404"),
        (Skipped, "no type"),
    ]
    assert isinstance(found[3], Failure)
    assert str(found[3]).startswith("a.warc.gz:5: https://news.example/3: looks binary; ")
    assert str(found[4]).startswith("a.warc.gz:6: the id '00000000-0000-4000-8000-000000000000' is already in the file")
    assert isinstance(found[5], Document)


@pytest.mark.parametrize("damage", [slice(0, -40), slice(30, None), slice(0, 0), slice(5, 6)])
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_damaged_archive_is_no_end_of_the_build(tmp_path, name, damage, capsys):
    whole = archive(tmp_path / name, *[{"content": page(f"{n}")} for n in range(9)], is_packed=name.endswith("gz"))
    whole.write_bytes(whole.read_bytes()[damage])
    found = list(read([str(whole)], root=tmp_path))
    assert all(isinstance(each, Document | Failure) for each in found)
    assert sum(isinstance(each, Document) for each in found) < 9
    if damage == slice(0, -40):
        assert isinstance(found[-1], Failure)
        assert len(found) >= 9  # all before it are read


def test_an_archive_packed_as_one_piece_is_told(tmp_path):
    plain = archive(tmp_path / "a.warc", {"content": page()}, {"content": page()}, is_packed=False)
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress(plain.read_bytes()))
    *_, last = read([str(tmp_path / "b.warc.gz")], root=tmp_path)
    assert isinstance(last, Failure)
    assert "is no web archive, or is damaged" in str(last)


def test_an_archive_is_read_record_by_record(tmp_path):
    with (tmp_path / "a.warc").open("wb") as file:
        writer = WARCWriter(file, gzip=False)
        for number in range(60):
            response(writer, number % 10, b"x" * 1_000_000, headers=[("Content-Type", "image/png")])
    tracemalloc.start()
    assert sum(1 for _ in read([str(tmp_path / "a.warc")], root=tmp_path)) == 60
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000


def test_a_page_that_unpacks_to_too_much_is_a_failure(tmp_path):
    bomb = gzip.compress(b" " * 25_000_000)
    archive(tmp_path / "a.warc", {"content": bomb, "headers": [HTML, ("Content-Encoding", "gzip")]})
    (found,) = read([str(tmp_path / "a.warc")], root=tmp_path)
    assert isinstance(found, Failure)
    assert "is too long" in str(found)


def test_a_build_of_an_archive_and_a_folder_of_pages(tmp_path):
    (tmp_path / "pages" / "deep").mkdir(parents=True)
    archive(tmp_path / "pages" / "crawl.warc.gz", {"content": page()}, {"content": b"", "status": "404 Not Found"})
    (tmp_path / "pages" / "one.html").write_bytes(page())
    (tmp_path / "pages" / "deep" / "two.htm").write_bytes(page())
    done = run_kg("build", "pages", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    shown = run_kg("documents", cwd=tmp_path).stdout.splitlines()[2:]
    assert [line.split()[0] for line in shown] == [
        "pages/crawl.warc.gz#00000000-0000-4000-8000-000000000000",
        "pages/deep/two.htm",
        "pages/one.html",
    ]
    assert "skipped files: status 404" in done.stderr
