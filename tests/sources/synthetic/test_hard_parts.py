"""The parts that make real deliveries hard are there."""

import datetime as dt

import polars as pl
import pytest

from sources.synthetic.identity_numbers import check_digits
from tables.code_lists import code_list, codes_of
from tables.contracts import deliveries

COMPANY_WIDE = ["KONS", "HTJ", "LSS2", "LSS3", "LSS4", "LSS5"]


#: What only the company register itself tells, and no file of an agency's own.
FETCHED_ONLY = {"form_changed", "struck_off_reversed", "role_held", "deputy_ceo"} | {
    code
    for code, procedure in code_list("company_event_kinds").select("code", "procedure").iter_rows()
    if procedure not in {None, "", "role", "bankruptcy", "liquidation", "reorganisation"}
}


def test_every_form_of_activity_occurs(demo):
    assert set(demo.raw("activity_version")["form_code"]) == set(codes_of("forms"))


@pytest.mark.parametrize(
    ("table", "column", "name"),
    [
        ("activity_version", "operating_status", "operating_statuses"),
        ("notification", "kind", "notification_kinds"),
        ("notification", "channel", "notification_channels"),
        ("report", "kind", "report_kinds"),
        ("report", "channel", "report_channels"),
        ("report", "link_method", "link_methods"),
        ("report", "sender_type", "sender_types"),
        ("report_event", "state", "report_states"),
        ("supervision_case", "origin", "case_origins"),
        ("decision", "kind", "decision_kinds"),
        ("decision", "ground", "decision_grounds"),
        ("court_event", "state", "court_states"),
        ("measure", "result", "measure_results"),
        ("finding", "area", "finding_areas"),
        ("finding", "responsible_principal", "responsible_principals"),
        ("permit_case", "outcome", "permit_outcomes"),
        ("permit_case", "ground", "permit_grounds"),
        ("company_event", "kind", "company_event_kinds"),
        ("company_event", "role", "roles"),
        ("actor_relation", "relation", "relations"),
        ("operator", "legal_form", "legal_forms"),
    ],
)
def test_every_code_occurs_at_full_size(full, table, column, name):
    expected = set(codes_of(name)) - {"received", "OKAND", "decided"} - FETCHED_ONLY
    assert expected <= set(full.raw(table)[column].drop_nulls())


def test_protected_homes_have_no_address(full):
    protected = full.raw("activity_version").filter(pl.col("form_code") == "SKYDD")
    assert protected["address_protected"].unique().to_list() == ["true"]
    assert protected["address"].null_count() == protected.height


def test_company_wide_forms_have_no_places_and_mostly_no_municipality(full):
    wide = full.raw("activity_version").filter(pl.col("form_code").is_in(COMPANY_WIDE))
    assert wide["max_places"].null_count() == wide.height
    assert 0.8 < wide["municipality_code"].null_count() / wide.height < 1


def test_sheltered_housing_has_no_target_group(full):
    sheltered = full.raw("activity_version").filter(pl.col("form_code") == "TRYGG")
    assert sheltered["target_groups"].null_count() == sheltered.height


def test_every_municipality_and_region_and_the_state_are_operators(demo):
    types = demo.raw("operator").unique("operator_id").group_by("operator_type").len()
    assert dict(types.iter_rows()) | {"private": 0} == {"municipal": 290, "regional": 20, "state": 1, "private": 0}
    numbers = demo.raw("operator").filter(pl.col("operator_type") == "municipal")["operator_id"]
    assert numbers.str.starts_with("212000").all()
    regions = demo.raw("operator").filter(pl.col("operator_type") == "regional")
    assert regions["operator_id"].str.starts_with("232100").all()
    assert "Region Gotlands" not in set(regions["operator_name"])


def test_state_homes_are_run_by_the_state(full):
    state = set(full.raw("operator").filter(pl.col("operator_type") == "state")["operator_id"])
    assert set(full.raw("activity_version").filter(pl.col("form_code") == "SIS")["operator_id"]) == state


def test_municipalities_do_not_run_consultant_services(full):
    public = full.raw("operator").filter(pl.col("operator_type") != "private")["operator_id"]
    consultants = full.raw("activity_version").filter(pl.col("form_code") == "KONS")
    assert not set(consultants["operator_id"]) & set(public)


def test_companies_have_no_rows_for_public_operators(full):
    public = set(full.raw("operator").filter(pl.col("operator_type") != "private")["operator_id"])
    assert not set(full.raw("company_event")["operator_id"]) & public
    assert not set(full.raw("annual_report")["operator_id"]) & public


def test_one_chain_has_about_two_hundred_activities(full):
    private = full.raw("operator").filter(pl.col("operator_type") == "private").select("operator_id").unique()
    sizes = (
        full.raw("activity_version")
        .join(private, on="operator_id")
        .group_by("operator_id")
        .agg(n=pl.col("activity_id").n_unique())
    )
    assert 150 <= sizes["n"].max() <= 260
    assert sizes["n"].median() <= 2


@pytest.mark.parametrize(
    ("table", "column"),
    [("operator", "operator_id"), ("activity_version", "manager_key"), ("company_event", "person_key")],
)
def test_persons_have_right_check_digits_and_are_long_dead(full, table, column):
    persons = full.raw(table)[column].drop_nulls().unique()
    persons = persons.filter(persons.str.len_chars() == 12)
    assert persons.len() > 100
    assert persons.str.starts_with("188").all()
    nine = persons.str.slice(2, 9).cast(pl.Int64).to_numpy()
    assert (check_digits(nine) == persons.str.slice(11, 1).cast(pl.Int64).to_numpy()).all()


