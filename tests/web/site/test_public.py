"""What everybody may see: found by name and filter, with the state in court, and no secret in any byte."""

import hashlib
import io
import json
import shutil

import polars as pl
import pytest

from tables.code_lists import codes_of
from tables.exports.files import in_force
from tables.exports.public import PublicActivity
from tests.web.planted import SOLE_TRADER, SOLE_TRADER_ACTIVITY
from tests.web.site.asking import body, walk
from tests.web.site.test_every_byte import ASKED_FOR, NUMBERS, secrets_in, texts
from web.site.register.facts import place
from web.site.register.standing import MEANINGS, holds

ROOT = "/oppet/"
API = f"{ROOT}api/v1/"
HOME = "Björkens hem"
#: Open homes of the planted register that the public may know of, and one that nobody may.
SHOWN, SECRET = ("V000001", "V000003", "V000004", "V000005"), "V000002"
ENDINGS = ("csv", "json", "parquet")


@pytest.fixture
def asked(filled):
    """`asked("?form=HVB")`: the answer to somebody who has not signed in, below `/oppet/`."""
    client = filled.client()
    client.raise_request_exception = False
    return lambda path="", **headers: client.get(ROOT + path, headers=headers)


@pytest.fixture
def rows(asked):
    """`rows("verksamheter?form=HVB")`: ids of the interface's rows."""
    return lambda path: [row["activity_id"] for row in asked(f"api/v1/{path}").json()["rows"]]


@pytest.mark.parametrize(
    ("wanted", "is_found"),
    [
        ("björkens", True),
        ("BJÖRKENS HEM", True),
        ("exempelomsorg hem", True),
        ("Björkns hem", True),
        ("556000-0001", True),
        ("165560000001", True),
        ("v000001", True),
        ("Lindens", False),
        ("%", False),
        ("' OR 1=1 --", False),
    ],
)
def test_a_home_is_found_by_what_people_write(asked, rows, wanted, is_found):
    assert (HOME in asked(f"?sok={wanted}").content.decode()) == is_found
    assert ("V000001" in rows(f"verksamheter?sok={wanted}")) == is_found


def test_words_that_are_in_no_name_are_told_apart_from_those_that_are(asked):
    assert "Här är träffar på <strong>björkens hem</strong>" in asked("?sok=björkns hem").content.decode()
    assert "Här är träffar på" not in asked("?sok=björkens hem").content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", SHOWN),
        ("form=HVB", ("V000001", "V000005")),
        ("form=HVB&kommun=0180", ("V000001",)),
        ("lan=01&drift=municipal", ("V000004",)),
        ("status=closed", ()),
        ("hvb=ja", ()),
        ("hvb=nej&form=SABO", ("V000004",)),
    ],
)
def test_filters_narrow_page_and_interface_alike(asked, rows, query, found):
    assert tuple(rows(f"verksamheter?{query}")) == found
    text = asked(f"?{query}").content.decode()
    assert {one for one in SHOWN if f"/oppet/verksamhet/{one}/" in text} == set(found)


def test_pages_by_key_tell_everything_once(asked, rows, monkeypatch):
    monkeypatch.setattr("web.site.public.search._AT_ONCE", 1)
    seen, path = [], ""
    while path is not None:
        found = asked(path).context
        seen += [one.row["activity_id"] for one in found["rows"]]
        links = found["links"]
        assert (links.first, links.last, links.total) == (len(seen), len(seen), len(SHOWN))
        before, path = path, links.following and links.following.removeprefix(ROOT)
        if len(seen) > 1:
            back = asked(links.previous.removeprefix(ROOT)).context["rows"]
            assert [one.row["activity_id"] for one in back] == [seen[-2]], before
    assert sorted(seen) == sorted(SHOWN)
    told, path = [], f"{API}verksamheter?antal=3"
    while path is not None:
        answer = asked(path.removeprefix(ROOT)).json()
        told += [row["activity_id"] for row in answer["rows"]]
        path = answer["next"]
    assert told == rows("verksamheter") == list(SHOWN)


