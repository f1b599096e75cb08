"""What every page says of the published run: its day and age, and that it is old, held back, late, or not there."""

import datetime as dt

import pytest


def header_of(client):
    return client.get("/").content.decode()


def test_every_page_tells_the_run_and_its_age(sign_in):
    from web.site import run

    told = run.status()
    text = header_of(sign_in("inspector"))
    assert f"<code>{told.short_id}</code>, gäller {told.day}" in text
    assert told.age_days == (dt.datetime.now(dt.UTC).date() - told.day).days


def test_a_run_that_is_old_is_said_to_be(sign_in, configured):
    assert "dagar gamla" not in header_of(sign_in("inspector"))
    configured(demo=False, old_after_days=0)
    assert "dagar gamla: den senaste körningen gäller" in header_of(sign_in("inspector"))


@pytest.mark.parametrize(
    ("ending", "said"),
    [("refused", "eftersom en leverans nekades"), ("failed", "misslyckades och publicerades inte"), ("done", None)],
)
def test_a_run_that_was_held_back_is_told(site, sign_in, ending, said):
    from tables.endings import ENDING, note_ending
    from tables.serving import FOLDER

    note_ending(site.configuration.home, ending)
    text = header_of(sign_in("inspector"))
    (site.configuration.home / FOLDER / ENDING).unlink()
    assert (said in text) if said else "publicerades inte" not in text


def test_late_sources_are_named(sign_in, monkeypatch):
    import dataclasses

    from web.site import run

    late = dataclasses.replace(run.status(), late_sources=("Kolada",))
    monkeypatch.setattr(run, "status", lambda: late)
    assert "Källor som är sena: Kolada" in header_of(sign_in("inspector"))


def test_where_nothing_is_published_the_page_says_so(sign_in, configured, tmp_path):
    (tmp_path / "web").mkdir()
    configured(home=tmp_path)
    answer = sign_in("inspector").get("/")
    assert answer.status_code == 200
    assert "Ingenting är publicerat än" in answer.content.decode()


def test_a_page_that_needs_a_run_says_that_there_is_none(sign_in, monkeypatch):
    from tables.serving import NothingPublished

    def nothing(*_):
        raise NothingPublished("nothing")

    monkeypatch.setattr("web.site.audit.views.rows_of", nothing)
    answer = sign_in("auditor").get("/logg/")
    assert answer.status_code == 503
    assert "Ingenting är publicerat än" in answer.content.decode()


def test_a_file_of_another_version_is_told_and_stops_nothing(sign_in, configured, home, tmp_path):
    import shutil

    import duckdb

    from tables.serving import FOLDER, current
    from web.site.warming import warm

    shutil.copytree(home / FOLDER, tmp_path / FOLDER)
    (tmp_path / "web").mkdir()
    with duckdb.connect(str(current(tmp_path))) as file:
        file.execute("ALTER TABLE marts.manifest DROP COLUMN lists_from")
    configured(home=tmp_path)
    warm()
    inspector = sign_in("inspector")
    assert inspector.get("/").status_code == 200
    answer = inspector.get("/lista/")
    assert answer.status_code == 503
    assert "gjort av en annan version av programmet" in answer.content.decode()


def test_a_new_run_is_met_at_the_next_request(site, configured, home, tmp_path):
    import shutil

    from tables.serving import FOLDER, POINTER
    from web.site import run

    folder = tmp_path / FOLDER
    shutil.copytree(home / FOLDER, folder)
    configured(home=tmp_path)
    before = run.status().run_id
    (source,) = [path for path in folder.glob("*.duckdb") if path.stem == before]
    for path in folder.glob(f"{before}*"):
        shutil.copy(path, folder / path.name.replace(before, "another"))
    (folder / POINTER).write_text("another.duckdb\n", encoding="utf-8")
    assert source.exists()
    assert run.status().run_id == "another"
    assert run.published().path.stem == "another"
