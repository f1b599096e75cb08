"""Reading goes on while runs are published, and when the pipeline is down: whole answers of one run, with its age."""

import re
import shutil
import threading

import pytest

from tables.serving import publish
from tables.store import Warehouse
from tests.web.site.asking import address, client_of

RUN = re.compile(r"Körning <code>([0-9a-f]{12})</code>")
LISTED = re.compile(r"Rad 1–32 av 32|av 32")


@pytest.fixture
def own_home(filled, filled_home, tmp_path, configured):
    """A home that the page shows and that may be published in."""
    folder = shutil.copytree(filled_home, tmp_path / "home")
    configured(home=folder)
    return folder


def test_every_answer_is_whole_and_of_one_run_while_runs_are_published(filled, own_home):
    done = threading.Event()

    def publish_again_and_again():
        try:
            with Warehouse(own_home) as warehouse:
                for number in range(1, 5):
                    publish(warehouse, own_home, f"{number:016x}")
        finally:
            done.set()

    client = client_of(filled, "inspector of ost")
    pages = ["/lista/", "/arbetslista/", address("activity", own_home)]
    writer = threading.Thread(target=publish_again_and_again)
    writer.start()
    met, n_answers = set(), 0
    while not done.is_set() or n_answers < 6:
        answer = client.get(pages[n_answers % len(pages)])
        text = answer.content.decode()
        assert answer.status_code == 200
        (run,) = RUN.findall(text)
        met.add(run)
        assert "lista" not in answer.request["PATH_INFO"].split("/")[1:2] or LISTED.search(text)
        n_answers += 1
    writer.join()
    text = client.get("/lista/").content.decode()
    assert RUN.findall(text) == [f"{4:016x}"[:12]]
    assert LISTED.search(text)


def test_with_the_pipeline_down_the_page_reads_what_was_published_and_says_how_old_it_is(filled, own_home):
    """No warehouse, no deliveries, and a published folder that nobody may write in."""
    for path in own_home.iterdir():
        if path.name not in {"serving", "web", "decided"}:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in (own_home / "serving").iterdir():
        path.chmod(0o400)
    (own_home / "serving").chmod(0o500)
    try:
        client = client_of(filled, "inspector of ost")
        for path in ("/lista/", "/arbetslista/", "/datastatus/", address("activity", own_home)):
            answer = client.get(path)
            assert answer.status_code == 200, path
            assert "dagar gammal" in answer.content.decode(), path
        assert client.get("/lista/uttag/").status_code == 200
        assert client.get(address("activity_pack", own_home)).status_code == 200
    finally:
        (own_home / "serving").chmod(0o700)


def test_the_command_names_the_first_link_that_is_broken(filled, sign_in, tmp_path):
    """The command on a copy of the log that somebody with the file has changed, in a process of its own.

    What is wrong with a log, and how that is said, is tested where the log is proved.
    """
    import sqlite3
    import subprocess
    import sys

    from django.conf import settings

    for _ in range(4):
        sign_in("auditor").get("/logg/")
    shutil.copytree(filled.configuration.home / "secrets", tmp_path / "secrets")
    (tmp_path / "web").mkdir()
    with sqlite3.connect(filled.configuration.database_file) as source:
        database = sqlite3.connect(tmp_path / "web" / "state.sqlite3")
        source.backup(database)
    shutil.copy(settings.CONFIGURATION.anchor_file, tmp_path / "web")
    database.executescript("DROP TRIGGER lookup_record_no_update; DROP TRIGGER lookup_record_no_delete")
    database.execute("DELETE FROM audit_lookuprecord WHERE number > 2")
    database.commit()
    database.close()
    words = ["from pipelines.cli import main; main()", "audit", "verify", "--home", str(tmp_path)]
    told = subprocess.run([sys.executable, "-c", *words], capture_output=True, text=True, check=False)
    assert told.returncode == 1, told.stderr
    assert "bruten vid rad 3: raderna 3 till" in told.stdout + told.stderr
