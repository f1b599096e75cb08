"""Reports and archives that nobody should have filed: each is refused by name, and none takes memory or files."""

import datetime as dt
import io
import resource
import subprocess
import sys
import textwrap
import zipfile
import zlib

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.bolagsverket.reports import containers
from sources.bolagsverket.reports.containers import documents, open_part
from sources.bolagsverket.reports.faults import RULES, ReportFault, words
from sources.bolagsverket.reports.report import read_report
from sources.bolagsverket.reports.rows import Filed, annual_reports, report_figures
from sources.fetching.connector import SourceFault
from tables import raw
from tests.sources.bolagsverket.reports.inline_documents import COMPANY, document, number, package, text, year

GOOD = document(year(), number("Nettoomsattning", "1"))


def refused(content):
    with pytest.raises(ReportFault) as fault:
        read_report(content, COMPANY)
    assert str(fault.value) == words(fault.value.rule)
    assert COMPANY not in str(fault.value)
    return fault.value.rule


def laughs():
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + level)} "{f"&{chr(97 + level)};" * 10}">' for level in range(9)
    )
    return document(year(), "&j;", head=f'<?xml version="1.0"?><!DOCTYPE html [{entities}]>')


def external(path):
    head = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY secret SYSTEM "file://{path}">]>'
    return document(year(), "&secret;", head=head)


def changed(content, name, flag=None, method=None):
    """The archive with the flags or the method of its members overwritten, in both places where they stand."""
    raw = bytearray(content)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = raw.find(mark)
        if flag is not None:
            raw[start + at] |= flag
        if method is not None:
            raw[start + at + 2] = method
    assert name.encode() in raw
    return bytes(raw)


def twice(name, content, again=None):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as bundle:
        bundle.writestr(name, content)
        with pytest.warns(UserWarning, match="Duplicate name"):
            bundle.writestr(name, content if again is None else again)
    return buffer.getvalue()


CASES = {
    "own_entities": [package(laughs()), package(external("/etc/hostname"))],
    "wrong_encoding": [
        package(
            GOOD.replace(b'<?xml version="1.0"?>', b'<?xml version="1.0" encoding="UTF-8"?>').decode().encode("utf-16")
        ),
        package(document(year(), "Åmyra Förlag").decode().encode("latin-1")),
        package(GOOD.decode().encode("utf-16-le")),
    ],
    "not_xml": [
        package(b"%PDF-1.7 not a report"),
        package(b""),
        package(GOOD[:-30]),
        package(document(year(), "&nbsp;")),
        package(b"<p>" * 300 + b"</p>" * 300),
    ],
    "nested_archive": [package(GOOD, **{"b.zip": b""}), package(**{"b.zip": package(GOOD)})],
    "unsafe_name": [
        package(GOOD, names=["../../etc/cron.d/x.xhtml"]),
        package(GOOD, names=["/etc/x.xhtml"]),
        package(GOOD, names=["..\\x.xhtml"]),
        package(GOOD, names=["C:\\x.xhtml"]),
    ],
    "encrypted": [changed(package(GOOD), "0.xhtml", flag=1)],
    "unknown_compression": [changed(package(GOOD), "0.xhtml", method=14)],
    "broken_archive": [b"", b"PK\x03\x04", package(GOOD)[:-40], package(GOOD)[:200], b"not a zip" * 100],
    "no_document": [package(), package(**{"readme.txt": b"hej"})],
    "too_many_members": [package(*[GOOD] * 21)],
    "too_many_elements": [package(document("<b/>" * 500_001)), package(document('<b x="" y=""/>' * 250_001))],
    "other_taxonomy": [package(b"<html/>")],
}


@pytest.mark.parametrize(("rule", "content"), [(rule, content) for rule, all_ in CASES.items() for content in all_])
def test_each_is_refused_by_name(rule, content):
    assert refused(content) == rule


