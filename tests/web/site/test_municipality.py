"""What a municipality does on its pages: it confirms, notifies and reports, once each and for itself."""

import datetime as dt
import io
import re
from pathlib import Path

import pytest

from tests.web.site.asking import address
from tests.web.site.declared import RECEIPT
from tests.web.site.planted_municipal import FRESH, OF_OTHERS, REGISTERED, STALE
from tests.web.site.test_every_byte import NUMBERS, secrets_in

STOCKHOLM, MALMO = "municipality of 0180", "municipality of 1280"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PAGES = Path(__file__).parents[3] / "web" / "site" / "municipality"
FORM = {
    "law": "SoL",
    "grounds": ["unlicensed", "serious_deficiency"],
    "about": "unknown",
    "actor_name": "Okända Boendet AB",
    "subject_type": "provider",
    "noticed_on": "2026-06-20",
    "area": "staffing",
    "severity": "3",
    "description": "Ingen personal på natten under två veckor.",
}


def sealed(kind, entity):
    from django.conf import settings

    from web.site.opaque import token_of

    return token_of(settings.CONFIGURATION.key, kind, entity)


def kept(home, kind):
    from sources.intake import book

    return [one for one in book.read(home) if one.content.kind_of_content == kind]


def text(answer):
    return answer.content.decode()


def file(name="bilaga.pdf", content=PDF):
    stream = io.BytesIO(content)
    stream.name = name
    return stream


def begin(client, **changes):
    """Begin a report; the address of its second step."""
    key = f"{len(str(changes)):x}{abs(hash(str(changes))):x}".ljust(32, "0")[:32]
    answer = client.post(address("report_new", None), FORM | {"nyckel": key} | changes)
    assert answer.status_code == 303, text(answer)
    return answer["Location"]


