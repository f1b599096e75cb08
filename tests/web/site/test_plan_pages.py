"""Drawn plans: the book, one plan with what came of its cases, and the form that writes in the book of records."""

import datetime as dt
import hashlib

import polars as pl
import pytest

from sources.plans import book, records
from tests.web.planted import ORGANISATION, SECOND, day

PLAN = "Q-2026H2-abcdefgh"
GOOD = {"agrees": "ja", "because": "Brister i\nbemanning", "found": "Två brister", "hours": "7,5"}


def text_of(answer):
    return answer.content.decode()


def case(order, activity_id, **changed):
    return {
        "order": order, "arm": "risk", "activity_id": activity_id, "activity_name": f"Hem {order}",
        "actor_id": ORGANISATION, "actor_name": "Exempelomsorg AB", "is_protected": False, "form_code": "HVB",
        "municipality_code": "0180", "division": "ost", "team": None, "has_room": True, "pool": "ost/any",
        "band": "A", "rank": order, "rank_low": 1, "rank_high": 5, "p_top": 0.9, "inclusion_probability": 1.0,
        "random_probability": 0.1, "stratum": "HVB", "frame_size": 30, "drawn_in_arm": 2, "duty_last_day": None,
        "open_case": None, "joint": None, "flags": None, "reasons": "Ett skäl", "excluded": None, "basis": "ranked",
        "score": 10.0,
    } | changed  # fmt: skip


@pytest.fixture(scope="module")
def plan(site):
    home = site.configuration.home
    rows = [
        case(1, "V000001", activity_name="Björkens hem"),
        case(2, "V000005", arm="random", division="nord", municipality_code="2480", actor_id=SECOND),
        case(
            3,
            "V000002",
            activity_name="skyddad uppgift",
            is_protected=True,
            arm="duty",
            duty_last_day=day("2026-07-01"),
        ),
    ]
    kinds = {"team": pl.String, "duty_last_day": pl.Date, "open_case": pl.String, "joint": pl.String,
             "flags": pl.String, "excluded": pl.String}  # fmt: skip
    frame = book.content(pl.DataFrame(rows, schema_overrides=kinds))
    inputs = {"run_id": "0123456789abcdef", "target": "Q", "as_of": "2026-06-30", "period": "2026-H2",
              "capacity": [["ost", "any", None, 3]], "seed": 7, "random_share": 0.1, "rules": {},
              "method": "1"}  # fmt: skip
    one = book.DrawnPlan(
        PLAN, inputs, dt.date(2026, 7, 1), "analyschef", "", hashlib.sha256(frame).hexdigest(),
        {"duty": 1, "random": 1, "risk": 1}, ("En anmärkning.",),
    )  # fmt: skip
    book.write_down(home, one, frame)
    yield one
    for path in (home / book.PLANS).glob("*"):
        path.unlink()


@pytest.fixture
def inspector(sign_in, plan):
    del plan
    return sign_in("inspector", regions=["ost"], purpose=True)


@pytest.fixture
def address(plan):
    from django.urls import reverse

    return lambda activity_id="V000001": reverse("record", kwargs={"plan_id": plan.plan_id, "activity_id": activity_id})


def noted(site):
    return [one for one in records.read_records(site.configuration.home) if one.plan_id == PLAN]


def test_a_plan_says_who_decided_and_on_what(inspector, plan):
    from django.urls import reverse

    assert f">{PLAN}</a>" in text_of(inspector.get("/planer/"))
    shown = text_of(inspector.get(reverse("plan", kwargs={"plan_id": plan.plan_id})))
    for word in ("2026-07-01, analyschef", "2026-06-30", "0123456789abcdef", "En anmärkning.", "Björkens hem"):
        assert word in shown
    assert shown.count(">Anteckna<") == 2, "the own division's cases, and not the one in nord"
    assert "avd. öst" in shown
    assert shown.count("visas inte") >= 1