def test_two_members_of_one_name_are_refused():
    assert refused(twice("a.xhtml", GOOD)) == "duplicate_name"


def test_a_member_whose_bytes_were_changed_is_refused():
    content = bytearray(package(GOOD))
    content[60] ^= 0xFF
    assert refused(bytes(content)) == "broken_archive"


def test_nothing_outside_the_document_is_opened(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("HEMLIGT")
    with pytest.raises(ReportFault) as fault:
        read_report(package(external(secret)), COMPANY)
    assert "HEMLIGT" not in str(fault.value)


def test_a_plain_doctype_is_no_fault():
    head = (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">'
    )
    assert read_report(package(document(year(), number("Nettoomsattning", "1"), head=head)), COMPANY).figures


def test_a_byte_order_mark_is_no_fault():
    assert read_report(package(b"\xef\xbb\xbf" + GOOD), COMPANY).figures


def test_what_an_archive_claims_about_sizes_is_not_believed():
    content = bytearray(package(document(year(), " " * 31_000_000)))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = content.find(mark)
        content[start + at : start + at + 4] = (100).to_bytes(4, "little")
    assert refused(bytes(content)) in {"broken_archive", "too_large"}


SEED_DOCUMENT = document(
    year(),
    number("Nettoomsattning", "2 650", scale="3", decimals="-3"),
    number("Rorelseresultat", "21 441", sign="-"),
    number("MedelantaletAnstallda", "2", unit="antal"),
    text("se-gen-base:RevisorspateckningRevisionsberattelseAvvikerStandardutformning", "2024-03-20"),
)
PIECES = [b"<", b">", b'"', b"/", b"&", b"\xff", b"\0", b"9" * 60, b"xsi:nil='true'", b"-", b"\xc2\xa0", b":", b"0024"]


def read_or_refused(content):
    """The report, or nothing; an error that nobody foresaw is the test's."""
    try:
        return [read_report(content, COMPANY)]
    except ReportFault as fault:
        if fault.rule == "unforeseen":
            raise
        return []


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(st.integers(0, len(SEED_DOCUMENT)), st.integers(0, 30), st.sampled_from([b"", *PIECES])), max_size=4
    )
)
def test_a_document_changed_at_random_is_read_or_refused(changes):
    content = SEED_DOCUMENT
    for at, removed, put in changes:
        content = content[:at] + put + content[at + removed :]
    for found in read_or_refused(package(content)):
        filed = [Filed(found, dt.date(2024, 1, 1), dt.date(2024, 1, 8))]
        for contract, rows in ((raw.AnnualReport, annual_reports(filed)), (raw.ReportFigure, report_figures(filed))):
            lines = pl.int_range(2, pl.len() + 2, dtype=pl.Int64)
            landed = rows.with_columns(ledger_id=pl.lit("00000000000000aa"), source_row=lines)
            contract.validate(landed.select(contract.column_names()), cast=True)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=6)), max_size=5))
def test_an_archive_changed_at_random_is_read_or_refused(changes):
    content = bytearray(package(SEED_DOCUMENT))
    for at, put in changes:
        content[at : at + len(put)] = put
    assert all(found.organisation == COMPANY for found in read_or_refused(bytes(content)))


def test_every_rule_is_told_in_swedish():
    assert all(words(rule).endswith(tuple("abcdefghijklmnopqrstuvwxyzåäöXMLUTF-8ESEF")) for rule in RULES)


def test_a_document_that_declares_ever_new_names_is_refused():
    declared = "".join(f'<b xmlns:p{place}="urn:{place}"/>' for place in range(2_000))
    assert refused(package(document(year(), declared))) == "too_many_elements"


#: The parsed tree of the largest document that is let through weighs about 120 MB.
MOST_MEMORY_MB = 200