def test_confirming_twice_is_one_confirmation_with_one_receipt(stockholm, filled_home):
    before = len(kept(filled_home, "notification"))
    form = {"nyckel": "1" * 32, "verksamhet": [sealed("activity", STALE)]}
    first, second = (stockholm.post(address("confirm", filled_home), form) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first["Location"] == second["Location"]
    assert len(kept(filled_home, "notification")) == before + 1
    assert "bekräftad utan ändring" in text(stockholm.get(first["Location"]))
    assert "Mottagen, visas i registret efter nästa körning" in text(
        stockholm.get(address("own_activity", filled_home))
    )


def test_several_are_confirmed_by_one_click_and_what_could_not_be_is_told(stockholm, filled_home):
    """The register that is published does not have the second one."""
    before = len(kept(filled_home, "notification"))
    form = {"nyckel": "2" * 32, "verksamhet": [sealed("activity", one) for one in (STALE, FRESH)]}
    for _ in range(2):
        answer = stockholm.post(address("confirm", filled_home), form, follow=True)
        assert "1 verksamhet är bekräftad. 1 kunde inte bekräftas." in text(answer)
    assert len(kept(filled_home, "notification")) == before + 1


def test_nobody_confirms_what_is_not_its_own(stockholm, malmo, filled_home):
    before = len(kept(filled_home, "notification"))
    for client, one in ((stockholm, OF_OTHERS), (malmo, STALE), (stockholm, "V000001")):
        form = {"nyckel": "c" * 32, "verksamhet": [sealed("activity", one)]}
        assert client.post(address("confirm", filled_home), form).status_code == 404
        for name, more in (("own_activity", {}), ("notify", {"kind": "closure"})):
            assert client.get(address(name, filled_home, {"activity_id": one, **more})).status_code == 404
    form = {"nyckel": "c" * 32, "verksamhet": [sealed("activity", OF_OTHERS), sealed("activity", STALE)]}
    assert stockholm.post(address("confirm", filled_home), form).status_code == 404
    assert len(kept(filled_home, "notification")) == before


@pytest.mark.parametrize(("key", "status"), [("", 400), ("x" * 32, 400), ("../../etc", 400)])
def test_a_form_without_a_key_of_ours_is_not_taken(stockholm, filled_home, key, status):
    form = {"nyckel": key, "verksamhet": [sealed("activity", STALE)]}
    assert stockholm.post(address("confirm", filled_home), form).status_code == status


def test_a_change_is_notified_with_its_deadline_and_what_is_wrong_stands_at_its_field(stockholm, filled_home):
    path = address("notify", filled_home)
    wrong = {"nyckel": "d" * 32, "effective_date": "2026-13-01", "max_places": "många", "activity_name": "Nya hemmet"}
    answer = stockholm.post(path, wrong)
    assert answer.status_code == 422
    for name in ("effective_date", "max_places"):
        assert f'href="#id_{name}"' in text(answer)
        assert f'id="id_{name}_error"' in text(answer)
    assert 'value="Nya hemmet"' in text(answer)
    right = {"nyckel": "d" * 32, "effective_date": "2026-01-31", "max_places": "38"}
    answer = stockholm.post(path, right | {"filer": [file(), file("virus.exe", b"MZ" + bytes(200))]})
    assert answer.status_code == 422
    assert "virus.exe: Filen" in text(answer)
    right["sparad"] = re.search(r'name="sparad" value="([0-9a-f]{64})"', text(answer)).group(1)
    receipt = text(stockholm.get(stockholm.post(path, right)["Location"]))
    assert "2026-02-28" in receipt
    assert right["sparad"] in receipt
    other = stockholm.post(path, right | {"max_places": "39"})
    assert other.status_code == 422
    assert "redan skickat" in text(other)


def test_a_number_that_may_be_a_persons_is_neither_kept_in_a_draft_nor_sent(stockholm, filled_home):
    from web.site.drafts.models import Draft

    for number in NUMBERS:
        for name in ("description", "actor_name", "contact", "organisation_number", "activity_id"):
            for more in ({}, {"senare": "1"}):
                form = FORM | more | {"nyckel": "e" * 32, name: f"{number}"}
                assert stockholm.post(address("report_new", filled_home), form).status_code == 422, name
    assert not [one for one in Draft.objects.values() if re.search(r"85\W?01\W?01", str(one))]


def test_the_managers_number_is_kept_as_a_pseudonym_only(stockholm, filled_home):
    form = {"nyckel": "f" * 32, "effective_date": "2026-06-01", "manager_number": "198501011236"}
    answer = stockholm.post(address("notify", filled_home), form)
    if answer.status_code == 303:
        assert secrets_in(text(stockholm.get(answer["Location"]))) == []
    told = "".join(path.read_text() for path in (filled_home / "intake").rglob("*.json"))
    assert not re.search(r"85\W?01\W?01\W?1236", told)


def test_a_report_is_written_looked_through_sent_once_and_completed(stockholm, malmo, filled_home):
    from web.site.drafts.models import Draft

    files = begin(stockholm, description="Ingen personal på natten. Chefen Anna Andersson svarar inte.")
    review = files.replace("bilagor/", "granska/")
    refused = stockholm.post(files, {"filer": [file(), file("virus.exe", b"MZ" + bytes(200))]})
    assert refused.status_code == 422
    assert "virus.exe: Filen är av ett slag som inte tas emot" in text(refused)
    page = text(stockholm.get(review))
    assert "bilaga.pdf" in page
    assert "Anna Andersson" in page
    key = re.search(r'name="nyckel" value="([0-9a-f]{32})"', page).group(1)
    before = len(kept(filled_home, "report"))
    assert stockholm.post(review, {"nyckel": key}).status_code == 422
    assert len(kept(filled_home, "report")) == before
    for path in (files, review, files.replace("bilagor/", "")):
        assert malmo.get(path).status_code == 404
    seen = {"nyckel": key, "acknowledged_warnings": ["person_name:description"]}
    first, second = (stockholm.post(review, seen) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first["Location"] == second["Location"]
    assert len(kept(filled_home, "report")) == before + 1
    assert not Draft.objects.filter(key__endswith=key)
    one = kept(filled_home, "report")[-1]
    assert (one.sender.code, one.content.grounds) == ("0180", ("unlicensed", "serious_deficiency"))
    assert len(one.content.attachments) == 1
    assert one.number in text(stockholm.get(first["Location"]))
    complete = address("complete", filled_home, {"report_id": one.number})
    more = {"nyckel": "a" * 32, "text": "Listor bifogas.", "filer": [file("lista.txt", b"natt: ingen\n")]}
    assert stockholm.post(complete, more).status_code == 303
    page = text(stockholm.get(address("own_report", filled_home, {"report_id": one.number})))
    assert "Listor bifogas." in page
    assert "1 bilaga" in page
    for name in ("own_report", "complete"):
        assert malmo.get(address(name, filled_home, {"report_id": one.number})).status_code == 404
    assert malmo.get(first["Location"]).status_code == 404


def test_a_draft_is_kept_as_it_was_left_and_a_colleague_goes_on(stockholm, filled):
    answer = stockholm.post(
        address("report_new", None), {"nyckel": "b" * 32, "actor_name": "Halva namnet", "senare": "1"}
    )
    assert answer.status_code == 303
    colleague = filled.sign_in("municipality", name="a colleague", municipality="0180")
    listed = text(colleague.get(address("own_reports", None)))
    assert "Halva namnet" in listed
    path = re.search(r'href="([^"]+)">Halva namnet', listed).group(1)
    assert 'value="Halva namnet"' in text(colleague.get(path))
    assert colleague.post(path.rstrip("/") + "/ta-bort/").status_code == 303
    assert stockholm.get(path).status_code == 404


def test_what_an_officer_decides_is_told_with_its_reason(stockholm, filled_home):
    from sources.intake import book
    from sources.intake.contract import StateChange
    from tests.web.site.planted_municipal import AT

    officer = book.Sender("officer", "ost", "inspektör")
    told = {"report_id": RECEIPT, "state": "investigating", "reason": "opened", "by_role": "inspektör"}
    change = StateChange(**told, event_date=dt.date(2026, 6, 29))
    book.receive(filled_home, officer, "decided", change, at=AT)
    page = text(stockholm.get(address("own_report", filled_home)))
    assert "Under utredning. Utredning har inletts" in page
    cleared = text(stockholm.get(address("own_report", filled_home, {"report_id": REGISTERED})))
    assert "Avförd" in cleared
    assert "räknas inte mot någon" in cleared


def test_files_are_taken_only_where_they_are_asked_for(stockholm, anybody, filled_home):
    large = file(content=PDF + bytes(1_100_000))
    assert stockholm.post(address("confirm", filled_home), {"filer": large}).status_code == 403
    large.seek(0)
    assert anybody.post(address("report_files", filled_home), {"filer": large}).status_code in {302, 403}


def test_forms_that_are_sent_too_often_are_refused_and_those_that_are_opened_are_not(filled, configured, filled_home):
    configured(home=filled_home, forms_an_hour=1)
    client = filled.sign_in("municipality", name="hurried", municipality="0180")
    form = {"nyckel": "9" * 32, "verksamhet": [sealed("activity", STALE)]}
    for _ in range(3):
        assert client.get(address("notify", filled_home)).status_code == 200
    assert client.post(address("confirm", filled_home), form).status_code == 303
    assert client.post(address("confirm", filled_home), form).status_code == 429