def test_where_decisions_go_on_holds_for_one_export(asked):
    first = asked("api/v1/beslut?antal=1").json()
    assert [row["legal_state"] for row in first["rows"]] == ["inhibition"]
    assert first["next"] is None
    assert asked(f"api/v1/beslut?efter={first['run_id']}-1").json()["rows"] == []
    assert asked("api/v1/beslut?efter=another-1").status_code == 410


def test_the_state_in_court_stands_with_days_and_what_it_means(asked):
    for path in ("?sok=björkens", "verksamhet/V000001/"):
        text = " ".join(asked(path).content.decode().split())
        assert "2025-05-01" in text, path
        assert "nhibition" in text, path
        assert "känt 2025-06-10" in text, path
        assert "beslutet gäller inte medan domstolen prövar det" in text, path
    assert "8.5-200/2025" in text
    assert set(MEANINGS) == set(codes_of("legal_states"))
    assert [state for state in MEANINGS if not holds(state)] == ["inhibition", "annulled"]


def test_what_is_secret_is_not_there_and_not_told_apart_from_what_never_was(asked):
    for path in ("verksamhet/{}/", "api/v1/verksamheter/{}"):
        secret, unknown = (asked(path.format(one)) for one in (SECRET, "V999999"))
        assert secret.status_code == unknown.status_code == 404
        assert secret.content.replace(SECRET.encode(), b"") == unknown.content.replace(b"V999999", b"")
    assert asked("api/v1/verksamheter/V000003").json()["row"]["operator_number"] is None


@pytest.mark.parametrize("number", NUMBERS)
def test_a_persons_number_is_refused_and_not_said_back(asked, number):
    answer = asked(f"?sok={number}&form=HVB")
    assert (answer.status_code, answer["Location"]) == (303, "/oppet/?nekad=1")
    assert number not in " ".join(texts(answer))
    assert "Sökningen gjordes inte" in asked("?nekad=1").content.decode()
    told = asked(f"api/v1/verksamheter?sok={number}")
    assert told.status_code == 400
    assert number not in " ".join(texts(told))


def test_no_byte_that_anybody_reaches_holds_a_secret(filled, caplog):
    client = filled.client()
    client.raise_request_exception = False
    api = [f"{API}{path}" for path in ("verksamheter", "beslut", "antal", "openapi.json")]
    reached = dict(walk(client, [ROOT, *api], most=30))
    reached |= {
        path: client.get(path)
        for wanted in (*ASKED_FOR, SOLE_TRADER, SOLE_TRADER_ACTIVITY[:12])
        for path in (f"{ROOT}?sok={wanted}", f"{API}verksamheter?sok={wanted}", f"{ROOT}verksamhet/{wanted}/")
        if "/" not in wanted
    }
    assert sum("/oppet/data/" in path for path in reached) >= 10
    for path, answer in reached.items():
        assert answer.status_code in {200, 303, 400, 404}, path
        asked_for = path.partition("sok=")[2] or path.rpartition("verksamhet/")[2].strip("/")
        for text in texts(answer):
            said = text.replace(asked_for, "") if asked_for else text
            assert secrets_in(said) == [], path
            assert "score" not in said.lower(), path
            assert "P-50153be" not in said, path
    assert secrets_in(caplog.text) == []


@pytest.mark.parametrize("name", ["public_activity", "public_decision", "public_count"])
def test_files_hold_the_same_rows_in_every_format(asked, name):
    found = {ending: body(asked(f"data/{name}.{ending}")) for ending in ENDINGS}
    whole = pl.read_parquet(io.BytesIO(found["parquet"]))
    assert json.loads(found["json"]) == json.loads(whole.write_json())
    assert len(pl.read_csv(found["csv"], separator=";", infer_schema=False)) == whole.height
    told = json.loads(body(asked("data/manifest.json")))["tables"][name]
    assert (told["rows"], told["sha256"]) == (whole.height, hashlib.sha256(found["parquet"]).hexdigest())


