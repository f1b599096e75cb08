"""What the public and placing municipalities see of a small register worked out by hand, each case by its name."""

import polars as pl
import pytest

from tables.exports.placing import PlacingActivity, PlacingDecision, PlacingFinding, PlacingInspection, PlacingReport
from tables.exports.public import PublicActivity, PublicCount, PublicDecision
from tables.serving import Published
from tests.sources.facts.text_tables import assert_held, facts_of
from tests.web.exports.world import DAY, DELIVERED, RUN, published_world
from web.exports import placing, public
from web.exports.public import FEW, counts


def activity(shown, activity_id):
    return shown[PublicActivity].filter(activity_id=activity_id).row(0, named=True)


def test_the_register_that_everybody_sees(shown):
    assert_held(
        shown[PublicActivity],
        """
        activity_id | activity_name                     | operator_number | operator_name         | form_code | max_places | county_code | operating_status | status_from | is_open | in_hvb_list | permit_date | restriction_kind | restriction_state | order_kind        | order_state
        V1          | Björken Nya                       | 5560000001      | Bolaget AB            | HVB       | 8          | 24          | stopped          | 2024-03-01  | true    | true        | 2019-12-01  | revocation_full  | inhibition        | -                 | -
        V2          | Eken                              | 5560000001      | Bolaget AB            | HVB       | 9          | 24          | active           | 2021-05-01  | true    | false       | -           | -                | -                 | order_remedy_vite | appealed
        V3          | enskild näringsidkares verksamhet | -               | enskild näringsidkare | HTJ       | -          | -           | active           | 2022-01-01  | true    | false       | 2021-12-01  | -                | -                 | -                 | -
        V6          | Linden                            | 2120000142      | Stockholm             | SABO      | 40         | 01          | closed           | 2025-01-01  | false   | false       | -           | -                | -                 | -                 | -
        V8          | namnet visas inte                 | -               | namnet visas inte     | HTJ       | -          | -           | active           | 2022-01-01  | true    | false       | -           | -                | -                 | -                 | -
        """,  # noqa: E501 - a table
    )


def test_decisions_by_day_subject_and_case_with_what_courts_made_of_them(shown):
    assert_held(
        shown[PublicDecision],
        """
        case_no | decision_date | kind              | activity_id | operator_name         | legal_state | legal_state_from | effect    | complied_at | ends_at
        C1      | 2025-05-01    | revocation_full   | V1          | Bolaget AB            | inhibition  | 2025-06-11       | suspended | -           | -
        C2      | 2025-06-01    | ban               | V2          | Bolaget AB            | annulled    | 2025-12-03       | annulled  | -           | -
        C3      | 2025-01-01    | interim_ban       | V2          | Bolaget AB            | decided     | 2025-01-01       | in_force  | -           | 2025-06-30
        C4      | 2026-02-01    | order_remedy      | V2          | Bolaget AB            | decided     | 2026-02-01       | in_force  | 2026-02-20  | -
        C4      | 2026-03-01    | order_remedy_vite | V2          | Bolaget AB            | appealed    | 2026-03-21       | in_force  | -           | -
        C8      | 2026-04-01    | criticism         | V3          | enskild näringsidkare | decided     | 2026-04-01       | in_force  | -           | -
        """,  # noqa: E501 - a table
    )


def test_what_municipalities_that_place_people_see_of_supervision(shown):
    assert_held(
        shown[PlacingInspection],
        """
        activity_id | case_no | inspected_at | on_site | announced | has_deficiency
        V2          | C4      | 2026-01-20   | true    | false     | true
        V2          | C4      | 2026-06-20   | false   | true      | -
        """,
    )
    assert_held(
        shown[PlacingFinding],
        """
        activity_id | case_no | found_at   | area     | severity | legal_state | stands
        V2          | C4      | 2026-01-20 | staffing | 3        | appealed    | true
        """,
    )
    assert shown[PlacingDecision]["ground"].to_list()[:2] == ["conditions_26_3_4", "danger"]


def test_reports_are_counted_by_kind_and_what_became_of_them(shown):
    """Not those about individuals, from children, older than three years, or about who cannot be named."""
    assert_held(
        shown[PlacingReport],
        """
        activity_id | operator_number | kind             | state    | n_reports | latest_at
        V1          | 5560000001      | lex_sarah        | received | 1         | 2026-04-05
        V1          | 5560000001      | tip              | cleared  | 1         | 2026-02-05
        V1          | 5560000001      | tip              | received | 1         | 2026-01-05
        -           | 5560000001      | municipal_report | received | 1         | 2026-05-05
        """,
    )


def test_reports_about_individuals_are_counted_nowhere(tmp_path):
    reports = facts_of(**DELIVERED)["report"].with_columns(subject_type=pl.lit("individual"))
    with Published(published_world(tmp_path, {"report": reports}), RUN) as published:
        assert placing.frames(published, DAY)[PlacingReport].is_empty()


