"""The vendors of the demonstration, and the command that runs a stand-in in the foreground."""

import re
import shutil
import signal
import socket
import subprocess
import sys
import tomllib

import polars as pl
import pytest
import requests

from pipelines.cli.demonstrating import ASKED, CUTOVER, VENDORS, hand_over, vendors
from sources.fetching import decisions
from sources.fetching.registry import CONNECTORS, state_of
from sources.standin import World, decided
from sources.synthetic import ENDS_ON
from tests.pipelines.runs import ROOT, command, started, wait_for


@pytest.fixture(scope="module")
def handed_over(small_deliveries, tmp_path_factory):
    """A home directory with vendors, the deliveries that were left, and those there were."""
    home = tmp_path_factory.mktemp("demo")
    left = shutil.copytree(small_deliveries[0], home / "deliveries")
    hand_over(home, left)
    return home, left, small_deliveries[0]


def _rows(deliveries, table):
    files = sorted((deliveries / "companies").glob(f"{table}_[0-9b]*.csv"))
    return pl.concat([pl.read_csv(path, separator=";", infer_schema=False) for path in files])


def test_deliveries_of_companies_end_at_the_cutover_and_the_vendors_have_the_rest(handed_over):
    home, left, whole = handed_over
    for table in ("company", "annual_report"):
        assert _rows(left, table).equals(_rows(whole, table).filter(pl.col("known_at") <= CUTOVER.isoformat()))
    world = World.read(home / VENDORS)
    later = _rows(whole, "annual_report").filter(pl.col("known_at") > CUTOVER.isoformat())
    limited = later.filter(pl.col("operator_id").str.starts_with("55"))
    assert limited.height
    assert sorted(world.reports["identity"]) == sorted(limited["operator_id"])


def test_roles_stay_and_so_does_everything_that_is_not_about_companies(handed_over):
    _, left, whole = handed_over
    is_role = pl.col("role").is_not_null()
    assert _rows(left, "company_event").filter(is_role).equals(_rows(whole, "company_event").filter(is_role))
    others = [path for path in whole.rglob("*.csv") if path.parent.name != "companies"]
    assert others
    assert all((left / path.relative_to(whole)).read_bytes() == path.read_bytes() for path in others)


def test_sources_are_on_while_the_vendors_are_there_and_off_afterwards(handed_over):
    home = handed_over[0]
    with vendors(home):
        during = decisions.load(home)
        url = during["kolada"].access.url
        assert requests.get(f"{url}/v3/municipality", timeout=5).headers["Date"].startswith(f"{ENDS_ON:%a, %d %b %Y}")
        assert {name for name, one in during.items() if one.enabled} == set(ASKED)
        assert during["vardefulla_datamangder"].access.client_secret.read()
    assert not [name for name, one in decisions.load(home).items() if one.enabled]
    with pytest.raises(requests.ConnectionError):
        requests.get(url, timeout=5)


def test_somebodys_own_decisions_are_left_as_they_are(handed_over):
    home = handed_over[0]
    own = "[kolada]\nenabled = false\n"
    kept = (home / decisions.FILE).read_text() if (home / decisions.FILE).exists() else decided.MARK
    (home / decisions.FILE).write_text(own)
    with vendors(home):
        assert (home / decisions.FILE).read_text() == own
    assert (home / decisions.FILE).read_text() == own
    (home / decisions.FILE).write_text(kept)


def test_without_vendors_nobody_is_asked(tmp_path):
    with vendors(tmp_path):
        assert not list(tmp_path.iterdir())


def test_what_is_to_stand_in_sources_toml_can_be_read_back(tmp_path):
    assert decided.write(tmp_path, "http://127.0.0.1:8765", ENDS_ON, decided.every_source())
    found = decisions.load(tmp_path)
    assert {*ASKED, "ssbtgo"} <= set(found)
    assert [name for name, one in found.items() if not state_of(CONNECTORS[name], one, ENDS_ON).runs] == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_command_answers_until_it_is_interrupted(small_deliveries, tmp_path, number):
    home = tmp_path / "home"
    with started("standin", "--deliveries", str(small_deliveries[0]), "--home", str(home), "--port", "0") as running:
        said = "".join(wait_for(running, "påslagna"))
        url = re.search(r"http://127\.0\.0\.1:[0-9]+", said).group()
        assert requests.get(f"{url}/v3/municipality", timeout=5).status_code == 200
        assert tomllib.loads((home / decisions.FILE).read_text())["kolada"]["url"] == url
        running.send_signal(number)
        assert "stoppad" in running.stdout.read()
    assert running.returncode == 0


def test_a_port_that_is_taken_is_told(small_deliveries):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = command("standin", "--deliveries", str(small_deliveries[0]), "--port", port)
    assert done.returncode == 1
    assert port in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_knows_nothing_that_it_does_not_need():
    code = "import pipelines.cli.standing_in, sys; sys.exit('dagster' in sys.modules or 'uvicorn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_a_folder_without_companies_is_refused(tmp_path):
    done = command("standin", "--deliveries", str(tmp_path), "--port", "0")
    assert done.returncode == 1
    assert "inga bolag" in done.stderr
