"""What the book becomes: files that are a function of it alone, and a register that really changes."""

import datetime as dt
import shutil

import polars as pl
import pytest

from sources.decided import DELIVERIES
from sources.facts.register import activity_versions
from sources.intake import attachments, book
from sources.intake.delivered import deliver
from sources.intake.settled import settle
from sources.landing import current_rows, land
from tables import raw
from tables.store import Warehouse
from tests.sources.delivering import KEY, MOMENT, csv_text, landed, put, rows_of
from tests.sources.intake.sending import AT, CHANGE, NEW, OFFICER, REPORT, FewActivities, sent

DAY = dt.timedelta(days=1)
STATE = {"state": "cleared", "reason": "not_confirmed", "event_date": "2026-07-01", "by_role": "handläggare"}


def lands(home):
    """The files of the book, written and landed as a run does it; the rows by table."""
    with Warehouse(home) as warehouse:
        settle(home, warehouse)
        deliver(home)
        outcome = land(warehouse, home / DELIVERIES, KEY, MOMENT, own=True)
        assert outcome.errors == ()
        assert [file.quarantined_rows for file in outcome.landed if file.quarantined_rows] == []
        contracts = (raw.Report, raw.ReportEvent, raw.Notification, raw.ActivityVersion)
        return {contract.table: current_rows(warehouse, contract) for contract in contracts}


@pytest.fixture
def registered(tmp_path):
    """A home with a register of one activity, landed."""
    put(
        tmp_path / "in",
        "activity_version",
        "activity_version.csv",
        csv_text(rows_of("activity_version", {"activity_id": "V1"})),
    )
    landed(tmp_path / "in", tmp_path)
    return tmp_path


def test_a_report_becomes_a_row_without_its_words(tmp_path):
    number = sent(tmp_path, {**REPORT, "contact": "avtalsenheten"}).number
    row = lands(tmp_path)["report"].row(0, named=True)
    assert (row["report_id"], row["activity_id"], row["grounds"]) == (number, "V1", "serious_deficiency")
    assert (row["sender_municipality"], row["channel"], row["severity"]) == ("0180", "e_service", 3)
    assert (row["received_at"], row["known_at"]) == (dt.date(2026, 7, 1), dt.date(2026, 7, 1))
    files = b"".join(path.read_bytes() for path in (tmp_path / DELIVERIES).rglob("*.csv"))
    assert b"personal p" not in files
    assert b"avtalsenheten" not in files


def test_an_unknown_actor_and_what_an_officer_registered(tmp_path):
    told = {"about": "unknown", "activity_id": None, "actor_name": "Omsorg Nord", "channel": "phone"}
    sent(tmp_path, {**REPORT, **told, "municipality_code": "1280"}, sender=OFFICER)
    row = lands(tmp_path)["report"].row(0, named=True)
    assert (row["unknown_actor"], row["link_method"]) == ("Omsorg Nord", "none")
    assert (row["channel"], row["sender_municipality"]) == ("phone", "1280")


def test_a_report_about_a_person_is_joined_to_nobody(tmp_path):
    sent(tmp_path, {**REPORT, "subject_type": "individual"})
    row = lands(tmp_path)["report"].row(0, named=True)
    assert (row["subject_type"], row["activity_id"], row["operator_id"]) == ("individual", None, None)


def test_files_are_written_again_the_same_and_only_when_they_must(tmp_path):
    sent(tmp_path, REPORT)
    written = deliver(tmp_path)
    before = [path.read_bytes() for path in written]
    assert deliver(tmp_path) == []
    shutil.rmtree(tmp_path / DELIVERIES)
    assert [path.read_bytes() for path in deliver(tmp_path)] == before


def test_what_is_no_longer_sound_leaves_what_was_landed(tmp_path):
    sent(tmp_path, REPORT)
    assert lands(tmp_path)["report"].height == 1
    (path,) = tmp_path.glob("intake/records/*/*.json")
    path.write_text(path.read_text().replace("staffing", "premises"))
    assert lands(tmp_path)["report"].height == 0


def test_officers_join_and_part_reports_known_from_the_day_they_say_so(tmp_path):
    first, second = (sent(tmp_path, {**REPORT, "severity": one}, key=str(one)).number for one in (1, 2))
    told = {"report_ids": [first, second], "because": "samma händelse", "by_role": "handläggare"}
    sent(tmp_path, told, "same_matter", key="3", sender=OFFICER, at=AT + DAY)
    sent(tmp_path, {**told, "joins": False}, "same_matter", key="4", sender=OFFICER, at=AT + 2 * DAY)
    rows = lands(tmp_path)["report"].sort("known_at", "report_id")
    matters = rows.group_by("known_at", maintain_order=True).agg("matter_id")["matter_id"].to_list()
    assert matters[0] == matters[2] == [None, None]
    assert matters[1][0] == matters[1][1] is not None


