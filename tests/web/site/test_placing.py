"""Placeringsstöd: what is found, what a page holds of one activity, and what it never holds."""

import re

import pytest

from tables.code_lists import code_list
from tables.exports import files
from tables.exports.placing import PlacingActivity, PlacingDecision, PlacingFinding, PlacingInspection, PlacingReport
from tests.web.conftest import frame
from tests.web.planted import FORMULA_NAME, day
from tests.web.site.asking import address, client_of
from tests.web.site.planted_municipal import DAY
from tests.web.site.test_every_byte import ASKED_FOR, NUMBERS, secrets_in, texts


def sought(client, text="", **filters):
    return client.post("/kommun/placeringsstod/", {"sok": text, **filters})


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.mark.parametrize(
    ("wanted", "total", "name"),
    [
        ("björkens", 1, "Björkens hem"),
        ("exempelomsorg ab", 1, "Björkens hem"),
        ("556000-0001", 1, "Björkens hem"),
        ("v000004", 1, "Lindens äldreboende"),
        ("Lindns", 1, "Lindens äldreboende"),
        ("", 4, "Lindens äldreboende"),
    ],
)
def test_an_activity_is_found_by_name_number_and_id(stockholm, wanted, total, name):
    answer = sought(stockholm, wanted)
    assert f"{total} verksamhet" in words(answer)
    assert name in words(answer)


def test_filters_narrow_and_nothing_found_says_what_to_do(stockholm):
    assert "1 verksamhet " in words(sought(stockholm, form="SABO"))
    assert "3 verksamheter" in words(sought(stockholm, kommun="0180"))
    assert "Kontrollera stavningen" in words(sought(stockholm, status="closed"))
    assert sought(stockholm, form="finns-inte").status_code == 400
    assert '<option value="SABO" selected>' in sought(stockholm, form="SABO").content.decode()


def test_no_more_rows_than_fifty_are_shown_and_the_others_are_counted(stockholm, monkeypatch):
    monkeypatch.setattr("web.site.municipality.seeking.MOST", 2)
    answer = sought(stockholm)
    assert "4 verksamheter" in words(answer)
    assert "De 2 första efter namn visas" in words(answer)
    assert answer.content.decode().count('<th scope="row">') == 2


@pytest.mark.parametrize("wanted", [*NUMBERS, "x" * 121])
def test_what_may_be_a_persons_number_is_not_looked_up_and_not_said_back(stockholm, wanted):
    answer = sought(stockholm, f"Om {wanted}")
    assert answer.status_code == 422
    assert "Sökningen gjordes inte" in words(answer)
    assert wanted not in answer.content.decode()


def test_what_is_sought_finds_no_secret_and_stands_in_no_log(stockholm):
    from web.site.audit.models import LookupRecord

    for wanted in ASKED_FOR:
        said = " ".join(texts(sought(stockholm, wanted)))
        assert secrets_in(said.replace(wanted, "")) == [], wanted
        last = LookupRecord.objects.order_by("-number").first()
        assert last.action == "placing"
        assert wanted not in str(last.values_in_chain())


def test_one_activity_is_shown_with_court_state_outcome_and_what_became_of_reports(stockholm, filled_home):
    said = words(stockholm.get(address("placing_activity", filled_home)))
    assert "Domstol har beslutat om inhibition: beslutet gäller inte medan domstolen prövar det." in said
    assert "känt 2025-06-10" in said
    assert "2025-04-01 8.5-200/2025 på plats, oanmäld ingen brist av allvar 2 eller mer i beslut som gäller" in said
    assert "tips 1 avförd Den ligger inte längre till grund för något." in said
    assert "anmälan från kommun 1 under utredning Den utreds. Det är inte känt om den stämmer." in said
    assert not [word for word in ("poäng", "rang", "band", "Rankning") if re.search(rf"\b{word}\b", said)]


def test_what_is_in_no_export_is_not_there(stockholm, filled_home):
    for hidden in ("V000002", "V000900", "V999999"):
        assert stockholm.get(address("placing_activity", filled_home, {"activity_id": hidden})).status_code == 404
    trader = words(stockholm.get(address("placing_activity", filled_home, {"activity_id": "V000003"})))
    assert "visas inte för fysiska personer" in trader
    assert secrets_in(trader) == []
    formula = stockholm.get(address("placing_activity", filled_home, {"activity_id": "V000005"})).content.decode()
    assert FORMULA_NAME not in formula


def test_a_finding_says_whether_it_stands_and_why_not(filled, configured, tmp_path):
    activity = {"activity_id": "V000001", "operator_name": "Exempelomsorg AB", "operator_type": "private"}
    state = {"form_code": "HVB", "operating_status": "active", "status_from": day("2020-01-01"), "is_open": True}
    about = {"activity_id": "V000001", "case_no": "8.5-1/2025", "found_at": day("2025-04-01"), "area": "staffing"}
    findings = [
        {**about, "severity": 4, "legal_state": "final", "stands": True},
        {**about, "severity": 3, "legal_state": "annulled", "stands": False},
        {**about, "severity": 2, "legal_state": "decided", "stands": False},
    ]
    rows = {
        PlacingActivity: [{**activity, **state, "for_children": True, "in_hvb_list": True}],
        PlacingDecision: [],
        PlacingFinding: findings,
        PlacingInspection: [],
        PlacingReport: [],
    }
    made = {contract: frame(contract, told) for contract, told in rows.items()}
    files.write(tmp_path, "a-run", DAY, "placing_municipality", made)
    files.put_in_force(tmp_path, "a-run")
    (tmp_path / "web").mkdir()
    configured(home=tmp_path)
    said = words(client_of(filled, "municipality of 0180").get(address("placing_activity", tmp_path)))
    assert "8.5-1/2025 ja Beslutet: laga kraft" in said
    assert "8.5-1/2025 nej Domstol har upphävt beslutet. Det gäller inte." in said
    assert "8.5-1/2025 räknas inte Regionen ansvarar för det den gäller." in said
    assert "Inga inspektioner är kända" in said
    assert "Inga rapporter om verksamheten under tre år" in said


def test_every_state_of_a_report_has_words():
    from web.site.municipality.seeking import REPORT_MEANINGS

    assert set(REPORT_MEANINGS) == set(code_list("report_states")["code"])
