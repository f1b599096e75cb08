"""Deliveries that are wrong, each in one way, with a sentence that says what the sender did.

A case gives a file with good rows and the fault, what must be said about it, and how many rows are good.
"""

import codecs
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import polars as pl

from tests.sources.delivering import LEGAL, PERSON, csv_text, rows_of, write_excel

Content = str | bytes | Callable[[Path], None]


@dataclass(frozen=True)
class Refused:
    """A file of which nothing is landed, and the rule that says why."""

    sentence: str
    table: str
    content: Content
    rule: str
    suffix: str = "csv"


@dataclass(frozen=True)
class Spoiled:
    """A file of which the good rows are landed, and the (line, column, rule) of the others."""

    sentence: str
    table: str
    content: Content
    faults: tuple[tuple[int, str, str], ...]
    n_good: int
    suffix: str = "csv"


def one_bad(sentence, table, rule, column, value, **beside):
    """Two good rows around one where `column` holds `value`."""
    content = csv_text(rows_of(table, {}, {column: value, **beside}, {}))
    return Spoiled(sentence, table, content, ((3, column, rule),), 2)


def excel(table, *changes):
    """A writer of a workbook."""
    return lambda path: write_excel(path, rows_of(table, *changes))


def two_sheets(path):
    write_excel(path, rows_of("report", {}))
    workbook = openpyxl.load_workbook(path)
    workbook.create_sheet("Mars").append(["report_id"])
    workbook.save(path)


def zip_bomb(path):
    """A workbook of some hundred kilobytes whose sheet unpacks to two hundred megabytes."""
    write_excel(path, rows_of("report", {}))
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet2.xml", "w") as part,
    ):
        for _ in range(200):
            part.write(b" " * (1 << 20))


def endless_line(path):
    """Two gigabytes without a line break; the file system keeps them as a hole."""
    with path.open("wb") as stream:
        stream.write((csv_text(rows_of("report", {})) + "R2;").encode())
        stream.truncate(2 << 30)


def fifty_megabyte_field(path):
    with path.open("w") as stream:
        stream.write(csv_text(rows_of("report", {})))
        stream.write("R2;" + "x" * (50 << 20) + "\n")


def truncated_parquet(path):
    buffer = io.BytesIO()
    pl.DataFrame(rows_of("report", {}, {})).write_parquet(buffer)
    path.write_bytes(buffer.getvalue()[:-100])


def nested_parquet(path):
    pl.DataFrame(rows_of("report", {})).with_columns(pl.concat_list("grounds").alias("grounds")).write_parquet(path)


GOOD = csv_text(rows_of("report", {}, {}))
LINES = GOOD.splitlines()
WITHOUT_KIND = csv_text([{name: value for name, value in LEGAL["report"].items() if name != "kind"}])

REFUSED = [
    Refused("The file is empty", "report", b"", "empty_file"),
    Refused("There is a heading and nothing else", "report", LINES[0] + "\n", "header_only"),
    Refused("There is a heading and a page of separators", "report", LINES[0] + "\n" + ";" * 18 + "\n", "header_only"),
    Refused("Saved as Unicode text from Excel, which is UTF-16", "report", GOOD.encode("utf-16"), "utf16_encoding"),
    Refused("UTF-16 without a mark at the start", "report", GOOD.encode("utf-16-le"), "utf16_encoding"),
    Refused(
        "Saved as Latin-1, so that an å is no UTF-8",
        "report", csv_text(rows_of("report", {"unknown_actor": "Åsgården"})).encode("latin-1"), "wrong_encoding",
    ),
    Refused(
        "Saved in the code page of Windows",
        "report", csv_text(rows_of("report", {"unknown_actor": "”Björken”"})).encode("cp1252"), "wrong_encoding",
    ),
    Refused("The lines end as on an old Mac", "report", GOOD.replace("\n", "\r"), "old_line_ends"),
    Refused("A column is missing", "report", WITHOUT_KIND, "missing_column"),
    Refused("A heading is misspelt", "report", GOOD.replace("received_at", "recieved_at"), "missing_column"),
    Refused("A column comes twice", "report", GOOD.replace("matter_id", "report_id"), "duplicate_column"),
    Refused(
        "Two headings mean the same column",
        "operator", csv_text(rows_of("operator", {})).replace("operator_name", "orgnr"), "duplicate_column",
    ),
    Refused("The heading row is missing", "report", "\n".join(LINES[1:]), "no_heading"),
    Refused("The columns are kept apart by tabs", "report", GOOD.replace(";", "\t"), "no_heading"),
    Refused("A quotation mark in the heading is never closed", "report", '"' + GOOD, "unclosed_quote_in_heading"),
    Refused("Two gigabytes without a line break", "report", endless_line, "too_long_line"),
    Refused("A field of fifty megabytes", "report", fifty_megabyte_field, "too_long_line"),
    Refused("A folder has the name of a file", "report", lambda path: path.mkdir(), "not_a_file"),
    Refused("The Parquet file was cut off on the way", "report", truncated_parquet, "unreadable", "parquet"),
    Refused("A CSV file was renamed to Parquet", "report", GOOD, "unreadable", "parquet"),
    Refused("A Parquet column holds lists", "report", nested_parquet, "nested_column", "parquet"),
    Refused("A CSV file was renamed to Excel", "report", GOOD, "unreadable", "xlsx"),
    Refused("A zip file without a workbook in it", "report", b"PK\x05\x06" + bytes(18), "unreadable", "xlsx"),
    Refused("A workbook that unpacks to a thousand times its size", "report", zip_bomb, "zip_bomb", "xlsx"),
    Refused("A workbook with two filled sheets", "report", two_sheets, "several_sheets", "xlsx"),
    Refused("An empty workbook", "report", lambda path: openpyxl.Workbook().save(path), "empty_file", "xlsx"),
    Refused(
        "Two headings changed places, so that no row is right",
        "report", GOOD.replace("kind;", "x;").replace("received_at", "kind").replace("x;", "received_at;"),
        "no_good_row",
    ),
]  # fmt: skip

