"""Decisions about sources: what a section may say, and one clear sentence about each thing that is wrong with it."""

import datetime as dt
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.fetching.decisions import FILE, Access, DecisionFault, Secret, load
from sources.registry import SOURCES
from tables.code_lists import codes_of

DECIDED = 'decided_by = "analyschef"\ndecided_at = 2026-09-01\n'
SECRET = "hunter2-7c1f"


def loaded(folder, text, environment=None):
    (folder / FILE).write_text(text, encoding="utf-8")
    return load(folder, environment or {})


def refused(folder, text):
    with pytest.raises(DecisionFault) as caught:
        loaded(folder, text)
    return str(caught.value)


def test_without_the_file_nothing_is_decided(tmp_path):
    assert load(tmp_path) == {}


def test_a_whole_section(tmp_path):
    found = loaded(
        tmp_path,
        f"""
        [vardefulla_datamangder]
        enabled = true
        url = "https://gw.api.bolagsverket.se/"
        token_url = "https://portal.api.bolagsverket.se/oauth2/token"
        client_id_file = "secrets/vdm.id"
        client_secret_env = "VDM_SECRET"
        requests_per_minute = 30
        timeout_seconds = 5
        most_requests = 10
        backoff_seconds = 0.5
        legal_basis = "öppna data"
        review = 2027-09-01
        {DECIDED}""",
        {"VDM_SECRET": SECRET},
    )["vardefulla_datamangder"]
    assert (found.enabled, found.has_basis) == (True, True)
    assert (found.decided_by, found.decided_at, found.review) == (
        "analyschef",
        dt.date(2026, 9, 1),
        dt.date(2027, 9, 1),
    )
    assert found.access == Access(
        url="https://gw.api.bolagsverket.se",
        token_url="https://portal.api.bolagsverket.se/oauth2/token",
        client_id=Secret(file=tmp_path / "secrets/vdm.id"),
        client_secret=Secret(variable="VDM_SECRET"),
        requests_per_minute=30,
        timeout_seconds=5,
        most_requests=10,
        backoff_seconds=0.5,
    )
    assert found.access.client_secret.read() == SECRET
    assert SECRET not in repr(found)


def test_a_section_that_says_nothing_turns_nothing_on(tmp_path):
    assert not loaded(tmp_path, "[kolada]\n")["kolada"].enabled


