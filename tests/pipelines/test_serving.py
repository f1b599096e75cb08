"""The command `serve`: what it refuses, and a server in a process of its own that answers and stops when asked."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest
import requests
from click.testing import CliRunner

from pipelines.cli import main
from tests.laws.source_tree import ROOT

PRODUCTION = {
    "TILLSYNSRADAR_OIDC_ISSUER": "https://login.agency.example",
    "TILLSYNSRADAR_OIDC_CLIENT_ID": "page",
    "TILLSYNSRADAR_WEB_HOSTS": "page.agency.example",
    "TILLSYNSRADAR_OIDC_ROLES": "tr-insp=inspector, tr-rev=auditor",
}
COMMAND = "from pipelines.cli import main; main()"


def serve(tmp_path, *options, **environment):
    return CliRunner(env=dict.fromkeys(PRODUCTION) | environment).invoke(
        main, ["serve", "--home", str(tmp_path), *options]
    )


@pytest.mark.parametrize(
    ("options", "environment", "said"),
    [
        ((), {}, "inloggningen är inte inställd"),
        (("--demo",), {"TILLSYNSRADAR_OIDC_ISSUER": "https://login.agency.example"}, "inställningar för drift"),
        (("--demo", "--host", "0.0.0.0"), {}, "bara på den egna datorn"),  # noqa: S104 - that is what is refused
    ],
)
def test_what_cannot_be_served_is_told_in_a_sentence(tmp_path, options, environment, said):
    (tmp_path / "serving").mkdir()
    (tmp_path / "serving" / "CURRENT").write_text("x.duckdb\n", encoding="utf-8")
    (tmp_path / "demo-deliveries").mkdir()
    (tmp_path / "demo-deliveries" / "SYNTHETIC.json").write_text("{}", encoding="utf-8")
    told = serve(tmp_path, *options, **environment)
    assert told.exit_code == 2
    assert said in told.output


def test_a_home_that_is_not_the_demonstrations_is_left_alone(tmp_path):
    (tmp_path / "serving").mkdir()
    (tmp_path / "serving" / "CURRENT").write_text("x.duckdb\n", encoding="utf-8")
    told = serve(tmp_path, "--demo")
    assert told.exit_code == 2
    assert "håller annat än demonstrationen" in told.output


def test_settings_are_read_as_they_are_written(tmp_path, monkeypatch):
    from pipelines.settings import SiteSettings
    from pipelines.site import configuration

    secret = tmp_path / "secret"
    secret.write_text("shared\n", encoding="utf-8")
    secret.chmod(0o600)
    for name, value in {
        **PRODUCTION,
        "TILLSYNSRADAR_OIDC_SECRET_FILE": str(secret),
        "TILLSYNSRADAR_WEB_PROXY": "yes",
    }.items():
        monkeypatch.setenv(name, value)
    made = configuration(tmp_path, SiteSettings.from_environment())
    assert (made.provider.secret, made.hosts, made.behind_proxy, made.demo) == (
        "shared",
        ("page.agency.example",),
        True,
        False,
    )
    assert made.provider.roles == {"tr-insp": "inspector", "tr-rev": "auditor"}
    assert "shared" not in repr(made)
    assert made.key.hex() not in repr(made)


def test_the_public_needs_no_provider_and_has_a_folder_of_its_own(tmp_path, monkeypatch):
    from pipelines.settings import SiteSettings
    from pipelines.site import configuration
    from web.site.access.route import Surface
    from web.site.configuration import ConfigurationFault

    monkeypatch.setenv("TILLSYNSRADAR_WEB_HOSTS", "oppet.agency.example")
    settings = SiteSettings.from_environment()
    made = configuration(tmp_path, settings, frozenset({Surface.PUBLIC}))
    assert made.folder == tmp_path / "web-public"
    for surfaces in ({Surface.INSPECTORATE}, {Surface.MUNICIPALITY}, set(Surface)):
        with pytest.raises(ConfigurationFault, match="TILLSYNSRADAR_OIDC_ISSUER"):
            configuration(tmp_path, settings, frozenset(surfaces))


@pytest.mark.slow
def test_a_server_answers_and_stops_when_it_is_asked_to(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("shared", encoding="utf-8")
    secret.chmod(0o600)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    told = {**os.environ, **PRODUCTION, "TILLSYNSRADAR_OIDC_SECRET_FILE": str(secret), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", COMMAND, "serve", "--home", str(tmp_path), "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(command, env=told, cwd=tmp_path)
    try:
        answer = _answer(server, f"http://127.0.0.1:{port}/halsa")
        assert answer.json() == {"status": "ok", "run": None}
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        server.send_signal(signal.SIGTERM)
        assert server.wait() == 0
    finally:
        server.kill()


def _answer(server, address):
    while server.poll() is None:
        try:
            return requests.get(address, headers={"Host": "page.agency.example"}, timeout=30)
        except requests.ConnectionError:
            time.sleep(0.2)
    raise AssertionError("the server stopped by itself")