SPOILED = [
    one_bad("A decimal comma", "decision", "not_a_number", "amount_sek", "1000,50"),
    one_bad("A thousands separator", "decision", "not_a_number", "amount_sek", "1 000"),
    one_bad("An amount with its currency", "decision", "not_a_number", "amount_sek", "1000 kr"),
    one_bad("A date with slashes", "report", "not_a_date", "received_at", "01/03/2026"),
    one_bad("A date with dots", "report", "not_a_date", "received_at", "1.3.2026"),
    one_bad("A date without hyphens", "report", "not_a_date", "received_at", "20260301"),
    one_bad("A date with a word for the month", "report", "not_a_date", "received_at", "1 mars 2026"),
    one_bad("A date with a time of day", "report", "not_a_date", "received_at", "2026-03-01 12:30"),
    one_bad("A day that does not exist", "report", "not_a_date", "received_at", "2026-02-30"),
    one_bad("Excel's number of a day", "report", "not_a_date", "received_at", "46082"),
    one_bad("The year 0024", "report", "out_of_range", "received_at", "0024-03-01"),
    one_bad("A year after 2199", "report", "out_of_range", "received_at", "9999-12-31"),
    one_bad("A code that no list has", "report", "unknown_code", "kind", "skvaller"),
    one_bad("The Swedish label instead of the code", "report", "unknown_code", "kind", "tips"),
    one_bad("A municipality whose leading zero was lost", "report", "unknown_code", "sender_municipality", "180"),
    one_bad("A channel that was not open yet", "report", "code_not_in_force", "channel", "tip_form",
            received_at="2019-05-01"),
    one_bad("A form of activity that had ceased to be possible", "activity_version", "code_not_in_force", "form_code",
            "SKYDD", valid_from="2020-01-01", valid_to="2021-01-01"),
    one_bad("An organisation number with a wrong check digit", "report", "wrong_check_digit", "operator_id",
            "5560000003"),
    one_bad("A personal number with a wrong check digit", "report", "wrong_check_digit", "operator_id", "850101-1234"),
    one_bad("An organisation number of nine digits", "report", "not_an_identity_number", "operator_id", "556000001"),
    one_bad("A name where the organisation number should be", "report", "not_an_identity_number", "operator_id",
            "Anna Andersson"),
    one_bad("A necessary value is missing", "report", "missing_value", "link_method", ""),
    one_bad("A necessary value is only a space", "report", "missing_value", "link_method", "  "),
    one_bad("A severity of five on a scale to four", "report", "out_of_range", "severity", "5"),
    one_bad("A negative number of places", "activity_version", "out_of_range", "max_places", "-8"),
    one_bad("Half a place", "activity_version", "not_a_whole_number", "max_places", "8.5"),
    one_bad("A number too large to be one", "activity_version", "not_a_whole_number", "max_places", "9" * 30),
    one_bad("A protected address is given", "activity_version", "protected_address_is_empty", "address",
            "Hemliga gatan 1", address_protected="ja"),
    one_bad("A company's protected address is given", "company", "protected_address_is_empty", "address",
            "Hemliga gatan 1", address_type="protected"),
    one_bad("A fiscal year that ends before it starts", "annual_report", "fiscal_year_ends_after_it_starts",
            "fiscal_year_end", "2023-12-31"),
    one_bad("A version that ends before it begins", "activity_version", "valid_to_after_valid_from", "valid_to",
            "2023-01-01"),
    one_bad("A yes or no that is neither", "activity_version", "not_yes_or_no", "address_protected", "kanske"),
    one_bad("A formula in a text", "report", "formula_cell", "unknown_actor", "=HYPERLINK(A1)"),
    one_bad("An Excel error in a text", "report", "excel_error", "unknown_actor", "#SAKNAS!"),
    one_bad("Text that was encoded twice", "report", "double_encoded", "unknown_actor", "BjÃ¶rken"),
    one_bad("A NUL byte in a text", "report", "control_character", "unknown_actor", "Bj\x00rken"),
    one_bad("A tab in an identifier", "report", "control_character", "activity_id", "V1\tV2"),
    one_bad("A text of a hundred thousand characters", "report", "too_long", "unknown_actor", "x" * 100_000),
    Spoiled("A field too many, because a text holds the separator", "report",
            "\n".join([*LINES, LINES[1].replace("R1", "R3").replace("tip", "tip;x")]),
            ((4, "", "wrong_number_of_fields"),), 2),
    Spoiled("A row that stops half-way", "report", "\n".join([*LINES, "R3;;tip"]),
            ((4, "", "wrong_number_of_fields"),), 2),
    Spoiled("A quotation mark that is never closed, in the first row of three", "report",
            csv_text(rows_of("report", {"unknown_actor": '"Björken'}, {}, {})), ((2, "", "unclosed_quote"),), 2),
    Spoiled("A line break inside a text", "report",
            csv_text(rows_of("report", {}, {"unknown_actor": '"Björkens\nhem"'}, {})),
            ((3, "", "unclosed_quote"), (4, "", "wrong_number_of_fields")), 2),
    Spoiled("The same row twice", "report", "\n".join([*LINES, LINES[1]]),
            ((4, "report_id", "duplicate_row"),), 2),
    Spoiled("Two rows with one key and one day that say different things", "report",
            "\n".join([*LINES, LINES[1].replace("tip", "complaint")]),
            ((2, "report_id", "duplicate_key"), (4, "report_id", "duplicate_key")), 1),
    Spoiled("A row with three faults", "report",
            csv_text(rows_of("report", {}, {"kind": "x", "severity": "9", "received_at": "igår"})),
            ((3, "kind", "unknown_code"), (3, "received_at", "not_a_date"), (3, "severity", "out_of_range")), 1),
    Spoiled("A formula in a workbook", "report", excel("report", {}, {"severity": "=1+1"}),
            ((3, "severity", "not_a_whole_number"),), 1, "xlsx"),
    Spoiled("A cell outside the headings of a workbook", "report",
            lambda path: write_excel(path, [*rows_of("report", {}), {**LEGAL["report"], "": "x"}]),
            ((3, "", "wrong_number_of_fields"),), 1, "xlsx"),
    Spoiled("A Parquet column of texts that should be numbers", "report",
            lambda path: pl.DataFrame(rows_of("report", {}, {"severity": "två"})).write_parquet(path),
            ((3, "severity", "not_a_whole_number"),), 1, "parquet"),
]  # fmt: skip

