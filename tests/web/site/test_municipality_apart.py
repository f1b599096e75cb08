"""What a municipality sees is its own: no other's rows, no secret, and nothing published to the inspectorate."""

import ast
import datetime as dt

import pytest

from tests.web.planted import SECRETS
from tests.web.site.asking import address, client_of
from tests.web.site.declared import DECLARED
from tests.web.site.planted_municipal import OTHER_NAME, STALE, report
from tests.web.site.planted_told import TOLD_TO_OTHERS
from tests.web.site.test_every_byte import secrets_in
from tests.web.site.test_municipality import PAGES, STOCKHOLM, sealed, text


def test_no_page_of_a_municipality_tells_of_another_or_holds_a_secret(stockholm, malmo, filled_home):
    for name, one in DECLARED.items():
        if one.answers.split()[8] != "200" or one.sent is not None or name == "health":
            continue
        page = text(stockholm.get(address(name, filled_home)))
        assert OTHER_NAME not in page
        assert "R-2026-99" not in page
        assert TOLD_TO_OTHERS not in page
        assert secrets_in(page) == []
        assert not [secret for secret in SECRETS if secret in page]
    page = text(malmo.get(address("own_activities", filled_home)))
    assert OTHER_NAME in page
    assert "Lindens" not in page


def test_somebody_of_no_municipality_sees_nothing(filled, filled_home):
    client = filled.sign_in("municipality", name="of nowhere", municipality="")
    for name in (
        "municipality",
        "own_activities",
        "own_reports",
        "comparison",
        "placing",
        "placing_activity",
        "notices",
    ):
        assert client.get(address(name, filled_home)).status_code == 403


def test_where_nothing_is_exported_a_page_says_so(filled, configured, tmp_path):
    (tmp_path / "web").mkdir()
    configured(home=tmp_path)
    client = client_of(filled, STOCKHOLM)
    for name in ("municipality", "own_activities", "own_reports", "comparison", "ledger", "placing", "notices"):
        answer = client.get(address(name, tmp_path))
        assert answer.status_code == 503
        assert "Inga uppgifter finns än" in text(answer)
    assert client.get(address("municipality_help", tmp_path)).status_code == 200


def test_pages_are_shown_where_nothing_is_published_to_the_inspectorate(filled, configured, filled_home, tmp_path):
    """The file of the inspectorate is not there: what is shown cannot come from it."""
    import shutil

    for name in ("exports", "intake", "secrets"):
        shutil.copytree(filled_home / name, tmp_path / name)
    (tmp_path / "web").mkdir()
    configured(home=tmp_path)
    client = client_of(filled, STOCKHOLM)
    for name, one in DECLARED.items():
        if one.answers.split()[8] == "200" and one.sent is None and name != "health":
            assert client.get(address(name, tmp_path)).status_code == 200, name


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.py")), ids=lambda path: path.name)
def test_a_module_of_the_municipalities_pages_reads_no_published_file(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {one.module for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)}
    named = {
        f"{one.module}.{name.name}" for one in ast.walk(tree) if isinstance(one, ast.ImportFrom) for name in one.names
    }
    closed = ("web.site.run", "web.reading", "tables.serving", "tables.store", "web.lookup")
    assert not [one for one in found | named if one.startswith(closed)]
    assert path.name in {"own.py", "placing.py", "board.py"} or "tables.exports.files" not in found


def test_the_form_and_the_contract_say_the_same(filled):
    """Each field of the form is the contract's, and what the planted report says passes both."""
    from web.site.municipality.drafting import FIELDS, ReportForm

    whole = report(grounds=("unlicensed",)).model_dump(mode="json", exclude_defaults=True)
    form = ReportForm({**whole, "severity": "3"})
    assert form.read({}) is not None, form.errors
    assert form.read({}).model_dump(mode="json", exclude_defaults=True) == whole
    assert set(FIELDS) <= set(type(report()).model_fields)


def test_a_provider_of_municipalities_makes_nobody_an_inspector(filled, configured):
    from web.site.access.route import Surface
    from web.site.access.sign_in import _is_faced
    from web.site.settings import PROVIDER, provider_id

    configured(surfaces=frozenset({Surface.MUNICIPALITY}))
    from django.conf import settings

    assert [_is_faced(role) for role in ("inspector", "auditor", None)] == [False, False, False]
    assert provider_id(settings.CONFIGURATION) != PROVIDER
    client = filled.sign_in("inspector", ["ost"], name="an inspector outside")
    assert client.get("/lista/").status_code == 404
    assert client.get("/logg/").status_code == 404


def test_everything_that_is_opened_and_sent_stands_in_the_log(stockholm, filled_home):
    from web.site.access.routes import BY_NAME
    from web.site.audit.models import LookupRecord

    seen = [name for name, one in DECLARED.items() if one.answers.split()[8] == "200" and one.sent is None]
    for name in (one for one in seen if BY_NAME[one].action):
        stockholm.get(address(name, filled_home))
        last = LookupRecord.objects.order_by("-number").first()
        assert (last.action, last.is_refused) == (BY_NAME[name].action, False), name
        assert bool(last.subject) == bool(set(DECLARED[name].named) - {"kind"}), name
    form = {"nyckel": "7" * 32, "verksamhet": [sealed("activity", STALE)]}
    stockholm.post(address("confirm", filled_home), form)
    last = LookupRecord.objects.order_by("-number").first()
    assert (last.action, last.limit, last.rows) == ("submit", "submission", 1)


def test_a_day_without_a_share_breaks_the_line_and_one_day_is_no_line():
    from web.site.municipality.lines import drawing

    days = [dt.date(2026, month, 1) for month in (1, 2, 3, 4)]
    drawn = drawing(list(zip(days, (0.1, None, 0.2, 0.1), strict=True)), [(day, 0.15) for day in days])
    assert len(drawn.own) == 2
    assert len(drawn.country) == 1
    assert len(drawn.own_dots) == 3
    assert [text for _, text in drawn.shares] == ["0", "5", "10", "15", "20"]
    assert drawing([(days[0], 0.1)], [(days[0], 0.1)]) is None
