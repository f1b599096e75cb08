"""What the deliveries of companies say: entries, their differences from the care register, figures, auditors, links."""

import datetime as dt

import polars as pl
import pytest

from tests.sources.delivering import example_row

LAST = dt.date(2026, 6, 30)


def entries(made):
    """The latest entry of each company."""
    held = made.current("company").sort("operator_id", "valid_from")
    return held.unique("operator_id", keep="last", maintain_order=True)


def test_every_company_and_sole_trader_has_an_entry_from_its_forming(full):
    operators = full.typed("operator").filter(pl.col("legal_form").is_in(["AB", "HB", "KB", "EK", "EF"]))
    first = full.current("company").group_by("operator_id").agg(pl.col("valid_from", "formed_at").min())
    assert set(first["operator_id"]) <= set(operators["operator_id"])
    assert first.height > 0.995 * operators["operator_id"].n_unique()
    assert first.drop_nulls("formed_at").select((pl.col("valid_from") == pl.col("formed_at")).all()).item()


@pytest.mark.parametrize(
    ("sentence", "differs", "least", "most"),
    [
        ("another name than the register's", pl.col("company_name") != pl.col("operator_name"), 0.01, 0.2),
        ("another seat", pl.col("municipality_code") != pl.col("register_seat"), 0.005, 0.06),
        ("another legal form", pl.col("legal_form") != pl.col("register_form"), 0.001, 0.01),
        ("not active", pl.col("status") != "active", 0.02, 0.12),
        ("a purpose without care", ~pl.col("describes_care"), 0.01, 0.05),
        ("something wrong with the beneficial owners",
         pl.col("owner_state").is_in(["none", "discrepancy", "unidentified"]), 0.01, 0.06),
    ],
)  # fmt: skip
def test_most_entries_agree_with_the_register_and_some_do_not(full, sentence, differs, least, most):
    register = full.current("operator").select(
        "operator_id", "operator_name", register_form="legal_form", register_seat="municipality_code"
    )
    both = entries(full).join(register, on="operator_id").filter(pl.col("legal_form") != "EF")
    assert least < both.select(differs.fill_null(value=False).mean()).item() < most, sentence


def test_a_protected_address_is_nowhere_and_every_kind_of_address_occurs(full):
    held = full.raw("company")
    hidden = held.filter(pl.col("address_type") == "protected")
    assert hidden.height > 5
    assert hidden["address"].null_count() == hidden["postal_code"].null_count() == hidden.height
    assert held["address_type"].n_unique() >= 6


def test_some_companies_share_a_house_and_some_are_of_one_group(full):
    held = entries(full).filter(pl.col("address_type") == "street")
    houses = held.group_by("address", "postal_code").agg(n=pl.col("operator_id").n_unique())
    assert 0.01 < houses.filter(pl.col("n") > 1)["n"].sum() / held.height < 0.12
    groups = entries(full).drop_nulls("group_id").group_by("group_id").len()
    assert groups.height > 50
    assert groups["len"].max() == 2


def test_auditors_and_nobody_else_leave_early(full):
    left = full.current("company_event").filter(pl.col("kind") == "role_left")
    early = left.filter(pl.col("is_early"))
    assert set(early["role"]) == {"auditor"}
    assert left.filter(pl.col("role") != "auditor")["is_early"].null_count() == left.height - left.filter(
        pl.col("role") == "auditor").height  # fmt: skip
    assert 0.2 < early.height / left.filter(pl.col("role") == "auditor").height < 0.7


def test_figures_of_annual_reports_agree_with_each_other(full):
    reports = full.current("annual_report")
    turnover, result = pl.col("net_turnover_sek"), pl.col("operating_result_sek")
    costs = pl.col("personnel_cost_sek") + pl.col("external_cost_sek")
    assert reports.select((costs + result <= 1.01 * turnover).mean()).item() > 0.9
    assert reports.select((pl.col("result_before_tax_sek") <= result).all()).item()
    assert reports.select((pl.col("share_capital_sek") >= 25_000).all()).item()
    paying = reports.filter(pl.col("dividends_sek") > 0)
    assert 0.1 < paying.height / reports.height < 0.7
    assert paying.select((pl.col("result_before_tax_sek") > 0).all()).item()
    per_place = 2 * reports["net_turnover_sek"].median()
    assert 1_000_000 < per_place < 60_000_000


def test_a_few_reports_are_filed_late_or_never(full):
    reports = full.current("annual_report")
    late = reports.filter(pl.col("filed_at") > pl.col("fiscal_year_end").dt.offset_by("7mo"))
    assert 0.03 < late.height / reports.height < 0.2


@pytest.mark.parametrize("look_alike", [False, True])
def test_planted_companies_take_out_more_than_their_look_alikes(full, look_alike):
    schemes = full.truth_of("operators").filter(pl.col("scheme") == "straw_board", look_alike=look_alike)
    reports = full.current("annual_report").join(schemes.select("operator_id"), on="operator_id")
    taken = reports["dividends_sek"].sum() / reports["net_turnover_sek"].sum()
    assert (taken < 0.05) is look_alike


def test_the_example_of_an_entry_is_complete():
    assert all(example_row("company")[name] for name in ("company_name", "address", "postal_code", "status"))