def test_placing_municipalities_see_the_register_that_everybody_sees(shown):
    assert shown[PlacingActivity].equals(shown[PublicActivity])


def test_a_sole_trader_is_neither_named_nor_numbered(shown):
    assert activity(shown, "V3")["operator_number"] is None
    assert activity(shown, "V3")["activity_name"] == "enskild näringsidkares verksamhet"


def test_a_number_that_may_be_a_persons_is_treated_as_one(shown):
    assert activity(shown, "V8")["operator_number"] is None
    assert activity(shown, "V8")["operator_name"] == "namnet visas inte"


@pytest.mark.parametrize("activity_id", ["V4", "V5"])
def test_a_place_that_is_or_was_protected_stands_nowhere(shown, activity_id):
    for contract, frame in shown.items():
        if "activity_id" in frame.columns:
            assert activity_id not in frame["activity_id"].to_list(), contract.table


def test_a_decision_about_someone_who_runs_only_protected_places_stands_nowhere(shown):
    assert "C6" not in shown[PublicDecision]["case_no"].to_list()


def test_who_employs_an_assistant_is_no_provider_and_stands_nowhere(shown):
    assert "V7" not in shown[PublicActivity]["activity_id"].to_list()
    assert "C10" not in shown[PublicDecision]["case_no"].to_list()


def test_homes_for_children_stand_in_the_hvb_list_while_they_are_open(shown):
    assert shown[PublicActivity].filter("in_hvb_list")["activity_id"].to_list() == ["V1"]


def test_whom_a_home_is_for_is_shown_in_codes_of_the_lists_and_nothing_else(shown):
    found = activity(shown, "V1")
    assert (found["orientation"], found["target_groups"], found["age_from"]) == ("unga|utredning", None, 12)
    assert activity(shown, "V6")["age_from"] == 65


def test_inhibition_is_shown_with_its_day(shown):
    found = activity(shown, "V1")
    assert (found["restriction_state"], str(found["restriction_state_from"])) == ("inhibition", "2025-06-11")


def test_what_is_annulled_has_run_out_or_is_complied_with_restricts_no_longer(shown):
    found = activity(shown, "V2")
    assert found["restriction_kind"] is None
    assert str(found["order_date"]) == "2026-03-01"


def test_suspicions_handed_to_the_police_are_not_shown(shown):
    assert "C7" not in shown[PublicDecision]["case_no"].to_list()


def test_what_became_known_later_is_not_used(shown):
    assert "C9" not in shown[PublicDecision]["case_no"].to_list()
    assert shown[PlacingReport].filter(kind="tip", state="received")["n_reports"].to_list() == [1]


def test_facts_that_become_known_later_change_no_table(shown, tmp_path):
    until = {name: frame.filter(pl.col("known_from") <= DAY) for name, frame in facts_of(**DELIVERED).items()}
    assert sum(frame.height for frame in until.values()) < sum(frame.height for frame in facts_of(**DELIVERED).values())
    with Published(published_world(tmp_path, until), RUN) as published:
        frames = {**public.frames(published, DAY), **placing.frames(published, DAY)}
    for contract, frame in frames.items():
        assert contract.validate(frame, cast=True).sort(pl.all(), nulls_last=True).equals(shown[contract])


def test_counts_of_counties_add_up_to_the_rows_that_are_open(shown):
    counted = shown[PublicCount].filter(pl.col("area") != "country")
    assert counted["n_activities"].sum() == shown[PublicActivity]["is_open"].sum()
    assert counted.filter(form_code="HVB", county_code="24")["n_activities"].to_list() == [2]


def test_a_form_with_protected_places_is_counted_in_no_county_and_a_few_nowhere(shown):
    few = shown[PublicCount].filter(form_code="SKYDD")
    assert set(few.filter(area="county")["withheld"]) == {"protected_form"}
    assert few.filter(area="country")["withheld"].to_list() == ["small_number"]
    assert few["n_activities"].null_count() == few.height
    assert shown[PublicCount].filter(form_code="HVB", area="country")["withheld"].to_list() == ["small_number"]


@pytest.mark.parametrize("n_hidden", range(FEW + 2))
def test_the_country_less_the_counties_never_tells_of_a_few(n_hidden):
    listed = pl.DataFrame({"form_code": ["HVB"] * 3, "county_code": ["24", "24", None], "is_open": [True] * 3})
    found = counts(listed, pl.DataFrame({"form_code": ["HVB"], "n": [n_hidden]}, schema_overrides={"n": pl.UInt32}))
    told = found.filter(form_code="HVB", area="country")["n_activities"].item()
    areas = found.filter(pl.col("form_code") == "HVB", pl.col("area") != "country")["n_activities"].sum()
    assert areas == 3
    assert told is None if 0 < n_hidden < FEW else told - areas == n_hidden
