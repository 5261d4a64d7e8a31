"""A second server, of another make: the law and the ten queries on Virtuoso, which shows the union by itself."""

import contextlib
import shutil
import subprocess
import time

import pytest

from benchmarks.library import PREDICATES, library, testimony
from benchmarks.querying import queries
from kg.store import open_store
from tests.servers import free_port, running

VIRTUOSO = shutil.which("virtuoso-t")
pytestmark = [
    pytest.mark.virtuoso,
    pytest.mark.skipif(VIRTUOSO is None, reason="needs virtuoso-t (virtuoso-opensource-7-bin)"),
]
SETTINGS = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 100000
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("virtuoso")
    sql, http = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(SETTINGS.format(folder=folder, sql=sql, http=http))
    command = [VIRTUOSO, "+foreground", "+configfile", settings]
    with running(command, f"http://127.0.0.1:{http}/sparql?query=ASK%20%7B%7D", cwd=folder):
        allowed = subprocess.run(
            ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba"],
            input='GRANT SPARQL_UPDATE TO "SPARQL";\n',
            text=True,
            capture_output=True,
            check=True,
        )
        assert "Done." in allowed.stdout
        time.sleep(0.5)
        yield f"http://127.0.0.1:{http}/sparql"


@pytest.fixture(scope="module")
def stores(server):
    """The same documents there and here, one replaced, one removed, one renamed."""
    with contextlib.ExitStack() as opened:
        there = opened.enter_context(open_store(server, signs=PREDICATES, root="/news"))
        here = opened.enter_context(open_store(":memory:", signs=PREDICATES, root="/news"))
        for store in (there, here):
            assert sum(map(len, store.replace_all(library(8, statements=10)))) == 8
            store.replace(testimony(1, statements=10, revision=2))
            store.remove(testimony(2).document.key)
            store.replace(testimony(9, statements=10), instead_of=testimony(3).document.key)
        yield there, here


def test_the_law_on_another_server(stores, server):
    there, here = stores
    assert list(there.testimonies()) == list(here.testimonies())
    assert there.documents() == here.documents()
    assert list(there.quads()) == list(here.quads())
    with open_store(server, read_only=True) as again:
        assert again.root == "/news"
        assert again.query("ASK { ?document a kg:Document }").boolean
        assert not again.query("ASK { ?document a kg:Nothing }").boolean


@pytest.mark.parametrize("name", queries())
def test_another_server_answers_the_same(stores, name):
    there, here = (sorted(map(str, store.query(queries()[name].split(" LIMIT ")[0]).rows)) for store in stores)
    assert there == here
