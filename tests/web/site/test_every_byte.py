"""Every page that a role can reach by links, forms and files: whole links, no fault, and no secret in any byte."""

import io
import logging
import re
import zipfile

import pytest
from pypdf import PdfReader

from tests.web.planted import ORGANISATION, PROTECTED_NAME, SECRETS, SOLE_TRADER_ACTIVITY, SOLE_TRADER_NAME
from tests.web.site.asking import address, body, client_of, walk
from tests.web.site.declared import ASKING, MUNICIPALITIES

#: The planted trader's number in ways that people write it, and a number that somebody writes where text is taken.
NUMBERS = ("850101-1236", "198501011236", "19850101-1236", "8501011236")
#: Parts of secrets, since a page says back what was asked for.
ASKED_FOR = (
    *(one[:-2] for one in SECRETS),
    *NUMBERS,
    ORGANISATION,
    "V000002",
    "V000003",
    "härbärget",
    "Björkens",
    "x' OR 1=1 --",
    'x" OR ""="',
)
PERSON = re.compile(r"85\W{0,3}01\W{0,3}01\W{0,3}1236")
ROLES = [who for who in ASKING if who != "inspector of syd"]


def texts(answer):
    """What a reader of an answer can find in it: its bytes, its headers, and what is packed in a file."""
    content = body(answer)
    yield content.decode("utf-8", "replace")
    yield " ".join(f"{name}: {value}" for name, value in answer.items())
    kind = answer.get("Content-Type", "")
    if "spreadsheet" in kind:
        book = zipfile.ZipFile(io.BytesIO(content))
        yield from (book.read(name).decode("utf-8", "replace") for name in book.namelist())
    if "pdf" in kind:
        reader = PdfReader(io.BytesIO(content))
        yield from (page.extract_text() for page in reader.pages)
        yield str(reader.metadata)


def secrets_in(text):
    plain = " ".join(text.split())
    return [secret for secret in SECRETS if secret in plain] + PERSON.findall(plain)


def only_listed(path):
    """Whether an address is that of an activity which fills the planted lists and stands in no register."""
    from django.urls import resolve

    return str(resolve(path.partition("?")[0]).kwargs.get("activity_id", "")).startswith("V1")


@pytest.fixture(scope="module")
def reached(filled, filled_home):
    """Role → every (address, answer) that links and files lead to from the first page and the declared subjects."""
    found = {}
    for who in ROLES:
        client = client_of(filled, who)
        begin = ["/", "/logga-in/"] if who == "not signed in" else ["/kommun/"] if who in MUNICIPALITIES else ["/"]
        if who in {"inspector of ost", "permit investigator"}:
            begin += [address(name, filled_home) for name in ("actor", "activity")]
            begin += [address("activity", filled_home, {"activity_id": one}) for one in ("V000002", "V000003")]
        found[who] = list(walk(client, begin))
    return found


@pytest.mark.parametrize("who", ROLES)
def test_no_link_leads_to_a_fault_or_to_what_the_reader_may_not_open(reached, who):
    may_be = {200, 302} | ({403} if who == "nobody's role" else set())
    wrong = [(path, answer.status_code) for path, answer in reached[who] if answer.status_code not in may_be]
    assert [one for one in wrong if not only_listed(one[0])] == []
    assert len(reached[who]) >= (1 if who in {"nobody's role", "not signed in"} else 5)


@pytest.mark.parametrize("who", ROLES)
def test_no_page_or_file_holds_a_secret(reached, who):
    leaks = {
        path: found
        for path, answer in reached[who]
        for text in texts(answer)
        if (found := secrets_in(text) or secrets_in(path))
    }
    assert leaks == {}


@pytest.mark.parametrize("who", ROLES)
def test_no_address_holds_a_number_of_an_actor_or_activity(reached, who):
    for path, _ in reached[who]:
        assert not re.search(r"(?<![0-9A-Za-z_-])(\d{10}|V\d{6}|P-[0-9a-f]{20})(?![0-9A-Za-z_-])", path), path


