"""The book: a receipt once and the same for ever, nothing changed, nothing of a person kept."""

import datetime as dt
import threading

import pytest

from sources.intake import attachments, book
from sources.intake.book import KeyReused, Refused, Sender
from sources.intake.contract import CONTENTS
from tests.sources.intake.sending import AT, CHANGE, NEW, OFFICER, REPORT, STOCKHOLM, FewActivities, sent

PERSON = "850101-1236"
DIGITS = PERSON.replace("-", "")
STATE = {
    "report_id": "R1",
    "state": "investigating",
    "reason": "opened",
    "event_date": "2026-07-01",
    "by_role": "handläggare",
}


def rules(home, *told, **how):
    with pytest.raises(Refused) as caught:
        sent(home, *told, **how)
    return {(one.field, one.rule) for one in caught.value.faults}


def test_a_retry_gets_the_same_receipt_and_other_contents_are_a_conflict(tmp_path):
    first = sent(tmp_path, REPORT)
    again = sent(tmp_path, REPORT, at=AT + dt.timedelta(days=400))
    assert (again.number, again.at, again.is_repeat) == (first.number, first.at, True)
    with pytest.raises(KeyReused):
        sent(tmp_path, {**REPORT, "severity": 1})
    with pytest.raises(KeyReused):
        sent(tmp_path, CHANGE, "notification")
    assert len(book.read(tmp_path)) == 1


def test_the_same_key_of_another_sender_is_another_thing(tmp_path):
    malmo = Sender("municipality", "1280", "Malmö")
    assert sent(tmp_path, REPORT).number != sent(tmp_path, REPORT, sender=malmo).number
    assert [one.sender for one in book.read(tmp_path, sender=malmo)] == [malmo]
    assert book.find(tmp_path, sent(tmp_path, REPORT).number, sender=malmo) is None


def test_of_many_that_send_at_once_one_is_kept_and_all_get_its_receipt(tmp_path):
    got, start = [], threading.Barrier(8)

    def send():
        start.wait()
        got.append(sent(tmp_path, REPORT).number)

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 8
    assert set(got) == {one.number for one in book.read(tmp_path)}
    assert not [path for path in tmp_path.rglob("*") if path.name.startswith(".")]


@pytest.mark.parametrize("old", ["serious_deficiency", "2026-07-01", '"number":"'])
def test_a_record_that_was_changed_is_named_and_not_read(old, tmp_path):
    number = sent(tmp_path, REPORT).number
    (path,) = tmp_path.glob("intake/records/*/*.json")
    path.write_text(path.read_text().replace(old, old[:-1] + "x", 1))
    assert book.read(tmp_path) == []
    assert book.unsound(tmp_path) == [number]


def test_a_record_that_was_moved_to_another_sender_is_not_read(tmp_path):
    number = sent(tmp_path, REPORT).number
    sent(tmp_path, REPORT, sender=Sender("municipality", "1280", "Malmö"))
    records = tmp_path / "intake" / "records"
    (records / "municipality-0180" / f"{number}.json").rename(records / "municipality-1280" / f"{number}.json")
    assert book.unsound(tmp_path) == [number]


def test_a_municipality_notifies_its_own_activities_only(tmp_path):
    for activity, rule in {"V2": "not_own_activity", "V3": "not_own_activity", "V9": "unknown_activity"}.items():
        assert rules(tmp_path, {**CHANGE, "activity_id": activity}, "notification") == {("activity_id", rule)}
    sent(tmp_path, {**CHANGE, "activity_id": "V3"}, "notification", sender=OFFICER)


def test_a_municipality_begins_only_what_is_its_own(tmp_path):
    told = {**NEW, "organisation_number": "556000-0019"}
    assert rules(tmp_path, told, "notification") == {("organisation_number", "not_own_operator")}
    sent(tmp_path, told, "notification", sender=OFFICER)


def test_an_id_is_proposed_for_one_new_activity_only(tmp_path):
    sent(tmp_path, {**NEW, "activity_id": "N1"}, "notification")
    assert rules(tmp_path, {**NEW, "activity_id": "N1"}, "notification", key="2") == {("activity_id", "taken")}
    assert rules(tmp_path, {**NEW, "activity_id": "V1"}, "notification", key="3") == {("activity_id", "taken")}


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"noticed_on": "2026-07-02"}, ("noticed_on", "in_the_future")),
        ({"activity_id": "V9"}, ("activity_id", "unknown_activity")),
        ({"channel": "phone"}, ("channel", "not_allowed")),
        ({"municipality_code": "1280"}, ("municipality_code", "not_allowed")),
        ({"kind": "tip"}, ("kind", "not_allowed")),
        ({"attachments": ["0" * 64]}, ("attachments", "unknown_attachment")),
        ({"description": "Anna Svensson var där."}, ("description", "unacknowledged_warning")),
        (
            {"about": "permit_holder", "activity_id": None, "organisation_number": "556000-0003"},
            ("organisation_number", "wrong_check_digit"),
        ),
    ],
)
def test_what_only_the_register_and_the_day_can_tell(told, fault, tmp_path):
    assert rules(tmp_path, {**REPORT, **told}) == {fault}
    assert book.read(tmp_path) == []


