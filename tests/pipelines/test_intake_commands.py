"""The commands about what municipalities send: their keys, the seals, and the check of attached files."""

import json
import os
import sys

import pytest
from click.testing import CliRunner
from joserfc.jwk import OKPKey

from pipelines.cli import main
from sources.intake import attachments
from tests.sources.intake.sending import REPORT, sent


@pytest.fixture
def asked(tmp_path):
    def ask(*arguments):
        done = CliRunner().invoke(main, [*arguments, "--home", str(tmp_path)])
        return done.exit_code, done.output

    return ask


def test_a_key_is_registered_shown_and_revoked(asked, tmp_path):
    key = OKPKey.generate_key("Ed25519")
    public, private = tmp_path / "public.jwk", tmp_path / "private.jwk"
    public.write_text(json.dumps(key.as_dict(private=False)))
    private.write_text(json.dumps(key.as_dict(private=True)))
    assert asked("senders", "add", "0180", str(public)) == (
        0,
        f"Registrerad för Stockholm (0180): {key.thumbprint()}\n",
    )
    assert asked("senders", "add", "0180", str(private))[0] == asked("senders", "add", "9999", str(public))[0] == 2
    assert "gäller" in asked("senders", "list")[1]
    assert asked("senders", "revoke", "0180", key.thumbprint()[:6])[0] == 0
    assert "återkallad" in asked("senders", "list")[1]
    assert asked("senders", "revoke", "0180", "finns-inte")[0] == 2


def test_a_changed_record_is_named(asked, tmp_path):
    number = sent(tmp_path, REPORT).number
    assert asked("intake", "verify") == (0, "1 poster är som de förseglades. 0 är signerade av avsändaren själv.\n")
    (path,) = tmp_path.glob("intake/records/*/*.json")
    path.write_text(path.read_text().replace("staffing", "premises"))
    code, said = asked("intake", "verify")
    assert code == 1
    assert number in said


@pytest.mark.parametrize(("ends", "said"), [(0, "1 kontrollerad"), (1, "1 skadlig"), (3, "1 ej kontrollerad")])
def test_files_that_wait_are_checked_by_the_command_that_is_set(ends, said, asked, tmp_path, monkeypatch):
    attachments.store(tmp_path, [b"%PDF-1.7"], name="a.pdf", declared_type="")
    assert asked("intake", "scan")[0] == 1
    monkeypatch.setenv("TILLSYNSRADAR_SCAN_COMMAND", f"{sys.executable} -c 'raise SystemExit({ends})'")
    assert said in asked("intake", "scan")[1]


def test_what_a_killed_process_left_is_removed_a_day_later(asked, tmp_path):
    sent(tmp_path, REPORT)
    (folder,) = (tmp_path / "intake" / "records").iterdir()
    old, young = folder / ".X.json.abc", folder / ".Y.json.abc"
    for path in (old, young):
        path.write_text("half")
    os.utime(old, (0, 0))
    assert "1 borttagna" in asked("intake", "scan")[1]
    assert [path.name for path in folder.iterdir() if path.name[0] == "."] == [young.name]