def test_organisation_numbers_have_right_check_digits_and_are_unique(full):
    operators = full.raw("operator").filter(pl.col("operator_id").str.len_chars() == 10).unique("operator_id")
    numbers = operators["operator_id"]
    assert (
        check_digits(numbers.str.slice(0, 9).cast(pl.Int64).to_numpy())
        == numbers.str.slice(9, 1).cast(pl.Int64).to_numpy()
    ).all()
    assert (numbers.str.slice(2, 1).cast(pl.Int64) >= 2).all()
    assert (
        full.raw("operator").unique(["operator_id", "legal_form"]).height
        == full.raw("operator")["operator_id"].n_unique()
    )


def test_register_rows_are_corrected_later(full):
    versions = full.typed("activity_version")
    assert versions.filter(versions.select(deliveries()["activity_version"].key()).is_duplicated()).height > 500


@pytest.mark.parametrize(
    "table", ["operator", "annual_report", "company_event", "permit", "finding", "decision", "report_event"]
)
def test_other_rows_come_again_or_late(full, table):
    rows = full.typed(table)
    again = rows.select(deliveries()[table].key()).is_duplicated().any()
    assert again or (rows["known_at"] - rows["event_date"]).dt.total_days().max() >= 10


def test_changes_are_registered_long_after_they_happened(full):
    told = full.typed("notification").filter(pl.col("kind") == "change")
    delay = (told["known_at"] - told["effective_date"]).dt.total_days()
    assert 0.02 < (delay > 60).mean() < 0.3


def test_some_files_have_their_rows_out_of_order(full):
    files = [path for table in deliveries() for path in full.files(table)]
    ordered = [pl.read_csv(path, separator=";", infer_schema=False)["known_at"].is_sorted() for path in files]
    assert 0.1 < 1 - sum(ordered) / len(ordered) < 0.6


def test_some_rows_come_in_the_next_years_file(full):
    later = full.raw("notification").filter(pl.col("ledger_id") == "notification_2024.csv")
    assert set(later["known_at"].str.slice(0, 4)) == {"2023", "2024"}


def test_reports_share_matters(full):
    matters = (
        full.current("report")
        .filter(pl.col("matter_id").is_not_null())
        .group_by("matter_id")
        .agg(n=pl.len(), kinds=pl.col("kind").n_unique(), activities=pl.col("activity_id").n_unique())
    )
    assert matters.height > 300
    assert (matters["n"] >= 2).mean() > 0.98
    assert (matters["kinds"] >= 2).mean() > 0.9


def test_one_sender_repeats_tips_about_one_activity(full):
    tips = full.current("report").filter((pl.col("kind") == "tip") & pl.col("sender_key").is_not_null())
    repeats = tips.group_by("sender_key", "activity_id").len().filter(pl.col("len") > 1)
    assert repeats.height > 300


def test_some_municipalities_never_report(full):
    senders = set(full.raw("report").filter(pl.col("kind") == "municipal_report")["sender_municipality"])
    enquirers = set(full.raw("report")["sender_municipality"].drop_nulls())
    assert len(senders) < 290
    assert 30 <= 290 - len(enquirers) <= 100


def test_reports_are_cleared_long_after_they_came(full):
    cleared = full.current("report_event").filter(pl.col("state").is_in(["cleared", "unsubstantiated"]))
    joined = cleared.join(full.current("report").select("report_id", "received_at"), on="report_id")
    assert joined.select((pl.col("event_date") - pl.col("received_at")).dt.total_days().median()).item() > 60


def test_reports_concern_individuals_and_unknown_actors_too(full):
    reports = full.current("report")
    assert reports.filter(pl.col("subject_type") == "individual").height > 500
    unknown = reports.filter(pl.col("unknown_actor").is_not_null())
    assert unknown.height >= 10
    assert unknown["operator_id"].null_count() == unknown.height


def test_names_are_proposals_until_a_person_decides(full):
    proposed = full.current("report").filter(pl.col("link_method") == "name_proposal")
    decided = full.current("link").join(proposed.select("report_id", "received_at"), on="report_id")
    assert 0.5 < decided.height / proposed.height < 0.9
    assert (decided["decided_at"] > decided["received_at"]).all()


def test_some_orders_are_overdue(full):
    orders = full.current("decision").filter(pl.col("due_date") < dt.date(2026, 1, 1))
    overdue = orders.filter(pl.col("complied_at").is_null() | (pl.col("complied_at") > pl.col("due_date")))
    assert 0.1 < overdue.height / orders.height < 0.45


def test_courts_stay_and_annul_revocations(full):
    revoked = full.current("decision").filter(pl.col("kind").str.starts_with("revocation")).select("decision_id")
    states = full.raw("court_event").join(revoked, on="decision_id")["state"].value_counts()
    counts = dict(states.iter_rows())
    assert all(counts[state] >= 15 for state in ("appealed", "inhibition_granted", "annulled", "upheld", "final"))


def test_courts_follow_the_decision_and_one_another(full):
    events = full.typed("court_event").join(
        full.current("decision").select("decision_id", "decided_at"), on="decision_id"
    )
    assert (events["event_date"] > events["decided_at"]).all()
    upper = events.filter(pl.col("instance") == "kr").group_by("decision_id").agg(kr=pl.col("event_date").min())
    lower = (
        events.filter((pl.col("instance") == "fr") & (pl.col("state") != "final"))
        .group_by("decision_id")
        .agg(fr=pl.col("event_date").max())
    )
    assert upper.join(lower, on="decision_id").select((pl.col("kr") > pl.col("fr")).all()).item()


def test_applications_are_refused_on_every_main_ground_and_become_final(full):
    refused = full.current("permit_case").filter(pl.col("outcome") == "refused")
    assert {"insight", "suitability", "economy"} <= set(refused["ground"])
    assert refused["final_at"].drop_nulls().len() > 100
