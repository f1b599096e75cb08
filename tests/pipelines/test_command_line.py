"""The command line as such: what it offers, what it imports, and how it says what went wrong."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.cli import COMMANDS, main

ROOT = Path(__file__).parents[2]
SLOW = ("dagster", "great_expectations", "sklearn", "xlsxwriter")


def _called(*arguments):
    return CliRunner().invoke(main, list(arguments))


def test_help_names_every_command_and_the_exit_codes():
    text = _called("--help").output
    assert all(command in text for command in COMMANDS)
    assert all(f"{code} " in text for code in range(5))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command):
    result = _called(command, "--help")
    assert result.exit_code == 0
    assert "Usage" in result.output


def test_an_unknown_command_is_a_usage_error():
    assert _called("predict").exit_code == 2


def test_reading_where_nothing_is_published_says_what_to_do(tmp_path):
    result = _called("lookup", "5560000001", "--home", str(tmp_path))
    assert result.exit_code == 1
    assert "tillsynsradar run" in result.output
    assert "Traceback" not in result.output


def test_a_run_needs_a_day(tmp_path):
    assert _called("run", "--deliveries", str(tmp_path), "--home", str(tmp_path)).exit_code == 2


def test_a_run_needs_a_folder_that_exists(tmp_path):
    result = _called("run", "--deliveries", str(tmp_path / "nowhere"), "--as-of", "2026-06-30")
    assert result.exit_code == 2


@pytest.mark.parametrize("command", ["list", "lookup", "evidence"])
def test_reading_commands_import_nothing_slow(command):
    code = (
        "import sys\nfrom pipelines.cli import main\n"
        f"main(['{command}', '--help'], standalone_mode=False)\n"
        f"print('imported:', [name for name in {SLOW!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "imported: []"
