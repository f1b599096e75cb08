"""Real documents: the taxonomy owner's four specimens against their plain form, and a filing read by hand.

They are not part of the project; where they are not at hand these tests are skipped.
"""

import datetime as dt
import re
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from sources.bolagsverket.reports.inline import read
from sources.bolagsverket.reports.listing import parse_page
from sources.bolagsverket.reports.report import read_report
from sources.bolagsverket.reports.rows import Filed, annual_reports
from sources.standin.report_text import CONCEPTS, report_text
from tests.sources.bolagsverket.reports.inline_documents import package

DATA = Path(__file__).parents[4] / "../shared/reference/data"
XBRLI = "{http://www.xbrl.org/2003/instance}"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the specimens are not at hand")


def specimen(name):
    return (DATA / "ixbrl" / name).read_bytes()


def plain(content):
    """The numeric facts of a plain XBRL document: tag, days, amount, decimals."""
    root = etree.fromstring(content)
    days = {
        context.get("id"): tuple(each.text for each in context.find(f"{XBRLI}period"))
        for context in root.iter(f"{XBRLI}context")
    }
    return Counter(
        (
            f"{fact.prefix}:{etree.QName(fact).localname}",
            days[fact.get("contextRef")],
            Decimal(fact.text.strip()),
            fact.get("decimals"),
        )
        for fact in root.iter(etree.Element)
        if fact.get("unitRef") is not None
    )


def inline(content):
    """The numeric facts of an inline document, in the same form."""
    return Counter(
        (
            fact.tag,
            tuple(day.isoformat() for day in (fact.context.start, fact.context.end) if day is not None),
            fact.amount,
            "INF" if fact.decimals is None else str(fact.decimals),
        )
        for fact in read(content, ()).numbers
    )


@pytest.mark.parametrize(("example", "facts"), [(1, 222), (2, 222), (3, 226), (4, 228)])
def test_every_numeric_fact_of_the_official_specimens_is_that_of_their_plain_form(example, facts):
    expected = plain(specimen(f"official_k2_2017_example{example}.expected.xbrl"))
    document = specimen(f"official_k2_2017_example{example}.xhtml")
    assert expected.total() == facts
    assert inline(document) == expected
    assert read(document, ()).unreadable == ()


@pytest.mark.parametrize(("example", "remark"), [(1, None), (2, False), (3, None), (4, False)])
def test_the_official_specimens_become_rows(example, remark):
    found = read_report(package(specimen(f"official_k2_2017_example{example}.xhtml")), "5569999999")
    row = annual_reports([Filed(found, dt.date(2017, 5, 1), dt.date(2017, 5, 8))]).row(0, named=True)
    expected = {
        "fiscal_year_start": dt.date(2016, 1, 1),
        "fiscal_year_end": dt.date(2016, 12, 31),
        "net_turnover_sek": 2_650_000.0,
        "operating_result_sek": 205_000.0,
        "result_before_tax_sek": 1_364_000.0,
        "external_cost_sek": 499_000.0,
        "personnel_cost_sek": 650_000.0,
        "mean_employees": 2.0,
        "total_assets_sek": 7_773_000.0,
        "equity_sek": 2_390_000.0,
        "share_capital_sek": 100_000.0,
        "dividends_sek": 1_099_000.0,
        "group_claims_sek": 0.0,
        "has_audit_remark": remark,
    }
    assert {name: row[name] for name in expected} == expected
    assert found.doubts == ()


def test_a_real_filing_reads_as_it_does_to_the_eye():
    found = read_report(package(specimen("real_k2_5563555456_2023-12-31.xhtml")), "5563555456")
    row = annual_reports([Filed(found, dt.date(2024, 1, 1), dt.date(2024, 1, 8))]).row(0, named=True)
    expected = {
        "fiscal_year_start": dt.date(2023, 1, 1),
        "fiscal_year_end": dt.date(2023, 12, 31),
        "net_turnover_sek": 5_335.0,
        "operating_result_sek": -21_441.0,
        "result_before_tax_sek": -1_234.0,
        "external_cost_sek": 26_776.0,
        "personnel_cost_sek": None,
        "mean_employees": None,
        "total_assets_sek": 70_287.0,
        "equity_sek": 69_824.0,
        "share_capital_sek": 100_000.0,
        "dividends_sek": None,
        "has_audit_remark": None,
    }
    assert {name: row[name] for name in expected} == expected
    assert found.doubts == ()
    assert len(read(specimen("real_k2_5563555456_2023-12-31.xhtml"), ()).numbers) == 68


def listing(page):
    return parse_page((DATA / f"bulk/arsredovisningar_listing_page{page}.xml").read_bytes())


def test_the_real_listing_is_read_page_by_page():
    first, second = listing(1), listing(2)
    assert (len(first.parts), len(second.parts)) == (1000, 83)
    assert (first.unknown_keys, second.unknown_keys) == (0, 0)
    assert first.next_marker == "arsredovisningar/2025/26_2.zip[minio_list:v2,return:]"
    assert second.next_marker is None
    last = max(second.parts)
    assert (last.name, last.monday, last.size) == ("2025-W39_3", dt.date(2025, 9, 22), 63_492_104)
    assert last.published == dt.date(2025, 9, 29)
    assert last.etag == "802e1087674a69c13bf90888304df45d-13"


def test_what_the_cover_of_a_week_rests_on_is_so_in_the_real_listing():
    """Every week has its archives, and those of one week come on one day, after the week."""
    listed = [part for page in (1, 2) for part in listing(page).parts]
    weeks = sorted({part.monday for part in listed})
    assert {(later - earlier).days for earlier, later in pairwise(weeks)} == {7}
    fresh = [part for part in listed if part.published > dt.date(2025, 2, 10)]
    assert len({(part.monday, part.published) for part in fresh}) == len({part.monday for part in fresh})
    assert all(part.published > part.last_day for part in fresh)


def test_the_stand_in_writes_no_concept_in_a_namespace_of_its_own():
    told = "".join(specimen(path.name).decode("utf-8-sig") for path in sorted((DATA / "ixbrl").glob("*.xhtml")))
    year = {"identity": "5560021361", "period_start": dt.date(2025, 1, 1), "period_end": dt.date(2025, 12, 31)}
    figures = dict.fromkeys(CONCEPTS, 1.0)
    row = {**year, **figures, "company_name": "Bolaget AB", "registered": dt.date(2026, 6, 1), "audit_remark": False}
    written = set(re.findall(r'name="(se-[^"]+)"', report_text(row).decode("utf-8-sig")))
    assert len(written) == 5 + len(CONCEPTS)
    assert written <= set(re.findall(r'name\s*=\s*"(se-[^"]+)"', told))
