"""One actor or activity in, everything known out."""

import datetime as dt
import json

import polars as pl
import pytest

from tests.web.planted import APPLICANT, MUNICIPAL, ORGANISATION, SOLE_TRADER, STUB
from web import explanation, finding, lookup
from web.freshness import Freshness

LATER = dt.date(2026, 6, 30)


def look_up(published, text, as_of=None):
    hits = finding.find(published, text, as_of or LATER)
    assert len(hits) == 1
    return lookup.look_up(published, hits[0], as_of)


def texts(answer):
    return [event.text for event in answer.timeline]


def test_an_activity_brings_its_actor_and_its_places_in_the_lists(published):
    answer = look_up(published, "V000001")
    assert answer.identity.name == "Exempelomsorg AB"
    assert [standing.target for standing in answer.standings] == ["Q", "W", "R"]
    assert answer.standings[0].rank_interval == "1–5"


def test_contributions_are_sorted_into_for_against_usual_and_unknown_and_sum_to_the_score(published):
    standing = look_up(published, "V000001").standings[0]
    account = standing.account
    assert [one.indicator_id for one in account.for_looking] == ["sup_severity_points_36m", "per_refusals_60m"]
    assert [one.indicator_id for one in account.against] == ["rep_tip_rate_eb_12m"]
    assert [one.indicator_id for one in account.as_usual] == ["reg_stale_12m"]
    assert [one.unknown_because for one in account.unknown] == ["inte observerat"]
    assert sum(one.points for one in (*account.for_looking, *account.against)) == standing.score


def test_what_adds_nothing_is_not_told_as_a_reason(published):
    usual = look_up(published, "V000001").standings[0].account.as_usual[0]
    assert usual.sentence == "Ej uppdaterad på ett år: nej. Ger inga poäng."


def test_a_value_says_what_is_usual_for_whom_and_from_which_source(published):
    value = next(one for one in look_up(published, "V000001").values if one.indicator_id == "rep_tip_rate_eb_12m")
    written = (value.text, value.peer_text)
    assert [text.replace("\u202f", " ") for text in written] == ["kvot 0,71", "kvot 0,95"]
    assert value.peer_group == "hem för vård eller boende, privat, minsta tredjedelen"
    assert (value.peer_n, value.as_of, value.label) == (42, LATER, "Tips i förhållande till förväntat")
    assert (value.peer_percentile, value.percentile_text.replace("\u202f", " ")) == (0.93, "93 %")
    assert value.sources == ("uppgifter t.o.m. 2026-03-02 (Anmälningar, tips och klagomål, 120 dagar)",)
    assert (value.covered_to, value.reach) == (dt.date(2026, 3, 2), "2026-03-02")


def test_an_unknown_value_is_unknown_with_its_reason_and_not_zero(published):
    value = next(one for one in look_up(published, "V000001").values if one.indicator_id == "sup_days_since_inspection")
    assert (value.value, value.text, value.unknown_because) == (None, "okänt", "inte observerat")


def test_a_cleared_report_is_shown_as_cleared(published):
    event = next(event for event in look_up(published, "V000001").timeline if event.date == dt.date(2026, 2, 3))
    assert event.text == "Nytt läge: Tips R-1: avförd"
    assert event.note == "Avförd: räknas inte längre."


def test_a_report_not_yet_cleared_on_the_day_is_not_shown_as_cleared(published):
    answer = look_up(published, "V000001", dt.date(2026, 1, 31))
    assert "Tips R-1: mottagen" in texts(answer)
    assert not [text for text in texts(answer) if "avförd" in text]


def test_what_became_known_after_the_day_is_not_shown(published):
    answer = look_up(published, "V000001", dt.date(2025, 12, 31))
    assert answer.activities[0].max_places == 8
    assert all(event.known_from <= dt.date(2025, 12, 31) for event in answer.timeline)


def test_the_places_in_force_on_the_day_are_shown(published):
    assert look_up(published, "V000001").activities[0].max_places == 12


def test_figures_come_from_the_latest_day_computed_before_the_day_asked_for(published):
    answer = look_up(published, "V000001", dt.date(2026, 3, 15))
    assert answer.computed_as_of == dt.date(2025, 12, 31)
    assert "Fakta visas per 2026-03-15; indikatorer och plats i listan är beräknade per 2025-12-31." in answer.notes


def test_a_day_before_all_computed_days_shows_facts_without_figures(published):
    answer = look_up(published, "V000001", dt.date(2024, 6, 1))
    assert (answer.values, answer.standings, answer.computed_as_of) == ((), (), None)
    assert answer.timeline


def test_an_activity_not_yet_known_says_so(published):
    hit = finding.Hit("activity", "V000001", None, "", is_exact=True)
    with pytest.raises(lookup.NotKnown, match="2019-01-01"):
        lookup.look_up(published, hit, dt.date(2019, 1, 1))


def test_one_timeline_holds_all_kinds_of_cases_latest_first(published):
    timeline = look_up(published, ORGANISATION).timeline
    assert {event.area for event in timeline} == {"tillstånd", "tillsyn", "rapporter", "register", "bolag"}
    assert [event.date for event in timeline] == sorted((event.date for event in timeline), reverse=True)