def test_a_plan_is_narrowed_by_arm_and_read_without_names_by_an_analyst(sign_in, plan):
    from django.urls import reverse

    url = reverse("plan", kwargs={"plan_id": plan.plan_id})
    shown = text_of(sign_in("analyst", purpose=True).get(f"{url}?urval=risk"))
    assert "Björkens hem" not in shown
    assert "Exempelomsorg" not in shown
    assert "Rad 1–1 av 1" in shown
    assert ">Anteckna<" not in shown


def test_the_random_arm_has_a_page_of_its_own_and_marks_in_the_list(inspector):
    assert "Rad 1–1 av 1" in text_of(inspector.get("/planer/slumpurval/"))
    shown = text_of(inspector.get("/lista/?mal=Q&tilldelad=plan"))
    assert '<span class="mark">slumpurval</span>' in shown
    assert '<span class="mark">på planen: riskurval</span>' in shown
    assert "Rad 1–3 av 3 " in shown


def test_an_outcome_is_written_once_however_often_it_is_sent(inspector, site, address):
    from web.site.audit.models import LookupRecord

    for _ in range(2):
        assert inspector.post(address(), GOOD).status_code == 303
    (one,) = noted(site)
    assert (one.agrees, one.because, one.found, one.hours) == (True, "Brister i bemanning", "Två brister", 7.5)
    assert (one.by, one.departure) == ("inspektör", "none")
    assert LookupRecord.objects.order_by("-number").first().action == "record"
    delivered = list((site.configuration.home / "decided/deliveries/plans").glob("case_record_anteckningar_*.csv"))
    assert ["Brister i bemanning" in path.read_text("utf-8") for path in delivered] == [True]
    assert "Brister i bemanning" in text_of(inspector.get(address()))
    changed = {**GOOD, "agrees": "struken"}
    assert inspector.post(address(), changed).status_code == 303
    assert [(one.agrees, one.departure) for one in noted(site)] == [(True, "none"), (None, "dropped")]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"agrees": ""}, "Välj ett av svaren."),
        ({"because": " "}, "Skriv varför."),
        ({"because": "Ring 811218-9876"}, "kan vara ett personnummer"),
        ({"found": "x" * 501}, "Skriv högst 500 tecken"),
        ({"hours": "många"}, "Skriv ett tal"),
    ],
)
def test_what_cannot_be_noted_is_told_at_its_field(inspector, site, address, wrong, said):
    before = noted(site)
    answer = inspector.post(address(), {**GOOD, **wrong})
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert noted(site) == before


def test_only_inspectors_of_the_division_note(sign_in, site, plan, address):
    del plan
    before = noted(site)
    assert sign_in("inspector", regions=["nord"], purpose=True).post(address(), GOOD).status_code == 403
    assert sign_in("permit_investigator", regions=["ost"], purpose=True).post(address(), GOOD).status_code == 403
    assert sign_in("inspector", regions=["ost"], purpose=True).get(address("V999999")).status_code == 404
    assert noted(site) == before


def test_a_form_from_elsewhere_is_refused(site, plan, address):
    from django.test import Client

    from web.site.access.models import User

    del plan
    site.sign_in("inspector", regions=["ost"], purpose=True)
    strict = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1"})
    strict.force_login(User.objects.get(username="test-inspector-ost"))
    assert strict.post(address(), GOOD).status_code in {302, 403}
    assert strict.post("/lista/ta/", {"query": "mal=Q"}).status_code == 403


def test_a_plan_whose_file_has_been_changed_is_not_shown(inspector, site, plan, monkeypatch):
    from django.urls import reverse

    del site

    def gone(*_):
        raise book.PlanRefused("filen med planen är inte den som drogs")

    monkeypatch.setattr("web.plans.viewing.frame_of", gone)
    answer = inspector.get(reverse("plan", kwargs={"plan_id": plan.plan_id}))
    assert answer.status_code == 409
    assert "Planens fil är inte som den var" in text_of(answer)
