"""`Stämmer inte`: from a reason to the book, the page and the pack, in one's own division; no score moves."""

import io
import re

import pytest

from sources.objections import BOOK, read_book

BECAUSE = "Bristen åtgärdades i mars enligt beslut"


@pytest.fixture
def there(site):
    """The page of an activity and the address where its first reason is objected to."""
    from django.conf import settings
    from django.urls import reverse

    (settings.CONFIGURATION.home / BOOK).unlink(missing_ok=True)
    yield reverse("activity", args=["V000001"])
    (settings.CONFIGURATION.home / BOOK).unlink(missing_ok=True)


@pytest.fixture
def inspector(sign_in):
    return sign_in("inspector", regions=["ost"], purpose=True, name="objector")


def text_of(answer):
    return answer.content.decode()


def points(answer):
    return re.findall(r'<span class="points">([^<]*)', text_of(answer))


def test_an_objection_goes_from_the_reason_to_the_page_and_the_pack_and_changes_no_score(inspector, there):
    from pypdf import PdfReader

    before = inspector.get(there)
    sent_to = re.search(r'href="([^"]*/invandning/[^"]*)"', text_of(before))[1]
    assert "Spara invändningen" in text_of(inspector.get(sent_to))
    for _ in range(2):
        answer = inspector.post(sent_to, {"what": "outdated", "because": BECAUSE})
        assert answer.status_code == 303
    (kept,) = read_book(settings_home())
    assert (kept.what, kept.because, kept.by) == ("outdated", BECAUSE, "inspektör")
    after = inspector.get(there)
    assert f"Ifrågasatt {kept.noted_on}" in text_of(after)
    assert BECAUSE in text_of(after)
    assert points(after) == points(before) != []
    pack = PdfReader(io.BytesIO(inspector.get(f"{there}underlag/").content))
    words = " ".join(" ".join(page.extract_text() for page in pack.pages).split())
    assert "Ifrågasatta uppgifter" in words
    assert str(kept.noted_on) in words
    assert inspector.post(sent_to, {"what": "withdrawn", "because": "Misstag"}).status_code == 303
    assert "Ifrågasatt " not in text_of(inspector.get(there))
    assert len(read_book(settings_home())) == 2


def settings_home():
    from django.conf import settings

    return settings.CONFIGURATION.home


@pytest.mark.parametrize(
    "sent", [{"what": "wrong"}, {"because": BECAUSE}, {"what": "withdrawn", "because": BECAUSE},
             {"what": "wrong", "because": "gäller 19121212-1212"}],
)  # fmt: skip
def test_what_is_missing_or_cannot_be_kept_is_said_at_the_field(inspector, there, sent):
    sent_to = re.search(r'href="([^"]*/invandning/[^"]*)"', text_of(inspector.get(there)))[1]
    answer = inspector.post(sent_to, sent)
    assert answer.status_code == 422
    assert 'class="error"' in text_of(answer)
    assert read_book(settings_home()) == []


def test_only_inspectors_of_the_division_are_offered_it_and_only_for_what_counts(sign_in, inspector, there):
    for role, regions in (("inspector", ["syd"]), ("permit_investigator", [])):
        assert "/invandning/" not in text_of(sign_in(role, regions=regions, purpose=True).get(there))
    assert inspector.get(f"{there}invandning/no_such_indicator/").status_code == 404


def test_a_look_up_in_the_terminal_tells_of_it(home, tmp_path, published):
    import datetime as dt

    from rich.console import Console

    from sources.objections import Objection
    from web import finding, listing, lookup
    from web.objections import with_objections
    from web.terminal import lookup as terminal_lookup

    day = listing.day_of(published, None)
    hit = finding.find(published, "V000001", day)[0]
    found = lookup.look_up(published, hit, day)
    value = found.values[0]
    one = Objection(
        dt.date(2026, 11, 23), value.indicator_id, value.entity_id, "wrong", BECAUSE, "inspektör", day, found.run_id
    )
    told = with_objections(found, [one])
    console = Console(width=500, record=True, file=None)
    with console.capture() as captured:
        console.print(terminal_lookup.lookup(told))
    assert "Ifrågasatt 2026-11-23 av inspektör, uppgiften är fel" in captured.get()
    assert told.standings == found.standings