def test_a_warning_that_was_acknowledged_stops_nothing(tmp_path):
    told = {"description": "Anna Svensson var där.", "acknowledged_warnings": ["person_name:description"]}
    sent(tmp_path, {**REPORT, **told})


def test_no_number_of_a_person_is_ever_written(tmp_path):
    sent(tmp_path, {**CHANGE, "manager_number": PERSON}, "notification", key=f"k {PERSON}")
    told = {"about": "permit_holder", "activity_id": None, "organisation_number": PERSON}
    sent(tmp_path, {**REPORT, **told}, key="2")
    attachments.store(tmp_path, [b"text"], name=f"{PERSON}.txt", declared_type="")
    digits = PERSON.replace("-", "")
    for path in tmp_path.rglob("*"):
        kept = str(path) + (path.read_text() if path.is_file() else "")
        assert PERSON not in kept
        assert digits not in kept
    assert {one.content.__class__.__name__ for one in book.read(tmp_path)} == {"DeficiencyReport", "Notification"}


def string_fields():
    """Kind and name of each field of everything that may be sent, with what the field is legal among."""
    among = {
        "report": REPORT,
        "notification": CHANGE,
        "completion": {"receipt": "BCDFG-HJKLM-NPQRS", "text": "Mer."},
        "withdrawal": {"receipt": "BCDFG-HJKLM-NPQRS", "text": "Fel."},
        "state": STATE,
        "same_matter": {"report_ids": ["R1", "R2"], "because": "samma", "by_role": "handläggare"},
    }
    return [pytest.param(kind, name, among[kind], id=f"{kind} {name}") for kind in CONTENTS for name in
            CONTENTS[kind].model_fields]  # fmt: skip


@pytest.mark.parametrize(("kind", "name", "among"), string_fields())
def test_a_number_planted_in_any_field_is_in_no_byte_and_no_message(kind, name, among, tmp_path):
    said = ""
    for planted in (PERSON, [PERSON], f"x {PERSON}", PERSON.replace("-", "")):
        sender = OFFICER if kind in ("state", "same_matter") else STOCKHOLM
        try:
            sent(tmp_path, {**among, name: planted}, kind, key=f"{planted}", sender=sender)
        except Refused as refused:
            said += str(refused) + repr(refused.faults)
    kept = "".join(str(path) + (path.read_text() if path.is_file() else "") for path in tmp_path.rglob("*"))
    assert DIGITS not in (said + kept).replace("-", "")


def test_a_completion_is_to_something_of_ones_own(tmp_path):
    number = sent(tmp_path, REPORT).number
    told = {"receipt": number, "text": "Mer att säga."}
    sent(tmp_path, told, "completion", key="2")
    malmo = Sender("municipality", "1280", "Malmö")
    assert rules(tmp_path, told, "completion", key="3", sender=malmo) == {("receipt", "unknown_receipt")}


def test_only_officers_decide_on_reports(tmp_path):
    number = sent(tmp_path, REPORT).number
    told = {**STATE, "report_id": number}
    assert ("", "not_allowed") in rules(tmp_path, told, "state", key="2")
    sent(tmp_path, told, "state", key="2", sender=OFFICER)
    assert rules(tmp_path, {**told, "report_id": "R9"}, "state", key="3", sender=OFFICER) == {
        ("report_id", "unknown_report")
    }
    sent(tmp_path, {**told, "report_id": "R9"}, "state", key="3", sender=OFFICER, register=FewActivities({"R9"}))


def test_folders_and_files_are_for_their_owner_only(tmp_path):
    sent(tmp_path, REPORT)
    for path in [*(tmp_path / "intake").rglob("*"), *(tmp_path / "secrets").rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_the_day_of_a_receipt_is_the_day_in_sweden(tmp_path):
    sent(tmp_path, REPORT, at=dt.datetime(2026, 6, 30, 22, 30, tzinfo=dt.UTC), sender=STOCKHOLM)
    assert book.read(tmp_path)[0].day == dt.date(2026, 7, 1)
