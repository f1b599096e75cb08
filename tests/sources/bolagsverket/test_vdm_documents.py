"""The list of digital annual reports of a company, and one of them as a file."""

import datetime as dt
import io
import json
import zipfile

import pytest

from sources.bolagsverket.vdm.documents import Document, documents, report_zip
from sources.bolagsverket.vdm.service import BASE, Service
from sources.fetching.connector import SourceFault
from sources.standin import StandIn, World
from sources.standin.faults import Body, Manner
from tests.sources.bolagsverket.recorded import needs_recorded, recorded
from tests.sources.bolagsverket.vdm_asking import DAY, NUMBERS, access_to

COMPANY, OTHER = NUMBERS[:2]
YEARS = (2023, 2024)


@pytest.fixture
def server():
    reports = [
        {
            "identity": COMPANY,
            "company_name": "Alfa AB",
            "period_start": dt.date(year, 1, 1),
            "period_end": dt.date(year, 12, 31),
            "registered": dt.date(year + 1, 6, 15),
            "net_turnover": 1000.0,
        }
        for year in YEARS
    ]
    with StandIn(World.of(companies=[{"identity": COMPANY}, {"identity": OTHER}], reports=reports), day=DAY) as running:
        yield running


@pytest.fixture
def service(server, tmp_path):
    with Service.open(access_to(server, tmp_path)) as opened:
        yield opened


def test_the_latest_year_comes_first(service):
    found = documents(service, COMPANY)
    assert [one.period_end for one in found] == [dt.date(2024, 12, 31), dt.date(2023, 12, 31)]
    assert found[0].registered == dt.date(2025, 6, 15)
    assert found[0].document_id.endswith("_paket")


def test_no_reports_are_an_empty_list_also_without_the_key(server, service):
    assert documents(service, OTHER) == []
    server.faults.add(BASE, Manner.EMPTY_DOCUMENT_LIST)
    assert documents(service, COMPANY) == []


def test_a_report_is_fetched_as_a_zip(service, tmp_path):
    found = report_zip(service, documents(service, COMPANY)[0], tmp_path / "report.zip")
    with zipfile.ZipFile(io.BytesIO(found.path.read_bytes())) as packed:
        assert all(name.endswith(".xhtml") for name in packed.namelist())


def test_a_report_that_is_gone_or_too_large_is_a_fault(service, tmp_path):
    gone = Document("0" * 36 + "_paket", DAY, DAY, None)
    with pytest.raises(SourceFault, match="finns inte"):
        report_zip(service, gone, tmp_path / "gone.zip")
    with pytest.raises(SourceFault, match="större än"):
        report_zip(service, documents(service, COMPANY)[0], tmp_path / "large.zip", most_bytes=10)
    assert not list(tmp_path.glob("*.zip"))


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"no json",
        b'{"dokument": "x"}',
        b'{"dokument": [{"dokumentId": "../../../etc", "rapporteringsperiodTom": "2024-12-31"}]}',
        b'{"dokument": [{"dokumentId": "a", "rapporteringsperiodTom": null}]}',
        b'{"dokument": [{"dokumentId": "a", "rapporteringsperiodTom": "2024-12-31", "registreringstidpunkt": "x"}]}',
    ],
)
def test_a_list_of_another_form_is_refused(server, service, body):
    server.faults.add(f"{BASE}/dokumentlista", Body(body, "application/json"))
    with pytest.raises(SourceFault):
        documents(service, COMPANY)


@needs_recorded
def test_recorded_list(server, service):
    server.faults.add(
        f"{BASE}/dokumentlista",
        Body(json.dumps(recorded("test_env_dokumentlista_5561890038")).encode(), "application/json"),
    )
    found = documents(service, COMPANY)
    assert [(one.period_end.year, one.registered.isoformat()) for one in found] == [
        (2022, "2023-06-27"),
        (2021, "2022-07-06"),
        (2020, "2021-07-30"),
    ]
    assert {len(one.document_id) for one in found} == {42}


def test_numbers_are_in_no_address(server, service, tmp_path):
    report_zip(service, documents(service, COMPANY)[0], tmp_path / "report.zip")
    assert not [each for each in server.seen if COMPANY in each.path]