@pytest.mark.parametrize("name", [*codes_of("fetched_sources"), *(n for n, one in SOURCES.items() if one.needs_basis)])
def test_every_source_that_something_can_be_decided_about(name, tmp_path):
    assert loaded(tmp_path, f'[{name}]\nlegal_basis = "lag"\n{DECIDED}')[name].has_basis


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[bolagsverket]\n", "det finns ingen källa som heter [bolagsverket]; menas [bolagsverket_bulk]?"),
        ("[reports]\n", "ingen källa som heter [reports]"),
        ("kolada = true\n", "kolada ska vara ett avsnitt"),
        ("[kolada\n", "går inte att läsa som TOML"),
        ('[kolada]\nenabled = "ja"\n', "[kolada] enabled: ska vara true eller false; rätta värdet"),
        ("[kolada]\nenabled = 1\n", "[kolada] enabled: ska vara true eller false"),
        ("[kolada]\nenabled = true\ndecided_at = 2026-09-01\n", "[kolada] decided_by: saknas fast enabled är angivet"),
        ('[kolada]\nenabled = true\ndecided_by = "chef"\n', "[kolada] decided_at: saknas fast enabled är angivet"),
        ('[kolada]\nlegal_basis = "lag"\n', "[kolada] decided_by: saknas fast legal_basis är angivet"),
        (f'[kolada]\nlegal_basis = " "\n{DECIDED}', "[kolada] legal_basis: är tom"),
        ("[kolada]\ndecided_at = 2026-09-01T10:00:00\n", "[kolada] decided_at: ska vara en dag"),
        ('[kolada]\ndecided_at = "2026-09-01"\n', "[kolada] decided_at: ska vara en dag"),
        (f"[kolada]\nreview = 2026-09-01\n{DECIDED}", "[kolada] review: är inte efter decided_at"),
        ("[kolada]\nreqests_per_minute = 3\n", "är inget fält; menas requests_per_minute?"),
        ("[kolada]\nrequests_per_minute = 0\n", "requests_per_minute: ska vara ett heltal från 1 till"),
        ("[kolada]\nrequests_per_minute = true\n", "ska vara ett heltal"),
        ("[kolada]\nmost_requests = 2.5\n", "ska vara ett heltal"),
        ("[kolada]\ntimeout_seconds = nan\n", "timeout_seconds: ska vara ett tal"),
        ('[kolada]\nurl = "api.kolada.se"\n', "url: är ingen adress"),
        ('[kolada]\nurl = "https://[::1"\n', "url: är ingen adress"),
        ('[kolada]\nurl = "http://api.kolada.se"\n', "url: går okrypterad över nätet; skriv https://"),
        (f'[kolada]\nurl = "https://me:{SECRET}@api.kolada.se"\n', "url: bär mer än en adress"),
        (f'[kolada]\nurl = "https://api.kolada.se?key={SECRET}"\n', "url: bär mer än en adress"),
        (f'[kolada]\nclient_secret = "{SECRET}"\n', "client_secret: hemligheter står inte i den här filen"),
        (f'[kolada]\nclient_secret_env = "{SECRET}"\n', "client_secret_env: är inget namn på en miljövariabel"),
        ('[kolada]\nclient_id_env = "A"\nclient_id_file = "a"\n', "client_id_file: anges tillsammans med"),
        ("[tax_debts]\nenabled = true\n", "[tax_debts] enabled: källan levereras som filer och hämtas inte"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_section_field_rule_and_remedy(text, said, tmp_path):
    sentence = refused(tmp_path, text)
    assert said in sentence
    assert sentence.startswith(f"{FILE}: ")
    assert SECRET not in sentence


def test_this_machine_may_be_asked_without_encryption(tmp_path):
    assert loaded(tmp_path, '[kolada]\nurl = "http://127.0.0.1:8080"\n')["kolada"].access.url == "http://127.0.0.1:8080"


@given(st.text(), st.text())
def test_whatever_stands_in_the_file_is_read_or_told(tmp_path_factory, key, value):
    folder = tmp_path_factory.mktemp("home")
    (folder / FILE).write_text(f'[kolada]\n{key} = "{value}"\n', encoding="utf-8", errors="replace")
    try:
        told = f"{FILE}: {sorted(load(folder))}"
    except DecisionFault as fault:
        told = str(fault)
    assert told.startswith(FILE)


def secret_file(folder, text, mode=0o600):
    path = folder / "vdm.secret"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return Secret(file=path)


def test_a_secret_in_a_file_is_read_without_its_line_end(tmp_path):
    assert secret_file(tmp_path, f"{SECRET}\n").read() == SECRET


@pytest.mark.parametrize(
    ("mode", "text", "said"),
    [(0o644, SECRET, "chmod 600"), (0o640, SECRET, "chmod 600"), (0o600, " \n", "filen är tom")],
)
def test_a_secret_that_others_can_read_or_that_is_none_is_refused(mode, text, said, tmp_path):
    with pytest.raises(DecisionFault, match=said) as caught:
        secret_file(tmp_path, text, mode).read()
    assert SECRET not in str(caught.value)


def test_a_secret_that_is_not_there(tmp_path):
    with pytest.raises(DecisionFault, match="går inte att läsa"):
        Secret(file=tmp_path / "none").read()
    with pytest.raises(DecisionFault, match="VDM_ID är inte satt"):
        Secret(variable="VDM_ID").read()
    with pytest.raises(DecisionFault, match="behöver client_id"):
        Secret().read()


def test_a_variable_is_looked_up_in_what_was_handed_down_and_nowhere_else(monkeypatch):
    monkeypatch.setitem(os.environ, "VDM_ID", "of the process")
    assert Secret(variable="VDM_ID", environment={"VDM_ID": "handed down"}).read() == "handed down"
    with pytest.raises(DecisionFault):
        Secret(variable="VDM_ID").read()
