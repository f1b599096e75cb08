"""The books the program keeps about its own work: the ledger of files, refused rows, and files that did not come in.

These hold wall-clock times and are never read by a computation; the published tables only count them.
"""

import dataframely as dy

from tables import fields
from tables.base import BOARDS, Table, note


class Ledger(Table, layer="ops", grain="one landed file", owner="operations"):
    """Every file that was landed, once. A file is never landed twice; a corrected one supersedes the earlier."""

    ledger_id = dy.String(
        primary_key=True,
        description="Digest of table, file name and contents.",
        metadata=note(example="0123456789abcdef"),
    )
    sequence = dy.Int64(min=1, description="Order of landing.", metadata=note(example=1))
    delivery_table = dy.String(alias="table", description="The delivery table.", metadata=note(example="report"))
    file_name = dy.String(
        description="Name of the file, digits that look like a person's number masked.",
        metadata=note(example="report_2026-03.csv"),
    )
    sha256 = dy.String(regex="^[0-9a-f]{64}$", description="Digest of the contents.")
    kind = dy.Enum(
        ["delivery", "replay", "fetched"],
        description="A delivery, corrected rows from quarantine, or rows that the program fetched itself.",
    )
    mapping_version = dy.String(
        description="Version of the column mapping used.", metadata=note(example="0123456789abcdef")
    )
    rows = dy.Int64(min=0, description="Rows in the file.")
    good_rows = dy.Int64(min=0, description="Rows landed.")
    quarantined_rows = dy.Int64(min=0, description="Rows put in quarantine.")
    backdated_rows = dy.Int64(
        min=0,
        description="Rows that say they were known before what an earlier landing brought: they change the past.",
    )
    superseded_by = dy.String(nullable=True, description="The ledger row of the corrected file, if any.")
    received_at = dy.Datetime(description="When we landed it; never used in a computation.")


class Quarantine(Table, layer="ops", grain="one broken rule in one refused row", owner="operations"):
    """Refused rows, with what is wrong and what to do. Identity numbers are pseudonyms here too."""

    ledger_id = dy.String(
        primary_key=True, description="The ledger row of the file.", metadata=note(example="0123456789abcdef")
    )
    source_row = dy.Int64(primary_key=True, min=1, description="The line in the file.", metadata=note(example=2))
    column = dy.String(
        primary_key=True,
        description="The column; empty when the whole row is at fault.",
        metadata=note(example="known_at"),
    )
    rule = dy.String(primary_key=True, description="The rule that was broken.", metadata=note(example="not_a_date"))
    delivery_table = dy.String(alias="table", description="The delivery table.", metadata=note(example="report"))
    file_name = dy.String(description="Name of the file.", metadata=note(example="report_2026-03.csv"))
    value = dy.String(nullable=True, description="The value, masked where it may be personal.")
    remedy = dy.String(description="What is wrong and what to do, in Swedish.")
    row_json = dy.String(description="The row as delivered, identity numbers as pseudonyms, for correction and replay.")
    replayed_as = dy.String(nullable=True, description="The ledger row of the replay that corrected it.")


class Refusal(Table, layer="ops", grain="one file that the latest landing did not take in", owner="operations"):
    """New files that could not be read, and files of the same source that wait for them to be corrected."""

    delivery_table = dy.String(
        alias="table", primary_key=True, description="The delivery table.", metadata=note(example="report")
    )
    file_name = dy.String(
        primary_key=True,
        description="Name of the file, digits that look like a person's number masked.",
        metadata=note(example="report_2026-03.csv"),
    )
    said = dy.String(description="What is wrong and what to do, in Swedish.")


class Told(Table, layer="ops", grain="one thing that one board was told", owner="intake"):
    """What boards have been told of one another's reports, and that a report they were told of no longer stands."""

    kind = dy.Enum(["report", "clearing"], description="A report, or its clearing.", metadata=note(show_to=BOARDS))
    report_id = fields.identifier("The report.", show_to=BOARDS)
    actor_id = fields.operator_id(description="The provider, a legal person.")
    recipient = fields.code("municipalities", "The municipality that was told.", example="1280", show_to=BOARDS)
    told_on = fields.date("The day of the published run it rests on.", show_to=BOARDS)
    run_id = fields.identifier("That run.")
    by = fields.text("The role of who decided; for a clearing the program itself.", nullable=False)
    why = fields.text("Of a clearing: the state of the report now, or that it is about another.", show_to=BOARDS)
