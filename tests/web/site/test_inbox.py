"""What officers do with what has come in: register, open, decide, join, and save a file that is clean."""

import dataclasses
import datetime as dt

import pytest

from sources.intake import book
from sources.intake.contract import DeficiencyReport, SameMatter, StateChange
from sources.intake.sender import MUNICIPALITY, Sender
from tests.web.planted import ORGANISATION

AT = dt.datetime(2026, 7, 1, 9, 30, tzinfo=dt.UTC)
TOWN = Sender(MUNICIPALITY, "0180", "Stockholm")
TOLD = {
    "law": "SoL", "grounds": ["serious_deficiency"], "about": "activity", "activity_id": "V000001",
    "noticed_on": "2026-06-20", "severity": 3, "area": "staffing", "description": "Ingen personal på plats om natten.",
}  # fmt: skip
KEY = "0" * 31


@pytest.fixture
def inbox(site, home, tmp_path, monkeypatch):
    """A home of its own with two reports from a municipality about the same activity; their numbers."""
    from django.conf import settings

    (tmp_path / "serving").symlink_to(home / "serving")
    (tmp_path / "web").mkdir()
    told = dataclasses.replace(settings.CONFIGURATION, home=tmp_path, exports_an_hour=1_000)
    monkeypatch.setattr(settings, "CONFIGURATION", told)
    contents = [DeficiencyReport(**TOLD), DeficiencyReport(**{**TOLD, "severity": 2})]
    return [book.receive(tmp_path, TOWN, f"k{n}", one, at=AT).number for n, one in enumerate(contents)]


def address(name, report_id=None, **more):
    from django.urls import reverse

    return reverse(name, kwargs=({"report_id": report_id} if report_id else {}) | more)


def kept(kind):
    from django.conf import settings

    return [one.content for one in book.read(settings.CONFIGURATION.home) if isinstance(one.content, kind)]


def test_what_waits_is_listed_until_it_is_decided(inbox, sign_in):
    officer = sign_in("inspector", ["ost"], purpose=True)
    assert all(number in officer.get("/inkommet/").content.decode() for number in inbox)
    told = {"state": "investigating", "reason": "opened", "event_date": "2026-07-01", "nyckel": f"{KEY}1"}
    assert officer.post(address("inbox_state", inbox[0]), told).status_code == 303
    assert officer.post(address("inbox_state", inbox[0]), told).status_code == 303
    assert [(one.report_id, one.by_role) for one in kept(StateChange)] == [(inbox[0], "inspektör")]
    waiting = officer.get("/inkommet/").content.decode()
    assert inbox[0] not in waiting
    assert inbox[1] in waiting
    assert "under utredning" in officer.get("/inkommet/?visa=rapporter").content.decode()


def test_a_state_that_is_not_whole_is_told_at_the_field(inbox, sign_in):
    officer = sign_in("inspector", ["ost"], purpose=True)
    answer = officer.post(address("inbox_state", inbox[0]), {"state": "investigating", "nyckel": f"{KEY}2"})
    assert answer.status_code == 422
    assert "error" in answer.content.decode()
    assert kept(StateChange) == []


def test_the_other_report_is_proposed_and_joined_by_the_officer_alone(inbox, sign_in):
    officer = sign_in("permit_investigator", purpose=True)
    page = officer.get(address("inbox_report", inbox[0])).content.decode()
    assert inbox[1] in page
    assert "samma verksamhet, samma grund, samma område" in page
    assert kept(SameMatter) == []
    nothing = officer.post(address("inbox_join", inbox[0]), {"because": "Samma natt", "nyckel": f"{KEY}3"})
    assert nothing.status_code == 422
    told = {"others": [inbox[1]], "because": "Samma natt", "nyckel": f"{KEY}4"}
    assert officer.post(address("inbox_join", inbox[0]), told).status_code == 303
    assert [(set(one.report_ids), one.joins) for one in kept(SameMatter)] == [(set(inbox), True)]
    undone = {**told, "because": "Olika nätter", "undo": "on", "nyckel": f"{KEY}5"}
    assert officer.post(address("inbox_join", inbox[0]), undone).status_code == 303
    assert [one.joins for one in kept(SameMatter)] == [True, False]