@pytest.mark.parametrize(
    ("made", "rule"),
    [
        ('b"<html>" + b" " * 500_000_000 + b"</html>"', "too_large"),
        ('b"<html>" + b" " * 29_000_000 + b"</html>"', "not_xml"),
        ('b"<html>" + b"<b/>" * 499_990 + b"</html>"', "other_taxonomy"),
        (
            'b"<html>" + (b"<b" + b"".join(b" a%d=\'\'" % n for n in range(100)) + b"/>") * 4_900 + b"</html>"',
            "other_taxonomy",
        ),
    ],
)
def test_memory_is_bounded_whatever_is_packed(made, rule, tmp_path):
    """In a process of its own, whose highest use of memory is its own."""
    path = tmp_path / "package.zip"
    write = f"import zipfile; zipfile.ZipFile({str(path)!r}, 'w', 8).writestr('a.xhtml', {made})"
    subprocess.run([sys.executable, "-c", write], check=True, timeout=60)
    script = f"""
        import resource
        from pathlib import Path
        from sources.bolagsverket.reports.report import read_report
        from sources.bolagsverket.reports.faults import ReportFault
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        try:
            read_report(Path({str(path)!r}).read_bytes(), "5560000001")
        except ReportFault as fault:
            print(fault.rule, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
    """
    assert path.stat().st_size < 1_000_000
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True, timeout=60
    )
    told, megabytes = done.stdout.split()
    assert told == rule
    assert int(megabytes) < MOST_MEMORY_MB


def part(path, members):
    with zipfile.ZipFile(path, "w") as bundle:
        for name, content in members:
            bundle.writestr(name, content)
    return path


def test_of_a_part_only_the_followed_are_read_and_odd_names_are_counted(tmp_path):
    members = [
        (f"{COMPANY}_2023-12-31.zip", package(GOOD)),
        ("5560000019_2023-12-31.zip", b"not opened"),
        (f"../{COMPANY}_2023-12-31.zip", b""),
        ("5560000001.zip", b""),
        ("8001010000_2023-12-31.zip", b"a natural person's"),
        ("folder/", b""),
    ]
    with open_part(part(tmp_path / "part.zip", members)) as opened:
        assert opened.contents.organisations == (COMPANY, "5560000019")
        assert opened.contents.unknown_names == 3
        (only,) = opened.packages({COMPANY})
    assert documents(only.content) == [GOOD]
    assert [path.name for path in tmp_path.iterdir()] == ["part.zip"]


def test_two_packages_of_one_name_in_a_part_are_two_filings(tmp_path):
    name, other = f"{COMPANY}_2023-12-31.zip", package(document(year(), number("Nettoomsattning", "2")))
    path = tmp_path / "part.zip"
    path.write_bytes(twice(name, package(GOOD), other))
    with open_part(path) as opened:
        assert [each.content for each in opened.packages({COMPANY})] == [package(GOOD), other]


def test_a_package_that_cannot_be_taken_out_is_a_fault_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(containers, "LARGEST_PACKAGE", 10)
    path = part(tmp_path / "part.zip", [(f"{COMPANY}_2023-12-31.zip", package(GOOD))])
    with open_part(path) as opened:
        (only,) = opened.packages({COMPANY})
    assert (only.content, only.fault) == (b"", "too_large")


@pytest.mark.parametrize("content", [b"", b"not a zip", zlib.compress(b"x" * 100)])
def test_a_part_that_is_no_archive_is_a_fault_of_the_source(tmp_path, content):
    path = tmp_path / "part.zip"
    path.write_bytes(content)
    with pytest.raises(SourceFault, match="trasigt"), open_part(path):
        pass


def test_a_list_of_contents_larger_than_any_is_not_read(tmp_path, monkeypatch):
    path = part(
        tmp_path / "part.zip", [(f"{number_}_2023-12-31.zip", b"") for number_ in range(5560000000, 5560003000)]
    )
    monkeypatch.setattr(containers, "LARGEST_DIRECTORY", 100_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(SourceFault), open_part(path):
        pass
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