def test_a_file_is_saved_kept_and_not_sent_again(asked):
    answer = asked("data/public_activity.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="public_activity-2026-06-30.csv"'
    assert answer["ETag"] == f'"{hashlib.sha256(answer.content).hexdigest()}"'
    again = asked("data/public_activity.csv", **{"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    for one in (answer, again):
        assert one["Cache-Control"] == "public, max-age=300"
        assert one["Access-Control-Allow-Origin"] == "*"
    assert asked("data/own_report.csv").status_code == 404
    assert asked("data/public_activity.sqlite").status_code == 404


def test_what_is_not_everybodys_is_kept_by_nobody(filled, asked):
    assert asked("")["Cache-Control"] == "public, max-age=300"
    assert asked("?form=X")["Cache-Control"] == "no-store, private"
    assert asked("nej/")["Cache-Control"] == "no-store, private"
    assert filled.client().get("/logga-in/")["Cache-Control"] == "no-store, private"
    assert filled.sign_in("analyst").get("/lista/")["Cross-Origin-Resource-Policy"] == "same-origin"


def test_the_catalogue_leads_to_files_that_are_there(asked):
    graph = json.loads(asked("catalog.jsonld").content)["@graph"]
    links = [one["dcat:downloadURL"]["@id"] for one in graph if "dcat:downloadURL" in one]
    assert len(links) == 9
    for link in links:
        assert asked(link.partition(ROOT)[2]).status_code == 200


def test_who_asks_too_often_is_told_to_wait(asked, configured):
    configured(public_a_minute=3)
    from django.core.cache import cache

    cache.clear()
    assert [asked("om/").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert "Öppna data" in asked("om/").content.decode()
    told = asked("api/v1/antal")
    assert (told.status_code, told["Content-Type"], told["Retry-After"]) == (429, "application/problem+json", "60")
    cache.clear()


@pytest.mark.parametrize("path", ["", "forteckning-hvb/", "antal/", "data/", "verksamhet/V000001/"])
def test_where_nothing_is_exported_that_is_said(asked, configured, tmp_path, path):
    (tmp_path / "web").mkdir()
    configured(home=tmp_path)
    answer = asked(path)
    assert answer.status_code == 503
    assert "Inga uppgifter finns än" in answer.content.decode()
    assert asked("om/").status_code == 200
    assert asked("api/v1/antal").json()["title"] == "Inga uppgifter finns än"


def test_an_export_of_an_older_version_is_not_in_force_yet(asked, configured, filled_home, tmp_path):
    run_id = in_force(filled_home, "public").parent.name
    shutil.copytree(filled_home / "exports", tmp_path / "exports")
    manifest = tmp_path / "exports" / run_id / "public" / "manifest.json"
    told = json.loads(manifest.read_text(encoding="utf-8"))
    told["tables"]["public_activity"]["columns"].remove("target_groups")
    manifest.write_text(json.dumps(told), encoding="utf-8")
    (tmp_path / "web").mkdir()
    configured(home=tmp_path)
    assert asked("").status_code == 503
    assert asked("api/v1/verksamheter").status_code == 503


def test_a_process_of_the_public_knows_no_other_page(asked, configured, filled):
    from web.site.access.route import Surface

    configured(surfaces=frozenset({Surface.PUBLIC}))
    client = filled.client()
    assert client.get("/")["Location"] == ROOT
    for path in ("/logga-in/", "/lista/", "/kommun/", "/sok/", "/finns-inte/"):
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert "logga-in" not in answer.content.decode(), path
    assert asked("").status_code == 200
    assert not client.cookies


def test_counts_tell_why_they_are_withheld(asked):
    text = asked("antal/?lan=01").content.decode()
    assert "visas inte" in text
    assert "Formen har skyddade adresser och räknas inte per län" in text
    assert asked("antal/?lan=99").status_code == 400
    withheld = [row for row in asked("api/v1/antal?form=SKYDD").json()["rows"] if row["withheld"]]
    assert withheld
    assert {row["n_activities"] for row in withheld} == {None}


def test_rows_are_the_contracts_columns(asked):
    assert list(asked("api/v1/verksamheter/V000001").json()["row"]) == PublicActivity.column_names()


def test_a_form_run_from_an_office_lies_in_no_municipality_and_others_in_one_that_may_be_unknown():
    nowhere = {"municipality_name": None, "form_code": "HTJ"}
    assert place(nowhere) == "ingen särskild"
    assert place({**nowhere, "form_code": "HVB"}) is None
    assert place({**nowhere, "municipality_name": "Sunne"}) == "Sunne"