def test_a_report_that_came_by_telephone_is_held_to_the_same_contract(inbox, sign_in):
    officer = sign_in("inspector", ["ost"], purpose=True)
    told = {
        **TOLD, "kind": "enquiry_municipal", "enquiry_class": "both", "channel": "phone", "municipality_code": "1280",
        "subject_type": "provider", "nyckel": f"{KEY}6",
    }  # fmt: skip
    del told["grounds"]
    answer = officer.post("/inkommet/registrera/", told)
    assert answer.status_code == 303
    (one,) = [each for each in kept(DeficiencyReport) if each.kind == "enquiry_municipal"]
    assert (one.channel, one.municipality_code) == ("phone", "1280")
    assert officer.get(answer["Location"]).status_code == 200
    missing = officer.post("/inkommet/registrera/", {**told, "description": "", "nyckel": f"{KEY}7"})
    assert missing.status_code == 422
    numbered = officer.post("/inkommet/registrera/", {**told, "description": "Ring 19121212-1212", "nyckel": f"{KEY}8"})
    assert numbered.status_code == 422
    assert len(kept(DeficiencyReport)) == 3


def test_a_report_that_came_in_a_file_is_opened_by_its_number(inbox, sign_in):
    officer = sign_in("inspector", ["ost"], purpose=True)
    opened = officer.post("/inkommet/", {"rapport": "R-1"}, follow=True)
    assert opened.status_code == 200
    assert "I registret" in opened.content.decode()
    assert officer.post("/inkommet/", {"rapport": "finns-inte"}, follow=True).status_code == 404
    person = officer.post("/inkommet/", {"rapport": "19121212-1212"}, follow=True)
    assert "19121212" not in person.content.decode() + str(person.redirect_chain)


def test_only_a_file_that_is_clean_and_belongs_to_the_report_is_saved(inbox, sign_in):
    from django.conf import settings

    from sources.intake import attachments

    home = settings.CONFIGURATION.home
    stored = {
        state: attachments.store(home, [f"text {state}".encode()], name="a.txt", declared_type="", scan_command=command)
        for state, command in (("clean", ["true"]), ("unchecked", []))
    }
    digests = [one.sha256 for one in stored.values()]
    number = book.receive(home, TOWN, "with files", DeficiencyReport(**TOLD, attachments=digests), at=AT).number
    officer = sign_in("inspector", ["ost"], purpose=True)
    page = officer.get(address("inbox_report", number)).content.decode()
    assert "ej kontrollerad" in page
    saved = officer.get(address("inbox_file", number, digest=stored["clean"].sha256))
    assert saved["Content-Disposition"].startswith("attachment;")
    assert saved["Content-Type"] == "application/octet-stream"
    assert b"".join(saved.streaming_content) == b"text clean"
    assert officer.get(address("inbox_file", number, digest=stored["unchecked"].sha256)).status_code == 403
    assert officer.get(address("inbox_file", inbox[0], digest=stored["clean"].sha256)).status_code == 404


def test_what_somebody_wrote_is_shown_as_text_and_reached_by_purpose_only(inbox, sign_in):
    from django.conf import settings

    evil = DeficiencyReport(**{**TOLD, "description": "<script>alert(1)</script> om natten."})
    number = book.receive(settings.CONFIGURATION.home, TOWN, "evil", evil, at=AT).number
    page = sign_in("inspector", ["ost"], purpose=True).get(address("inbox_report", number)).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert sign_in("inspector", ["ost"]).get(address("inbox_report", number))["Location"].startswith("/syfte/")
    assert ORGANISATION not in address("inbox_report", number)
