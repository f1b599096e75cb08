"""The log in the database: everything is written, nothing can be changed, and tampering is told by the command."""

import shutil
import sqlite3
import threading

import pytest
from click.testing import CliRunner


def newest(n=1):
    from web.site.audit.models import LookupRecord

    return list(LookupRecord.objects.order_by("-number")[:n])


def test_reading_the_log_is_written_in_the_log(sign_in):
    client = sign_in("auditor", purpose=True)
    assert client.get("/logg/").status_code == 200
    (row,) = newest()
    assert (row.action, row.user, row.role, row.is_refused) == ("read_log", "test-auditor-", "auditor", False)
    assert (row.purpose, row.case_number) == ("plan_supervision", "2026-1234")
    assert row.rows > 0
    assert len(row.request_id) == 16


def test_a_refusal_is_written_in_the_log(sign_in):
    assert sign_in("inspector").get("/logg/").status_code == 403
    (row,) = newest()
    assert (row.action, row.role, row.is_refused) == ("read_log", "inspector", True)


def test_nobody_changes_or_removes_a_row(sign_in):
    from django.db import DatabaseError, connection

    from web.site.audit.models import AppendOnly, LookupRecord

    sign_in("auditor")
    (row,) = newest()
    with pytest.raises(AppendOnly):
        row.save()
    with pytest.raises(AppendOnly):
        row.delete()
    for attempt in (LookupRecord.objects.filter(number=row.number).delete, LookupRecord.objects.all().delete):
        with pytest.raises(DatabaseError, match="only appended to"):
            attempt()
    with pytest.raises(DatabaseError, match="only appended to"):
        LookupRecord.objects.filter(number=row.number).update(user="somebody else")
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="only appended to"):
        cursor.execute("UPDATE audit_lookuprecord SET user = 'x'")
    assert newest() == [row]


def test_many_who_write_at_once_make_one_chain(site):
    from django.db import connection

    from web.site.audit.entry import Entry
    from web.site.audit.log import prove, write

    before = newest()[0].number if newest() else 0

    def work():
        for _ in range(10):
            write(Entry(user="many", action="search"))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert newest()[0].number == before + 40
    assert prove().is_whole


def test_what_cannot_be_written_down_is_not_shown(sign_in, monkeypatch):
    client = sign_in("auditor")
    client.raise_request_exception = False

    def refuse(_):
        raise OSError("the disk is full")

    monkeypatch.setattr("web.site.access.enforcement.write", refuse)
    answer = client.get("/logg/")
    assert answer.status_code == 500
    assert b"loggrader" not in answer.content


@pytest.fixture
def copied(site, sign_in, tmp_path):
    """The state of the page in a home of its own, whose triggers somebody with the file has taken away."""
    sign_in("auditor").get("/logg/")
    source = sqlite3.connect(site.configuration.database_file)
    (tmp_path / "web").mkdir()
    (tmp_path / "secrets").mkdir()
    database = sqlite3.connect(tmp_path / "web" / "state.sqlite3")
    source.backup(database)
    source.close()
    shutil.copy(site.configuration.anchor_file, tmp_path / "web")
    database.executescript("DROP TRIGGER lookup_record_no_update; DROP TRIGGER lookup_record_no_delete")
    yield tmp_path, database
    database.close()


def proved(folder):
    """What the log of a home comes to, read as the command reads it."""
    import datetime as dt

    from web.site.audit import anchor
    from web.site.audit.chain import verify

    database = sqlite3.connect(folder / "web" / "state.sqlite3")
    database.row_factory = sqlite3.Row
    rows = [dict(row) for row in database.execute("SELECT * FROM audit_lookuprecord ORDER BY number")]
    database.close()
    for row in rows:
        row["at"] = dt.datetime.fromisoformat(row["at"]).replace(tzinfo=dt.UTC)
        row["is_refused"] = bool(row["is_refused"])
    return verify(rows, anchor.read(folder / "web" / "audit-anchor.jsonl"))


@pytest.mark.parametrize(
    ("tampering", "broken_at", "said"),
    [
        ("UPDATE audit_lookuprecord SET user = 'other' WHERE number = 2", lambda _: 2, "rad 2 är ändrad"),
        ("DELETE FROM audit_lookuprecord WHERE number = 2", lambda _: 2, "rad 2 är borttagen"),
        (
            "DELETE FROM audit_lookuprecord WHERE number = (SELECT max(number) FROM audit_lookuprecord)",
            lambda last: last,
            "borttagna från slutet",
        ),
        ("SELECT 1", lambda _: None, ""),
    ],
    ids=["edit", "middle", "tail", "nothing"],
)
def test_tampering_with_the_file_is_found(copied, tampering, broken_at, said):
    folder, database = copied
    (last,) = database.execute("SELECT max(number) FROM audit_lookuprecord").fetchone()
    database.execute(tampering)
    database.commit()
    verdict = proved(folder)
    assert verdict.broken_at == broken_at(last)
    assert said in verdict.fault


def test_the_command_proves_the_log(site, sign_in, monkeypatch):
    from pipelines.cli import main

    sign_in("auditor")
    monkeypatch.setattr("web.site.application.prepare", lambda _: None)  # this process has its settings already
    told = CliRunner().invoke(main, ["audit", "verify", "--home", str(site.configuration.home)])
    assert told.exit_code == 0, told.output
    assert told.output.startswith("Loggen är hel: ")


def test_the_command_says_that_there_is_no_log(tmp_path):
    from pipelines.cli import main

    told = CliRunner().invoke(main, ["audit", "verify", "--home", str(tmp_path)])
    assert told.exit_code == 1
    assert "det finns ingen logg" in told.output


def test_a_trigger_that_is_gone_is_told(site, sign_in, monkeypatch):
    from web.site.audit import log

    sign_in("auditor")
    monkeypatch.setattr(log, "_triggers", lambda: {"lookup_record_no_update"})
    verdict = log.prove()
    assert "spärr" in verdict.fault


def test_the_auditor_filters_and_pages(sign_in):
    client = sign_in("auditor", name="a-filtering-auditor")
    answer = client.post("/logg/", {"user": "a-filtering-auditor", "action": "sign_in"})
    assert answer.status_code == 200
    assert {row.user for row in answer.context["rows"]} == {"a-filtering-auditor"}
    assert {row.action for row in answer.context["rows"]} == {"inloggning"}
    nobody = client.post("/logg/", {"user": "nobody at all"})
    assert "Inga rader" in nobody.content.decode()
    earlier = client.post("/logg/", {"before": "3"})
    assert [row.number for row in earlier.context["rows"]] == [2, 1]
