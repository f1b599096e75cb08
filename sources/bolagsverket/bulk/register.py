"""What the cells of the weekly file hold, for the organisations asked about: names, procedures, addresses, dates.

Which rows could be read at all is decided in `parsing.py`.
"""

from pathlib import Path

import polars as pl

from sources.facts.codes import attribute
from tables.code_lists import code_list
from tables.fields import EARLIEST

#: Unknown procedures and forms are kept as the file has them in answers, and stand in no event or entry.
PROCEDURE = pl.List(pl.Struct({"code": pl.String, "since": pl.Date}))
#: One row a registration.
SCHEMA: dict[str, pl.DataType] = {
    "operator_id": pl.String(),
    "registration_no": pl.Int32(),
    "is_person": pl.Boolean(),
    "name": pl.String(),
    "named_at": pl.Date(),
    "form": pl.String(),
    "registered_at": pl.Date(),
    "deregistered_at": pl.Date(),
    "reason": pl.String(),
    "procedures": PROCEDURE,
    "describes_care": pl.Boolean(),
    "street": pl.String(),
    "co": pl.String(),
    "city": pl.String(),
    "postal_code": pl.String(),
}
_LONGEST = 300
_NAME_MARK = "$FORETAGSNAMN-ORGNAM$"
_BOX = r"(?i)^\s*(box|postbox|postlåda|pl|poste restante|fack)\b"
_CARE_OF = r"(?i)^\s*c\s*/\s*o\b"


def rows_of(register: Path, wanted: pl.DataFrame) -> pl.DataFrame:
    """The registrations of those wanted (`operator_id`) that could be read, sorted."""
    cells = _cells(register, wanted).filter(pl.col("fault").is_null()).drop("fault")
    return conform(cells.with_columns(_name(), *_codes(), _procedures(), *_address()))


def unreadable(register: Path, wanted: pl.DataFrame) -> pl.DataFrame:
    """Those wanted with a row that could not be read: nothing is said of them."""
    return _cells(register, wanted).filter(pl.col("fault").is_not_null()).select("operator_id").unique()


def conform(rows: pl.DataFrame) -> pl.DataFrame:
    """The columns of the schema, each registration once, in one order."""
    typed = rows.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())
    order = [name for name in SCHEMA if name != "procedures"]
    as_text = pl.col("procedures").list.eval(pl.element().struct.json_encode()).list.join("|")
    return typed.unique(maintain_order=True).sort(*order, as_text, nulls_last=True)


def entities(rows: pl.DataFrame) -> pl.DataFrame:
    """One row per organisation: the first registration in force, or the first; a natural person's are taken together.

    A person is struck off when every registration is, and was registered with the first.
    """
    is_gone = pl.col("deregistered_at").is_not_null()
    ordered = rows.sort("operator_id", is_gone, "registration_no", maintain_order=True)
    is_over = pl.col("deregistered_at").is_not_null().all()
    first = [name for name in SCHEMA if name not in ("operator_id", "registration_no", *_TOGETHER)]
    whole = ordered.group_by("operator_id", maintain_order=True).agg(
        pl.col(first).first(),
        pl.col("registered_at").min(),
        pl.when(is_over).then(pl.col("deregistered_at").max()).alias("deregistered_at"),
        pl.col("procedures").explode(keep_nulls=False, empty_as_null=False).unique().sort(),
        pl.col("describes_care").any(ignore_nulls=False),
    )
    return whole.with_columns(
        legal_form=legal_form(), formed_at=_carried("registered_at"), address="street", address_type=_kind()
    )


_TOGETHER = ("registered_at", "deregistered_at", "procedures", "describes_care")


def with_address(cells: pl.DataFrame) -> pl.DataFrame:
    """The parts of the addresses in the cells `address`, which becomes the street, with `address_type`."""
    return cells.with_columns(*_address()).with_columns(address="street", address_type=_kind())


def legal_form() -> pl.Expr:
    """Our code of the legal form; unknown where the list has none for it."""
    forms = code_list("legal_forms").drop_nulls("bolagsverket")
    ours = {theirs: code for code, theirs in forms.select("code", "bolagsverket").iter_rows()}
    return pl.col("form").replace_strict(ours, default="OKAND", return_dtype=pl.String)


def procedure_of(code: str) -> pl.Expr:
    """What our lists call the procedure with the code in the column."""
    return attribute(code, "company_procedures", "procedure")


def _carried(day: str) -> pl.Expr:
    """A day that deliveries can carry; the first companies are older than that."""
    return pl.when(pl.col(day) >= EARLIEST).then(pl.col(day))


def _cells(register: Path, wanted: pl.DataFrame) -> pl.DataFrame:
    return pl.scan_parquet(register).join(wanted.select("operator_id").lazy(), on="operator_id", how="semi").collect()


def _clean(text: pl.Expr) -> pl.Expr:
    """Text on one line, without control characters; null where nothing is left."""
    plain = (
        text.str.replace_all(r"[\p{Cc}\p{Cf}\s]+", " ")
        .str.strip_chars()
        .str.strip_chars_start("=")
        .str.slice(0, _LONGEST)
    )
    return pl.when((plain != "") & (plain != "null")).then(plain)


def _name() -> pl.Expr:
    mark = pl.col("names").str.splitn(_NAME_MARK, 2)
    return pl.struct(
        name=_clean(mark.struct.field("field_0")),
        named_at=mark.struct.field("field_1").str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False),
    ).struct.unnest()


def _codes() -> list[pl.Expr]:
    return [_clean(pl.col(name).str.replace(r"-[A-Z]+$", "")).str.slice(0, 20) for name in ("form", "reason")]


def _procedures() -> pl.Expr:
    item = pl.element().str.split("$")
    since = item.list.get(1, null_on_oob=True).str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    code = item.list.get(0).str.strip_chars().str.replace(r"-AVOMFO$", "")
    items = pl.col("procedures").fill_null("").str.split("|").list.eval(pl.element().filter(pl.element() != ""))
    return items.list.eval(pl.struct(code=code, since=since)).list.unique().list.sort().alias("procedures")


def _address() -> list[pl.Expr]:
    """Read from the end, where country, postal code and city stand; what is left over is the `c/o` line."""
    parts = pl.col("address").fill_null("").str.split("$")
    street, city, postal = (parts.list.get(at, null_on_oob=True) for at in (0, -3, -2))
    between = parts.list.slice(1, (parts.list.len().cast(pl.Int64) - 4).clip(lower_bound=0)).list.join(" ")
    is_whole = parts.list.len() >= 5
    digits = postal.str.replace_all(r"[^0-9]", "")
    return [
        _clean(pl.when(is_whole).then(street)).alias("street"),
        _clean(pl.when(is_whole).then(between)).alias("co"),
        _clean(pl.when(is_whole).then(city)).alias("city"),
        pl.when(is_whole & (digits != "")).then(digits.str.slice(0, 10)).alias("postal_code"),
    ]


def _kind() -> pl.Expr:
    """What kind of address it is, told from its words. The `c/o` line itself is not passed on: it may name anybody."""
    is_care_of = pl.col("co").is_not_null() | pl.col("street").str.contains(_CARE_OF)
    return (
        pl.when(pl.col("street").is_null() & pl.col("co").is_null())
        .then(pl.lit("unknown"))
        .when(pl.col("street").str.contains(_BOX))
        .then(pl.lit("box"))
        .when(is_care_of)
        .then(pl.lit("care_of"))
        .otherwise(pl.lit("street"))
    )