def test_every_event_names_its_file_and_row_where_it_has_one(published):
    inspection = next(event for event in look_up(published, "V000001").timeline if "Inspektion" in event.text)
    assert (inspection.source.file_name, inspection.source.row) == ("inspection_2026-06.csv", 4)


def test_a_revocation_under_inhibition_comes_first_and_has_no_effect(published):
    state = look_up(published, "V000001").legal[0]
    assert (state.what, state.state, state.has_effect) == (
        "Återkallelse av en del av tillståndet",
        "inhibition",
        False,
    )


def test_before_the_inhibition_was_known_the_revocation_had_effect(published):
    state = look_up(published, "V000001", dt.date(2025, 6, 1)).legal[0]
    assert (state.state, state.has_effect) == ("beslutad, ej överklagad", True)


def test_an_applicant_without_activities_has_an_answer(published):
    answer = look_up(published, APPLICANT)
    assert answer.activities == ()
    assert answer.values[0].indicator_id == "per_refusals_60m"
    assert [text for text in texts(answer) if "8.5-100/2024" in text]
    assert "ingen verksamhet i registret" in answer.notes[0]


def test_an_actor_known_only_from_reports_has_an_answer(published):
    answer = look_up(published, STUB)
    assert answer.identity.note == "Aktören är känd bara genom rapporter och finns inte i registret."
    assert "verksamhet utan tillstånd" in answer.timeline[0].text


def test_a_municipality_has_an_answer_and_its_company_figures_are_not_applicable(published):
    answer = look_up(published, MUNICIPAL)
    assert answer.identity.is_municipality
    assert [value.unknown_because for value in answer.values] == ["inte tillämpligt"]


def test_a_case_about_another_applicant_in_the_circle_says_so(published):
    case = next(event for event in look_up(published, ORGANISATION).timeline if "8.5-100/2024" in event.text)
    assert case.note == "Annan sökande som delar en person i ägar- och ledningskretsen."


def test_the_network_is_counted_one_step_out_without_persons(published):
    network = look_up(published, ORGANISATION).network
    assert (network.persons, network.actors) == (1, 1)
    assert network.relations == ("Ägare: Solrosens Omsorg i Umeå AB (556000-0019), sedan 2021-01-01",)


def test_former_names_are_shown(published):
    assert look_up(published, ORGANISATION).identity.former_names == ("Gamla Namnet AB",)


def test_a_sole_trader_has_no_name_and_is_found_by_the_activity(published):
    answer = look_up(published, "V000003")
    assert (answer.identity.name, answer.identity.number) == (None, "enskild näringsidkare")
    assert answer.identity.actor_id == SOLE_TRADER
    assert answer.activities[0].address is None


def test_a_protected_place_has_neither_name_address_nor_municipality(published):
    activity = look_up(published, "V000002").activities[0]
    assert (activity.name, activity.address, activity.municipality) == ("skyddad uppgift", None, "skyddad")


def test_an_address_protected_later_is_not_shown_for_an_earlier_day(published):
    activity = look_up(published, "V000002", dt.date(2023, 6, 1)).activities[0]
    assert (activity.address, activity.municipality) == (None, "skyddad")


def test_json_holds_everything_and_plain_values(published):
    answer = look_up(published, "V000001")
    plain = json.loads(lookup.as_json(answer))
    assert plain["as_of"] == "2026-06-30"
    assert plain["standings"][0]["score"] == 59.25
    assert len(plain["timeline"]) == len(answer.timeline)
    assert plain["disclaimer"].startswith("Listan är ett stöd")


NO_SOURCES = Freshness(LATER, (), {}, {}, {})


def test_the_lift_to_zero_is_no_reason_to_look():
    lines = {"kind": "floor", "indicator_id": "floor", "level": "activity", "points": 3, "value": None}
    rest = {"peer_median": None, "text": "Poängen kan inte bli lägre än noll.", "explanations": "", "cleared_by": ""}
    account = explanation._account(pl.DataFrame([lines | rest | {"missing_reason": None, "weight": 0.0}]), NO_SOURCES)
    assert (account.for_looking, len(account.lift_to_zero)) == ((), 1)


def test_where_it_stood_on_earlier_days_stands_beside_where_it_stands(published):
    standing = look_up(published, "V000001").standings[0]
    assert [(place.as_of, place.rank, place.rank_interval) for place in standing.earlier] == [
        (dt.date(2025, 12, 31), 1, "1–5")
    ]


def test_what_came_later_than_the_day_is_not_among_its_earlier_places(published):
    assert look_up(published, "V000001", dt.date(2025, 12, 31)).standings[0].earlier == ()


@pytest.mark.parametrize(
    ("group", "words"),
    [
        ("HVB/private/small", "hem för vård eller boende, privat, minsta tredjedelen"),
        ("heldygnsvard", "hem för barn och unga, skyddat boende"),
        ("-/private", "utan öppen verksamhet, privat"),
    ],
)
def test_a_peer_group_is_said_in_words(group, words):
    assert explanation.group_words(group) == words
