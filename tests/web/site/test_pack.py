"""`Underlag`: a tagged file that says what was relied on, in the same bytes each time, and no more than it may."""

import datetime as dt
import io

import pytest
from pypdf import PdfReader

from tests.web.planted import SECRETS
from web.reading import data_status, in_force, list_page, subject_page, value_page

NOON = dt.datetime(2026, 11, 23, 12, 0, 1, tzinfo=dt.UTC)


def address(kind, subject_id):
    from django.urls import reverse

    return reverse(f"{kind}_pack", kwargs={f"{kind}_id": subject_id})


def words(content):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


@pytest.fixture
def store(home):
    return in_force(home)


@pytest.fixture
def first(store):
    return list_page(store, "Q").rows[0].activity_id


@pytest.fixture
def got(sign_in, first, monkeypatch):
    monkeypatch.setattr("web.site.clock.now", lambda: NOON)
    return sign_in("inspector", purpose=True).get(address("activity", first))


def test_the_pack_is_a_tagged_file_to_save(got):
    assert got.status_code == 200
    assert got["Content-Type"] == "application/pdf"
    assert got["Content-Disposition"].startswith('attachment; filename="tillsynsradar-underlag-')
    catalog = PdfReader(io.BytesIO(got.content)).trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"].startswith("sv")
    assert "/StructTreeRoot" in catalog


def test_it_says_who_printed_why_when_and_from_which_run(got, store, first):
    told = words(got.content)
    for expected in ("2026-11-23 12:00:01 UTC", "ärende 2026-1234", store.path.stem, first, "sida 1 av"):
        assert expected in told


def test_it_holds_the_lines_behind_the_reasons_and_the_versions_of_definitions(got, store, first):
    from indicators.registry import catalogue

    told = "".join(words(got.content).split())
    page = subject_page(store, "activity", first)
    reasons = [one for each in page.lookup.standings for one in each.account.for_looking]
    assert reasons
    for one in reasons:
        assert catalogue()[one.indicator_id].version in told
    names = {line.file_name for one in reasons for line in value_page(store, one.indicator_id, first).lines}
    for name in names - {None}:
        assert name in told


def test_the_same_content_gives_the_same_bytes(store, first):
    from web.pack.contents import Printed, pack
    from web.pack.pdf import pdf

    def made(case):
        printed = Printed("Inga", "inspektör", "planera tillsyn", case, (2026, 11, 23, 12, 0, 0))
        found = subject_page(store, "activity", first).lookup
        return pdf(pack(found, data_status(store), lambda *one: value_page(store, *one), printed))

    assert made("2026-1") == made("2026-1")
    assert made("2026-1") != made("2026-2")


def test_what_is_told_is_data_and_never_layout(store, first):
    from web.pack.contents import Printed, pack
    from web.pack.pdf import pdf

    printed = Printed("#panic(1) $x$ @a <b>", "inspektör", "*stark* _text_", "`2026`", (2026, 11, 23, 12, 0, 0))
    found = subject_page(store, "activity", first).lookup
    told = words(pdf(pack(found, data_status(store), lambda *one: value_page(store, *one), printed)))
    assert "#panic(1) $x$ @a <b>" in told
    assert "*stark* _text_, ärende `2026`" in told


def test_no_pack_holds_a_secret(sign_in, store, configured):
    configured(exports_an_hour=10_000)
    client = sign_in("permit_investigator", purpose=True)
    for kind, sql in (("actor", "SELECT entity_id FROM entity WHERE level = 'actor'"),
                      ("activity", "SELECT entity_id FROM entity WHERE level = 'activity'")):  # fmt: skip
        for (subject_id,) in store.asked(sql):
            answer = client.get(address(kind, subject_id))
            assert answer.status_code == 200
            told = words(answer.content)
            assert not [secret for secret in SECRETS if secret in told]


def test_a_pack_is_written_in_the_log_as_one(got):
    from web.site.audit.models import LookupRecord

    row = LookupRecord.objects.order_by("-number")[0]
    assert (row.action, row.subject_kind, row.case_number) == ("pack", "activity", "2026-1234")
    assert row.rows > 0


def test_nobody_prints_about_somebody_who_is_not_known(sign_in):
    assert sign_in("inspector", purpose=True).get(address("actor", "0000000000")).status_code == 404
