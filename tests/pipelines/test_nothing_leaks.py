"""Law 12: no person's number, sole trader's name, protected address or raw identifier of a manager or sender gets out.

The secrets are planted in deliveries, the program is used as people use it, and everything it wrote is searched.
"""

import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner

from indicators.registry import catalogue
from pipelines.cli import main
from tables import core
from tables.serving import Published
from tests.pipelines.every_text import texts
from tests.pipelines.runs import ROOT, arguments, command
from tests.pipelines.sentinels import (
    ACTIVITY_NAME,
    KEPT,
    NOWHERE,
    NUMBER,
    OTHERS,
    OWNER,
    SOLE_TRADERS_ACTIVITY,
    WRITTEN,
    plant,
    unreadable,
)

DAY = "2026-06-30"
#: The word by which each text is told, since lines on a screen are broken between words.
TOLD_BY = [re.escape(max(secret.split(), key=len)) for secret in NOWHERE]
SECRETS = re.compile("|".join([NUMBER, *OTHERS.values(), *TOLD_BY]), re.IGNORECASE)
UNPUBLISHED = re.compile("|".join(re.escape(max(text.split(), key=len)) for text in KEPT), re.IGNORECASE)


@dataclass
class Used:
    """A home that was used, and all that was said meanwhile."""

    home: Path
    said: list[tuple[str, str]] = field(default_factory=list)

    def ask(self, *words):
        """A command in this process; what it answered."""
        answer = CliRunner().invoke(main, [*words, "--home", str(self.home)])
        assert answer.exit_code in (0, 1, 2), answer.output
        assert answer.exception is None or isinstance(answer.exception, SystemExit), words
        shown = " ".join(words[:2])
        self.said.append((shown, answer.output))
        return answer

    def run(self, deliveries, days=(DAY,)):
        """A run in a process of its own, as the schedule does it."""
        done = command(*arguments(self.home, deliveries, days))
        self.said.append((f"run {deliveries.name}", done.stdout + done.stderr))
        return done


@pytest.fixture(scope="module")
def used(tmp_path_factory):
    """Everything done once: a refused run, a run that goes well, and every command that shows or writes something."""
    from sources.synthetic import synthesise

    root = tmp_path_factory.mktemp("leaks")
    deliveries = root / "deliveries"
    synthesise(deliveries, root / "truth", activities=50, years=3, seed=3)
    plant(deliveries)
    used = Used(root / "home")
    refused = unreadable(deliveries)
    assert used.run(deliveries).returncode == 3
    for path in refused:
        path.unlink()
    assert used.run(deliveries).returncode == 0, used.said[-1]
    _look_at_everything(used)
    return used


def _look_at_everything(used):
    outputs = used.home / "outputs"
    outputs.mkdir()
    with Published(used.home) as tables:
        actors = tables.rows("SELECT DISTINCT actor_id FROM core.activity_version WHERE activity_id = ?",
                             [SOLE_TRADERS_ACTIVITY])  # fmt: skip
    subjects = [SOLE_TRADERS_ACTIVITY, *actors["actor_id"]]
    used.ask("list", "--xlsx", str(outputs / "lista.xlsx"))
    used.ask("list", "--json", "--top", "1000")
    used.ask("list", "--top", "1000")
    for text in (*subjects, OWNER, ACTIVITY_NAME, *WRITTEN[:14], "Sentin", "hemtjänsten"):
        used.ask("lookup", text, "--json", *(["--all"] if text in subjects else []))
    used.ask("lookup", SOLE_TRADERS_ACTIVITY, "--all")
    for indicator in catalogue():
        for subject in subjects:
            used.ask("evidence", indicator, subject, "--json")
    used.ask("evidence", "reg_stale_12m", WRITTEN[1])
    used.ask("publish", "--html", str(outputs / "rapport.html"), "--parquet", str(outputs / "tabeller"))
    used.ask("links", "review", "--all", "--top", "500")
    used.ask("links", "review", "--all", "--top", "500", "--json")
    used.ask("quarantine", "list", "--limit", "5000")
    used.ask("quarantine", "list", "--rows", "--limit", "5000")
    used.ask("quarantine", "list", "--rows", "--json", "--limit", "5000")
    used.ask("quarantine", "export", str(outputs / "karantan"))
    for path in sorted((outputs / "karantan").iterdir()):
        used.ask("quarantine", "replay", str(path))
    _open_every_page(used, outputs / "sidor", subjects)


def _open_every_page(used, folder, subjects):
    """The inspectors' page on the home, as each role sees it."""
    wanted = [*subjects, OWNER[:-2], ACTIVITY_NAME[:-2], *WRITTEN[:3]]
    words = [sys.executable, "-m", "tests.web.site.every_page", str(used.home), str(folder), *wanted]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    used.said.append(("pages", done.stdout + done.stderr))


def test_the_secrets_came_in(used):
    with Published(used.home) as tables:
        actors, versions = tables.read(core.Actor), tables.read(core.ActivityVersion)
    assert actors.filter(legal_form="EF", id_type="person").height > 2
    assert ACTIVITY_NAME in versions["activity_name"].to_list()
    refused = next(said for command_, said in used.said if command_ == "quarantine list")
    assert "protected_address_is_empty" in refused


def test_no_secret_is_in_any_file_of_the_home(used):
    assert found(SECRETS, texts(used.home)) == []


def test_no_secret_is_in_anything_that_was_said(used):
    assert found(SECRETS, used.said) == []


def test_a_sole_traders_activity_and_address_are_only_in_the_registers_own_tables(used):
    own = re.compile(r"warehouse\.duckdb|serving/[^/]*\.duckdb|outputs/karantan/activity_version\.csv")
    outside = [one for one in found(UNPUBLISHED, texts(used.home)) if not own.match(one[0])]
    assert outside == []


def test_a_sole_traders_activity_and_address_are_in_nothing_that_was_said(used):
    assert [one for one in found(UNPUBLISHED, used.said) if not one[0].startswith("quarantine")] == []


def found(pattern, places):
    """Where a secret stands, and which."""
    return [(place, sorted(set(hits))[:5]) for place, text in places if (hits := pattern.findall(text))]
