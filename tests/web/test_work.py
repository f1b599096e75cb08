"""What waits, in words: whose, by which rule, with what clock; cases of applicants; trends with an arrow or why not."""

import datetime as dt
import json

import pytest
from click.testing import CliRunner

from pipelines.cli import main
from tests.web.planted import APPLICANT, SECRETS, SOLE_TRADER
from tests.web.planted_marts import EARLIER, LATER
from web import finding, listing, lookup, work
from web.terminal import layout
from web.terminal import lookup as terminal_lookup
from web.terminal import work as terminal_work


def run(home, *words):
    found = CliRunner().invoke(main, [*words, "--home", str(home)])
    return found.exit_code, found.output


def test_an_item_says_whose_by_what_rule_with_what_clock_and_on_what_lines(home):
    _, said = run(home, "work")
    for part in ("Björkens hem, V000001", "28 kap. 9 § SoL", "sista dag 2026-06-01", "29 dagar", "rad 3"):
        assert part in said.replace("\n  ", " ")


def test_the_list_can_be_narrowed_and_what_does_not_exist_is_told(home):
    assert [len(json.loads(run(home, "work", "--json", *more)[1])["items"]) for more in
            ((), ("--kind", "order_overdue"), ("--region", "öst"), ("--region", "nord"))] == [3, 1, 1, 0]  # fmt: skip
    code, said = run(home, "work", "--kind", "finns_inte")
    assert code == 2
    assert "order_overdue (Föreläggande ej följt i tid)" in said


@pytest.mark.parametrize("words", [["work"], ["work", "--json"], ["permits"], ["permits", "--json"]])
def test_nothing_secret_is_said(home, words):
    _, said = run(home, *words)
    assert not [secret for secret in SECRETS if secret in said]


def test_a_case_says_what_kind_of_score_it_has(home):
    _, said = run(home, "permits")
    flat = " ".join(said.split())
    assert "30,0 poäng (delpoäng, bara aktörens indikatorer), täckning 50" in flat
    assert "poäng sätts inte för en enskild näringsidkare" in flat
    assert "Det som ändrar värdet: • Att avslaget ändras." in flat


def test_an_applicant_without_activities_is_assessed_in_the_look_up(published, capsys):
    (hit,) = finding.find(published, APPLICANT, LATER)
    answer = lookup.look_up(published, hit, None)
    assert [case.case_no for case in answer.permit_cases] == ["8.5-200/2026"]
    layout.show(terminal_lookup.lookup(answer))
    assert "delpoäng, bara aktörens indikatorer" in " ".join(capsys.readouterr().out.split())


def test_what_waits_about_an_activity_stands_in_its_look_up(published):
    (hit,) = finding.find(published, "V000001", LATER)
    assert [one.kind for one in lookup.look_up(published, hit, None).waiting] == ["order_overdue"]


def test_a_sole_trader_is_found_by_no_name_and_shown_with_none(published):
    rows = work.work_list(published, LATER, "unlicensed_report", None).items
    assert [(one.name, one.actor_number) for one in rows] == [("enskild näringsidkare", "enskild näringsidkare")]
    assert SOLE_TRADER not in str(rows)


def test_a_trend_is_an_arrow_or_a_dash_and_always_says_why(published):
    row = next(one for one in listing.listing(published, "Q", LATER).rows if one.activity_id == "V000001")
    assert row.trend == "↑ +4,1 sedan förra publicerade listan, – sedan tolv månader"
    assert [one.points is None for one in row.trends] == [False, True]
    assert "färre än fem händelser" in row.trends[1].said


def test_days_without_trends_have_none(published):
    assert work.trends(published, EARLIER, ["V000001"]) == {}
    assert work.work_list(published, dt.date(2020, 1, 1), None, None).items == ()


def test_an_empty_selection_is_said(capsys, published):
    layout.show(terminal_work.work_list(work.work_list(published, LATER, "takeover", None)))
    assert "Inget väntar i urvalet." in capsys.readouterr().out