@pytest.mark.parametrize("who", ROLES)
def test_no_page_has_style_script_or_canvas_in_it(reached, who):
    inline = re.compile(r"<style|<canvas|<script(?![^>]* src=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
    for path, answer in reached[who]:
        if answer.get("Content-Type", "").startswith("text/html"):
            assert inline.findall(re.sub(r"&lt;.*?&gt;", "", body(answer).decode())) == [], path


def test_caseworkers_reach_files_and_subjects(reached):
    kinds = {answer.get("Content-Type", "") for _, answer in reached["inspector of ost"]}
    assert any("pdf" in kind for kind in kinds)
    assert any("spreadsheet" in kind for kind in kinds)


@pytest.mark.parametrize("who", ["inspector of ost", "permit investigator", "analyst", "auditor", "administrator"])
def test_what_is_searched_for_finds_no_secret_and_is_not_kept(filled, who, caplog):
    from web.site.audit.models import LookupRecord

    caplog.set_level(logging.DEBUG)
    client = client_of(filled, who)
    begin = LookupRecord.objects.order_by("-number").values_list("number", flat=True).first() or 0
    for wanted in ASKED_FOR:
        for path, form in (("/sok/", {"wanted": wanted}), ("/lista/", {"text": wanted, "mal": "Q"})):
            answer = client.post(path, form, follow=True)
            assert answer.status_code in {200, 403, 404, 422}, (path, answer.status_code)
            said = " ".join(texts(answer))
            assert secrets_in(said.replace(wanted, "") if wanted in NUMBERS else said) == [], (path, wanted)
            for led, _ in answer.redirect_chain:
                assert secrets_in(led) == []
                assert wanted not in led
    rows = [str(row.values_in_chain()) for row in LookupRecord.objects.filter(number__gt=begin)]
    assert [found for row in rows if (found := secrets_in(row))] == []
    assert secrets_in(caplog.text) == []


@pytest.mark.parametrize(
    ("name", "field"), [("assess_activity", "why"), ("record", "because"), ("record", "found"), ("save_view", "name")]
)
def test_a_persons_number_in_free_text_is_not_taken(filled, filled_home, name, field):
    from web.site.desk.models import SavedView
    from web.site.review.models import Assessment

    form = {
        "verdict": "need",
        "why": "x",
        "agrees": "ja",
        "because": "Brister",
        "found": "",
        "query": "",
        "name": "Min",
    }
    client = client_of(filled, "inspector of ost")
    for number in NUMBERS:
        client.post(address(name, filled_home), form | {field: f"Om {number} och annat"}, follow=True)
    kept = str([*SavedView.objects.values(), *Assessment.objects.values()])
    kept += "".join(path.read_text() for path in (filled_home / "decided").rglob("*.jsonl"))
    assert PERSON.findall(kept) == []


def test_log_and_anchor_hold_no_secret(filled, reached):
    """After all that was opened in this module: the log in the database, and the file of heads."""
    from django.conf import settings

    from web.site.audit.models import LookupRecord

    rows = [str(row.values_in_chain()) for row in LookupRecord.objects.all()]
    assert len(rows) > len(reached)
    anchor = settings.CONFIGURATION.anchor_file.read_text(encoding="utf-8")
    assert [found for text in (*rows, anchor) if (found := secrets_in(text))] == []
    assert not [row for row in rows if ORGANISATION in row or "V00000" in row]


def test_faults_hold_no_secret(filled, filled_home, monkeypatch, caplog):
    """A fault deep in a page says nothing of whom it was about, to the reader or in the log of the server."""
    from web.site.pages import subject

    def broken(*_):
        raise RuntimeError("a fault")

    monkeypatch.setattr(subject, "page", broken)
    client = client_of(filled, "inspector of ost")
    answer = client.get(address("activity", filled_home, {"activity_id": "V000003"}))
    assert answer.status_code == 500
    for text in (*texts(answer), caplog.text):
        assert secrets_in(text) == []
        assert PROTECTED_NAME not in text
        assert SOLE_TRADER_NAME not in text
        assert SOLE_TRADER_ACTIVITY not in text
