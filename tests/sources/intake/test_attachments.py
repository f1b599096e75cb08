"""Attached files: what they are by their contents, no larger than allowed, checked, and kept for nobody else."""

import io
import sys
import zipfile

import pytest

from sources.intake import attachments
from sources.intake.contract import Refused


def archive(*names):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return stream.getvalue()


def store(home, content, **how):
    return attachments.store(home, io.BytesIO(content), name="fil", declared_type="application/pdf", **how)


def rule(home, content, **how):
    with pytest.raises(Refused) as caught:
        store(home, content, **how)
    kept = [path for path in (home / attachments.ATTACHMENTS).iterdir() if path.suffix != ".json"]
    assert kept == [], "nothing is kept of what is refused"
    return caught.value.faults[0].rule


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (b"%PDF-1.7\n", ".pdf"),
        (b"\x89PNG\r\n\x1a\n0000", ".png"),
        (b"\xff\xd8\xff\xe0000", ".jpg"),
        (archive("[Content_Types].xml", "word/document.xml"), ".docx"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), ".xlsx"),
        ("Anteckning på svenska\n".encode(), ".txt"),
    ],
)
def test_a_file_is_told_by_its_contents(content, ending, tmp_path):
    from sources.intake.file_types import ALLOWED

    kept = store(tmp_path, content)
    assert ALLOWED[kept.media_type] == ending
    again = store(tmp_path, content)
    assert (again.sha256, attachments.find(tmp_path, kept.sha256).media_type) == (kept.sha256, kept.media_type)
    assert (tmp_path / attachments.ATTACHMENTS / kept.sha256).read_bytes() == content


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00\x03",
        b"<html><script>\x00",
        b"\xff\xfea\x00",
        archive("word/document.xml", "word/vbaProject.bin"),
        archive("AndroidManifest.xml"),
        b"PK\x03\x04 broken",
        b"  \n",
    ],
)
def test_what_may_not_be_attached_is_refused(content, tmp_path):
    assert rule(tmp_path, content) == "file_type"


def test_size_is_counted_while_it_is_read(tmp_path):
    read = []

    def parts():
        for _ in range(100):
            read.append(1)
            yield b"%PDF-" + b"x" * 95

    with pytest.raises(Refused) as caught:
        attachments.store(tmp_path, parts(), name="a", declared_type="", largest=1000)
    assert caught.value.faults[0].rule == "too_large"
    assert len(read) == 11
    assert rule(tmp_path, b"") == "empty_file"


@pytest.mark.parametrize(("ends", "state"), [(0, "clean"), (2, "unchecked")])
def test_the_check_is_the_inspectorates_own_command(ends, state, tmp_path):
    command = (sys.executable, "-c", f"import sys; open(sys.argv[1], 'rb'); sys.exit({ends})")
    kept = store(tmp_path, b"%PDF-1.7", scan_command=command)
    assert (kept.state, attachments.find(tmp_path, kept.sha256).state) == (state, state)


def test_what_is_infected_is_not_kept_and_stays_refused(tmp_path):
    command = (sys.executable, "-c", "raise SystemExit(1)")
    assert rule(tmp_path, b"%PDF-1.7", scan_command=command) == "infected"


def test_a_command_that_is_not_there_leaves_the_file_unchecked(tmp_path):
    assert store(tmp_path, b"%PDF-1.7", scan_command=("no-such-command",)).state == "unchecked"
