"""Annual reports: singly and by week, listed page by page, with the figures that the world has."""

import datetime as dt
import io
import zipfile

import pytest
import requests
from lxml import etree

from sources.standin import StandIn, World
from sources.standin.faults import Manner
from tests.sources.standin.asking import BANKRUPT, DAY, HEALTHY, VDM, entered, report

LIST = "/arsredovisningar-bulkfiler"
S3 = "{http://s3.amazonaws.com/doc/2006-03-01/}"
IX = "{http://www.xbrl.org/2013/inlineXBRL}"


def _listed(server, identity):
    with entered(server) as session:
        asked = {"identitetsbeteckning": identity}
        return session.post(f"{server.url}{VDM}/dokumentlista", json=asked, timeout=5).json()


def _figures(document):
    root = etree.fromstring(document)
    return {
        one.get("name").split(":")[1]: float(one.text.replace("\u00a0", "").replace(",", "."))
        * 10 ** int(one.get("scale"))
        * (-1 if one.get("sign") == "-" else 1)
        for one in root.iter(f"{IX}nonFraction")
    }


def _pages(server, most):
    keys, marker = [], ""
    while True:
        asked = {"prefix": "arsredovisningar/", "max-keys": most, "marker": marker}
        root = etree.fromstring(requests.get(f"{server.url}{LIST}", params=asked, timeout=5).content)
        page = [one.findtext(f"{S3}Key") for one in root.iter(f"{S3}Contents")]
        keys.append(page)
        if root.findtext(f"{S3}IsTruncated") == "false":
            assert root.find(f"{S3}NextMarker") is None
            return keys
        marker = root.findtext(f"{S3}NextMarker")


def test_the_reports_of_a_company_newest_first(server):
    assert [one["rapporteringsperiodTom"] for one in _listed(server, HEALTHY)["dokument"]] == [
        "2025-12-31",
        "2024-12-31",
    ]
    server.day = dt.date(2026, 6, 2)
    assert len(_listed(server, HEALTHY)["dokument"]) == 1


def test_a_company_without_reports_has_an_empty_list_or_none(server):
    assert _listed(server, "2120000001") == {"dokument": []}
    server.faults.add(f"{VDM}/dokumentlista", Manner.EMPTY_DOCUMENT_LIST)
    assert _listed(server, HEALTHY) == {}


def test_one_report_has_its_figures(server):
    (listed,) = _listed(server, BANKRUPT)["dokument"]
    assert len(listed["dokumentId"]) == 42
    with entered(server) as session:
        answer = session.get(f"{server.url}{VDM}/dokument/{listed['dokumentId']}", timeout=5)
    bundle = zipfile.ZipFile(io.BytesIO(answer.content))
    (name,) = bundle.namelist()
    figures = _figures(bundle.read(name))
    assert name.endswith(".xhtml")
    assert figures == {"Nettoomsattning": 12_345_678.0, "MedelantaletAnstallda": 12.5, "EgetKapital": -10_500.0}
    assert b"RevisionsberattelseAvviker" in bundle.read(name)


def test_there_is_no_document_of_another_name(server):
    with entered(server) as session:
        assert session.get(f"{server.url}{VDM}/dokument/none_paket", timeout=5).status_code == 404


def test_weeks_are_listed_when_they_are_over(server):
    assert _pages(server, 1000) == [
        ["arsredovisningar/2025/23_1.zip", "arsredovisningar/2026/23_1.zip", "arsredovisningar/2026/26_1.zip"]
    ]
    server.day = dt.date(2026, 6, 28)
    assert _pages(server, 1000) == [["arsredovisningar/2025/23_1.zip", "arsredovisningar/2026/23_1.zip"]]


def test_a_list_goes_on_from_its_marker(server):
    pages = _pages(server, 1)
    assert [len(page) for page in pages] == [1, 1, 1]
    assert [key for page in pages for key in page] == _pages(server, 1000)[0]


def test_a_week_holds_one_archive_for_each_report(server):
    answer = requests.get(f"{server.url}{LIST}/arsredovisningar/2026/26_1.zip", timeout=5)
    outer = zipfile.ZipFile(io.BytesIO(answer.content))
    assert outer.namelist() == [f"{BANKRUPT}_2025-12-31.zip"]
    inner = zipfile.ZipFile(io.BytesIO(outer.read(outer.namelist()[0])))
    assert _figures(inner.read(inner.namelist()[0]))["EgetKapital"] == -10_500.0
    assert answer.headers["Last-Modified"].startswith("Mon, 29 Jun 2026")


def test_a_week_that_is_not_there_is_not_found(server):
    assert requests.get(f"{server.url}{LIST}/arsredovisningar/2026/27_1.zip", timeout=5).status_code == 404


@pytest.mark.parametrize(("n_reports", "n_parts"), [(1500, 1), (1501, 2)])
def test_a_large_week_comes_in_parts(n_reports, n_parts):
    reports = [report(f"{5_560_000_000 + n}", 2025, dt.date(2026, 6, 10)) for n in range(n_reports)]
    with StandIn(World.of(reports=reports), DAY) as large:
        assert len(_pages(large, 1000)[0]) == n_parts
