"""What the documents of a report say together, and what becomes rows of it."""

import datetime as dt
from decimal import Decimal

import polars as pl
import pytest

from sources.bolagsverket.reports import report as report_module
from sources.bolagsverket.reports.faults import ReportFault
from sources.bolagsverket.reports.report import read_report
from sources.bolagsverket.reports.rows import Filed, annual_reports, report_figures
from tables import raw
from tables.code_lists import code_list
from tests.sources.bolagsverket.reports.inline_documents import (
    COMPANY,
    CONTEXTS,
    FIRST,
    LAST,
    context,
    document,
    number,
    package,
    text,
    year,
)

MARK = "se-gen-base:RevisorspateckningRevisionsberattelse"
WEEK, PUBLISHED = dt.date(2024, 6, 3), dt.date(2024, 6, 10)


def report(*facts, **options):
    return read_report(package(document(year(), *facts, **options)), COMPANY)


def row(*facts, **options):
    return annual_reports([Filed(report(*facts, **options), WEEK, PUBLISHED)]).row(0, named=True)


def refused(content, company=COMPANY):
    with pytest.raises(ReportFault) as fault:
        read_report(content, company)
    return fault.value.rule


def test_figures_of_the_year_become_a_row_in_kronor():
    found = row(
        number("Nettoomsattning", "2 650", scale="3", decimals="-3"),
        number("Nettoomsattning", "1", "period1"),
        number("Rorelseresultat", "21 441", sign="-"),
        number("OvrigaExternaKostnader", "26 776"),
        number("Tillgangar", "70 287", "balans0"),
        number("Tillgangar", "418 636", "balans1"),
        number("MedelantaletAnstallda", "2,5", unit="antal", decimals="1"),
    )
    assert found | {"net_turnover_sek": 2_650_000.0, "operating_result_sek": -21_441.0} == found
    assert found | {"external_cost_sek": 26_776.0, "total_assets_sek": 70_287.0, "mean_employees": 2.5} == found
    assert (found["fiscal_year_start"], found["fiscal_year_end"]) == (dt.date(2023, 1, 1), dt.date(2023, 12, 31))
    assert (found["filed_at"], found["known_at"]) == (WEEK, PUBLISHED)
    assert found["equity_sek"] is None


def test_rows_are_legal_deliveries():
    filed = [Filed(report(number("Nettoomsattning", "1"), number("EgetKapital", "2", "balans0")), WEEK, PUBLISHED)]
    for contract, rows in ((raw.AnnualReport, annual_reports(filed)), (raw.ReportFigure, report_figures(filed))):
        assert rows.columns == contract.delivered_columns()
        lines = pl.int_range(2, pl.len() + 2, dtype=pl.Int64)
        landed = rows.with_columns(ledger_id=pl.lit("00000000000000aa"), source_row=lines)
        contract.validate(landed.select(contract.column_names()), cast=True)


def test_nothing_read_gives_empty_rows_of_the_right_form():
    assert annual_reports([]).columns == raw.AnnualReport.delivered_columns()
    assert report_figures([]).columns == raw.ReportFigure.delivered_columns()


def test_the_finest_figure_holds():
    found = report(
        number("Nettoomsattning", "2 650", scale="3", decimals="-3"),
        number("Nettoomsattning", "2 650 400"),
        number("Nettoomsattning", "3", scale="6", decimals="-6"),
    )
    assert found.amount("net_turnover_sek") == 2_650_400
    assert found.figures[0].decimals is None
    assert found.doubts == ()


def test_a_rounded_figure_that_cannot_be_a_rounding_is_told():
    found = report(number("Nettoomsattning", "2 651", scale="3", decimals="-3"), number("Nettoomsattning", "2 650 400"))
    assert found.amount("net_turnover_sek") == 2_650_400
    assert found.doubts == ("disagreeing_precision",)


def test_two_exact_figures_that_differ_are_none():
    found = report(number("Nettoomsattning", "1"), number("Nettoomsattning", "2"), number("Rorelseresultat", "3"))
    assert found.amount("net_turnover_sek") is None
    assert found.amount("operating_result_sek") == 3
    assert found.doubts == ("contradicting_figures",)


