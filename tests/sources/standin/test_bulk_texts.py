"""The weekly files of all organisations, read back by readers of their own: nothing is lost in the vendors' grammar."""

import csv
import io
import zipfile

import pytest
import requests

from tests.sources.standin.asking import BANKRUPT, HEALTHY, PUBLIC, SOLE

FILES = {
    "/bolagsverket/bolagsverket_bulkfil.zip": ("utf-8", ";", '"'),
    "/scb/scb_bulkfil.zip": ("iso-8859-1", "\t", None),
}


def _read(server, path):
    encoding, delimiter, quote = FILES[path]
    bundle = zipfile.ZipFile(io.BytesIO(requests.get(f"{server.url}{path}", timeout=5).content))
    (name,) = bundle.namelist()
    text = io.StringIO(bundle.read(name).decode(encoding), newline="")
    style = {"quotechar": quote} if quote else {"quoting": csv.QUOTE_NONE}
    return name, list(csv.DictReader(text, delimiter=delimiter, **style))


def test_bolagsverkets_file_holds_what_it_knows(server):
    _, rows = _read(server, "/bolagsverket/bolagsverket_bulkfil.zip")
    found = {(row["organisationsidentitet"], row["namnskyddslopnummer"]): row for row in rows}
    assert {key[0].split("$")[0] for key in found} == {HEALTHY, BANKRUPT, SOLE}
    healthy = next(row for key, row in found.items() if key[0] == f"{HEALTHY}$ORGNR-IDORG")
    assert healthy["verksamhetsbeskrivning"] == "Vård och omsorg; även utbildning.\nSamt uthyrning."
    assert healthy["organisationsnamn"].split("|") == [
        "Exempelomsorg AB$FORETAGSNAMN-ORGNAM$2019-05-02$",
        "Exempel Care$SARS_FORNAMN-ORGNAM$2020-01-01$Vård; och\nomsorg",
    ]
    assert healthy["postadress"] == 'Storgatan 1 "B"$$EXEMPELSTAD$11122$SE-LAND'
    assert found[f"{SOLE}$PERSON-IDORG", "2"]["avregistreringsorsak"] == "OVERK-AVORG"


def test_procedures_are_joined_and_may_begin_with_a_bar(server):
    _, rows = _read(server, "/bolagsverket/bolagsverket_bulkfil.zip")
    (found,) = [row for row in rows if row["organisationsidentitet"].startswith(BANKRUPT)]
    listed = found["pagandeAvvecklingsEllerOmstruktureringsforfarande"]
    assert listed.lstrip("|").split("|") == ["KK-AVOMFO$2026-06-20", "LI-AVOMFO$2026-05-01"]


def test_nothing_is_both_an_empty_text_and_the_word_null(server):
    _, rows = _read(server, "/bolagsverket/bolagsverket_bulkfil.zip")
    assert {row["avregistreringsdatum"] for row in rows} >= {"", "null"}


def test_scbs_file_holds_what_it_knows(server):
    name, rows = _read(server, "/scb/scb_bulkfil.zip")
    assert name.startswith("scb_bulkfil_JE_20260629T")
    found = {row["PeOrgNr"]: row for row in rows}
    assert set(found) == {f"16{HEALTHY}", f"16{BANKRUPT}", f"16{PUBLIC}", SOLE}
    assert [found[f"16{HEALTHY}"][f"Ng{n}"] for n in (1, 2, 3)] == ["87301", "88101", ""]
    assert (found[f"16{BANKRUPT}"]["FtgStat"], found[f"16{PUBLIC}"]["JurForm"]) == ("0", "82")


@pytest.mark.parametrize("path", FILES)
def test_every_row_has_every_column(server, path):
    _, rows = _read(server, path)
    assert rows
    assert all(None not in row.values() for row in rows)


def test_lines_of_scbs_file_end_with_a_tab(server):
    bundle = zipfile.ZipFile(io.BytesIO(requests.get(f"{server.url}/scb/scb_bulkfil.zip", timeout=5).content))
    lines = bundle.read(bundle.namelist()[0]).decode("iso-8859-1").splitlines()
    assert all(line.endswith("\t") for line in lines)
    assert {line.count("\t") for line in lines} == {35}
