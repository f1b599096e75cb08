"""What a run rests on."""

import dataframely as dy

from tables import fields
from tables.base import note
from tables.marts import mart


class Manifest(mart.Mart, grain="one run"):
    """How the published tables came about; running it again gives the same bytes."""

    run_id = dy.String(
        primary_key=True, description="Digest of everything below.", metadata=note(example="0123456789abcdef")
    )
    as_of = dy.List(dy.Date(), description="The days computed.")
    code_version = dy.String(description="Digest of the program's source.", metadata=note(example="0123456789abcdef"))
    catalogue_version = dy.String(
        description="Digest of the indicator catalogue.", metadata=note(example="0123456789abcdef")
    )
    profile = dy.String(description="Name of the weight profile.", metadata=note(example="v1"))
    profile_version = dy.String(description="Digest of the weight profile.", metadata=note(example="0123456789abcdef"))
    ledger_ids = dy.List(dy.String(), description="The files it rests on, sorted.")
    key_fingerprint = dy.String(
        description="Digest of the pseudonym key, to tell keys apart.", metadata=note(example="01234567")
    )
    seed = dy.Int64(description="Seed of everything drawn.", metadata=note(example=1))
    compared_with = dy.List(
        dy.String(), description="The earlier runs whose lists the trends are held against, sorted."
    )
    lists_from = dy.List(
        dy.String(), description="The earlier runs whose lists stay in force because something has failed, sorted."
    )
    held_back = dy.List(
        dy.String(), description="Which lists are held back and why: `target day: what has failed`, sorted."
    )


class Source(mart.Mart, grain="one delivered table"):
    """What each number can rest on: files, rows and age of every kind of delivery."""

    delivery_table = dy.String(
        alias="table", primary_key=True, description="The delivery table.", metadata=note(example="report")
    )
    files = dy.Int64(min=0, description="Files in use.")
    rows = dy.Int64(min=0, description="Rows in use.")
    quarantined = dy.Int64(min=0, description="Rows in quarantine.")
    latest_known_at = fields.date("The latest day any row was registered.", nullable=True)