def test_a_balance_sheet_that_does_not_add_up_is_told():
    sides = number("Tillgangar", "100", "balans0"), number("EgetKapitalSkulder", "101", "balans0")
    assert report(*sides).doubts == ("unbalanced",)


def test_another_currency_is_no_kronor_yet_the_report_is_filed():
    found = row(number("Nettoomsattning", "10", unit="EUR"))
    assert found["net_turnover_sek"] is None
    assert found["filed_at"] == WEEK


def test_in_a_group_the_legal_entity_is_read():
    days = {"jur": "JuridiskPerson", "kon": "Koncern", "gem": "Generell"}
    contexts = "".join(
        context(f"period0_{end}", FIRST, LAST, member=f"RedovisningInformation{name}Segment")
        + context(f"balans0_{end}", LAST, member=f"RedovisningInformation{name}Segment")
        for end, name in days.items()
    )
    facts = (
        *(year(on=f"period0_{end}") for end in days),
        number("Nettoomsattning", "900", "period0_kon"),
        number("Nettoomsattning", "100", "period0_jur"),
        number("EgetKapital", "70", "balans0_kon"),
        text(f"{MARK}EnligtStandardutformning", "2024-03-20", "period0_gem"),
    )
    found = read_report(package(document(*facts, contexts=contexts, layout="k3k/risbs")), COMPANY)
    assert found.amount("net_turnover_sek") == 100
    assert found.amount("equity_sek") is None
    assert found.has_audit_remark is False


@pytest.mark.parametrize(
    ("marks", "remark"),
    [
        ((), None),
        (("EnligtStandardutformning",), False),
        (("AvvikerStandardutformning",), True),
        (("EnligtStandardutformning", "AvvikerStandardutformning"), True),
    ],
)
def test_what_the_auditor_wrote(marks, remark):
    assert report(*(text(f"{MARK}{mark}", "20 mars 2024") for mark in marks)).has_audit_remark is remark


def test_an_empty_mark_is_none():
    assert report(text(f"{MARK}AvvikerStandardutformning", " ")).has_audit_remark is None


def test_the_auditors_report_may_be_a_document_of_its_own():
    own = text("se-ar-base:Organisationsnummer", f"{COMPANY[:6]}-{COMPANY[6:]}")
    audit = document(own, contexts=context("period0", FIRST, LAST), layout="ar/rar")
    accounts = document(year(), number("Nettoomsattning", "1"), text(f"{MARK}AvvikerStandardutformning", "2024-03-20"))
    for documents in ((audit, accounts), (accounts, audit)):
        found = read_report(package(*documents), COMPANY)
        assert (found.amount("net_turnover_sek"), found.has_audit_remark) == (1, True)


def test_an_auditors_report_about_somebody_else_refuses_the_whole():
    audit = document(text("se-ar-base:Organisationsnummer", "556000-0019"), contexts=context("period0", FIRST, LAST))
    assert refused(package(document(year()), audit)) == "wrong_organisation"


@pytest.mark.parametrize(
    "facts",
    [
        {"contexts": CONTEXTS + context("other", LAST, entity="556000-0019")},
        {"contexts": CONTEXTS.replace("556000-0001", "556000-0019")},
    ],
)
def test_a_context_about_another_organisation_refuses_the_report(facts):
    assert refused(package(document(year(), **facts))) == "wrong_organisation"


def test_a_report_named_for_another_organisation_is_refused():
    assert refused(package(document(year())), "5560000019") == "wrong_organisation"


@pytest.mark.parametrize("company", [COMPANY, f"16{COMPANY}", f"{COMPANY[:6]}\u2011{COMPANY[6:]}"])
def test_the_number_may_be_written_in_any_accepted_way(company):
    assert read_report(package(document(year(company=company))), COMPANY).organisation == COMPANY


@pytest.mark.parametrize(
    ("first", "last", "rule"),
    [
        ("0024-01-01", "0024-12-31", "impossible_year"),
        ("2023-12-31", "2023-01-01", "impossible_year"),
        ("2020-01-01", "2023-12-31", "impossible_year"),
        ("2023-01-01", "", "no_fiscal_year"),
        ("i fjol", LAST, "no_fiscal_year"),
    ],
)
def test_a_year_that_cannot_be_is_refused(first, last, rule):
    assert refused(package(document(year(first, last)))) == rule