def test_a_report_that_came_another_way_is_joined_as_it_was_landed(tmp_path):
    put(tmp_path / "in", "report", "report.csv", csv_text(rows_of("report", {"report_id": "R7"})))
    landed(tmp_path / "in", tmp_path)
    number = sent(tmp_path, REPORT).number
    told = {"report_ids": [number, "R7"], "because": "samma händelse", "by_role": "handläggare"}
    sent(tmp_path, told, "same_matter", key="3", sender=OFFICER, at=AT + DAY, register=FewActivities({"R7"}))
    rows = lands(tmp_path)["report"].filter(pl.col("matter_id").is_not_null())
    assert dict(rows.select("report_id", "channel").iter_rows()) == {number: "e_service", "R7": "phone"}


def test_a_state_becomes_an_event(tmp_path):
    number = sent(tmp_path, REPORT).number
    sent(tmp_path, {**STATE, "report_id": number}, "state", key="2", sender=OFFICER, at=AT + DAY)
    row = lands(tmp_path)["report_event"].row(0, named=True)
    assert (row["state"], row["event_date"], row["known_at"]) == ("cleared", dt.date(2026, 7, 1), dt.date(2026, 7, 2))


@pytest.mark.parametrize(
    ("told", "changed"),
    [
        (CHANGE, {"max_places": 9}),
        ({**CHANGE, "max_places": None, "emptied": ["max_places"]}, {"max_places": None}),
        ({**CHANGE, "address_protected": True}, {"max_places": 9, "address_protected": True, "address": None}),
        ({"kind": "temporary_stop"}, {"operating_status": "stopped"}),
        ({"kind": "closure"}, {"operating_status": "closed"}),
        ({"kind": "resume"}, {"operating_status": "active"}),
    ],
)
def test_what_is_notified_changes_the_register_from_its_day_on(told, changed, registered):
    sent(registered, {"activity_id": "V1", "effective_date": "2026-06-15", **told}, "notification")
    versions = lands(registered)["activity_version"].sort("known_at")
    before, after = versions.rows(named=True)
    differs = {name: after[name] for name in raw.ActivityVersion.delivered_columns() if after[name] != before[name]}
    assert differs == {key: value for key, value in changed.items() if before[key] != value} | {
        "valid_from": dt.date(2026, 6, 15),
        "known_at": dt.date(2026, 7, 1),
    }


def test_two_notifications_before_one_landing_build_on_each_other(registered):
    sent(registered, CHANGE, "notification", key="1")
    told = {"kind": "closure", "activity_id": "V1", "effective_date": "2026-06-20"}
    sent(registered, told, "notification", key="2", at=AT + DAY)
    rows = lands(registered)["activity_version"].sort("valid_from")
    assert rows["max_places"].to_list() == [8, 9, 9]
    assert rows["operating_status"].to_list() == ["active", "active", "closed"]
    assert lands(registered)["activity_version"].sort("valid_from").equals(rows)


def test_an_older_change_notified_late_does_not_undo_a_newer_one(registered):
    newer = {**CHANGE, "max_places": 12, "effective_date": "2026-06-20"}
    sent(registered, newer, "notification", key="1")
    sent(registered, {**CHANGE, "effective_date": "2026-06-10"}, "notification", key="2", at=AT + DAY)
    delivered = lands(registered)["activity_version"]
    operators = pl.DataFrame(schema={"actor_id": pl.String, "operator_type": pl.String, "municipality_code": pl.String,
                                     "known_from": pl.Date, "known_to": pl.Date})  # fmt: skip
    now = activity_versions(delivered, operators).filter(pl.col("known_to").is_null()).sort("valid_from")
    assert now["max_places"].to_list() == [8, 9, 12]


def test_a_new_activity_gets_the_receipt_as_its_id(tmp_path):
    number = sent(tmp_path, NEW, "notification").number
    rows = lands(tmp_path)
    version = rows["activity_version"].row(0, named=True)
    assert (version["activity_id"], version["operator_id"], version["municipality_code"]) == (
        number,
        "2120000142",
        "0180",
    )
    assert version["manager_key"].startswith("P-")
    assert rows["notification"]["activity_id"].to_list() == [number]


def test_an_attachment_on_paper_is_awaited_and_then_noted(registered):
    told = {"kind": "no_change_confirmed", "activity_id": "V1", "attachment_expected": True}
    number = sent(registered, told, "notification").number
    sent(registered, {"receipt": number, "is_paper": True}, "completion", key="2", sender=OFFICER, at=AT + DAY)
    rows = lands(registered)["notification"].sort("known_at")
    assert rows["attachment_expected"].to_list() == [True, True]
    assert rows["attachment_received_at"].to_list() == [None, dt.date(2026, 7, 2)]
    assert rows["channel"].to_list() == ["e_service", "e_service"]


def test_a_digital_attachment_has_come_with_it(registered):
    kept = attachments.store(registered, [b"%PDF-1.7"], name="ritning.pdf", declared_type="application/pdf")
    sent(registered, {**CHANGE, "attachments": [kept.sha256]}, "notification")
    row = lands(registered)["notification"].row(0, named=True)
    assert row["attachment_expected"]
    assert row["attachment_received_at"] == book.read(registered)[0].day