#: Unusual but not wrong: every row is landed.
ACCEPTED = [
    Spoiled("A mark of UTF-8 at the start", "report", codecs.BOM_UTF8 + GOOD.encode(), (), 2),
    Spoiled("Commas between the columns", "report", csv_text(rows_of("report", {}, {}), ","), (), 2),
    Spoiled("Line ends as in Windows", "report", GOOD.replace("\n", "\r\n"), (), 2),
    Spoiled("No line end after the last row", "report", GOOD.rstrip("\n"), (), 2),
    Spoiled("Empty lines, and lines of separators only", "report", GOOD + "\n" + ";" * 18 + "\n\n", (), 2),
    Spoiled("White space around values", "report", csv_text(rows_of("report", {"kind": " tip "})), (), 1),
    Spoiled("The columns in another order", "report",
            csv_text([dict(reversed(row.items())) for row in rows_of("report", {}, {})]), (), 2),
    Spoiled("Swedish headings", "operator",
            csv_text(rows_of("operator", {})).replace("operator_id", "Organisationsnummer"), (), 1),
    Spoiled("Quotation marks around a separator", "report",
            csv_text(rows_of("report", {"unknown_actor": '"Björken; Eken"'})), (), 1),
    Spoiled("Organisation numbers with hyphen, with 16 first, and a person's", "operator",
            csv_text(rows_of("operator", {"operator_id": "556000-0001"}, {"operator_id": "165560000001"},
                             {"operator_id": PERSON, "legal_form": "EF"})), (), 3),
    Spoiled("A workbook with numbers and yes or no as Excel has them", "activity_version",
            excel("activity_version", {"max_places": 8.0, "address_protected": False}), (), 1, "xlsx"),
]  # fmt: skip