def test_two_years_in_one_archive_are_refused():
    other = document(year("2022-01-01", "2022-12-31"))
    assert refused(package(document(year()), other)) == "several_reports"


def test_an_extended_year_is_read_by_its_own_days():
    contexts = context("period0", "2022-07-01", LAST) + context("period1", FIRST, LAST)
    facts = number("Nettoomsattning", "18"), number("Nettoomsattning", "12", "period1")
    found = read_report(package(document(year("2022-07-01"), *facts, contexts=contexts)), COMPANY)
    assert found.amount("net_turnover_sek") == 18


def test_a_report_by_another_taxonomy_is_refused_by_name():
    esef = document(contexts=context("c", LAST, entity="549300EXEMPEL")).replace(b"taxonomier.se", b"esma.europa.eu")
    assert refused(package(esef)) == "other_taxonomy"


@pytest.mark.parametrize(
    ("facts", "layout", "dividends", "claims"),
    [
        ((), "k2/risbs", None, 0.0),
        ((), "k2/risab", None, None),
        ((number("ForandringEgetKapitalTotaltUtdelning", "1 099 000"),), "k2/risbs", 1_099_000.0, 0.0),
        ((number("ForandringEgetKapitalTotaltUtdelning", "1 099 000", sign="-"),), "k2/risbs", 1_099_000.0, 0.0),
        (
            (
                number("ForandringEgetKapitalBalanseratResultatUtdelning", "100", sign="-"),
                number("ForandringEgetKapitalAretsResultatUtdelning", "20"),
            ),
            "k3/risbs",
            120.0,
            0.0,
        ),
        ((number("ForandringEgetKapitalTotaltAretsResultat", "5"),), "k2/risbs", 0.0, 0.0),
        (
            (
                number("FordringarKoncernforetagLangfristiga", "10", "balans0"),
                number("FordringarKoncernforetagKortfristiga", "5", "balans0"),
                number("LanDelagareNarstaende", "1", "balans0"),
            ),
            "k2/risab",
            None,
            16.0,
        ),
    ],
)
def test_dividends_and_claims_on_owners_and_group(facts, layout, dividends, claims):
    assets = number("Tillgangar", "100", "balans0")
    found = row(assets, *facts, layout=layout)
    assert (found["dividends_sek"], found["group_claims_sek"]) == (dividends, claims)


def test_of_two_filings_the_later_holds_and_the_figures_of_both_are_kept():
    first = Filed(report(number("Nettoomsattning", "1")), WEEK, PUBLISHED)
    later = Filed(report(number("Nettoomsattning", "2")), WEEK + dt.timedelta(weeks=3), PUBLISHED)
    for order in ([first, later], [later, first]):
        assert annual_reports(order)["net_turnover_sek"].to_list() == [2.0]
        figures = report_figures(order)
        assert set(figures["document"]) == {first.report.document, later.report.document}
        assert sorted(figures["amount"]) == [1.0, 2.0]


def test_every_column_of_the_annual_report_has_its_concepts():
    codes = set(code_list("report_concepts")["code"])
    money = {name for name in raw.AnnualReport.column_names() if name.endswith("_sek")} - {"group_claims_sek"}
    assert money | {"mean_employees"} <= codes


def test_figures_that_cannot_be_read_are_told():
    found = report(number("Nettoomsattning", "ca 100"), number("Kundfordringar", "ca 100", "balans0"))
    assert found.doubts == ("no_figures", "unreadable_number")


def test_amounts_are_exact():
    assert report(number("EgetKapital", "0,1", "balans0", decimals="1")).amount("equity_sek") == Decimal("0.1")


def test_an_error_nobody_foresaw_refuses_one_report_and_tells_nothing_of_it(monkeypatch):
    monkeypatch.setattr(report_module, "_fiscal_year", lambda _: {}[COMPANY])
    with pytest.raises(ReportFault) as fault:
        report()
    assert fault.value.rule == "unforeseen"
    assert COMPANY not in repr(fault.value)
    assert fault.value.__cause__ is None
