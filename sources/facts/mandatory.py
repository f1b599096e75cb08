"""Which fields an activity's entry must have, and which of them it lacks.

What is mandatory for which form and operator is the dated code list `mandatory_fields`; the rules in force on the day
an entry begins are those it is held to. A code that the list did not know at any time of the entry is no entry.
"""

import polars as pl

from tables.code_lists import code_list

_NEED = "_needs_"


def with_completeness(rows: pl.DataFrame) -> pl.DataFrame:
    """Add `n_mandatory`, `n_missing` and `missing_fields`; null for a form and operator without rules.

    `rows` has the register's fields, `operator_type` and the ends of validity. A protected address is never missing.
    """
    fields = _fields()
    needed = _with_needs(rows)
    needs = {field: pl.col(_NEED + field) & (~pl.col("address_protected") | (field != "address")) for field in fields}
    lacks = {field: needs[field] & ~_is_given(field) for field in fields}
    missing = pl.concat_str(
        [pl.when(lacks[field]).then(pl.lit(field)) for field in fields], separator="|", ignore_nulls=True
    )
    has_rules = pl.col(_NEED + fields[0]).is_not_null()
    counted = needed.with_columns(
        n_mandatory=pl.when(has_rules).then(pl.sum_horizontal(*(needs[field].cast(pl.Int32) for field in fields))),
        n_missing=pl.when(has_rules).then(pl.sum_horizontal(*(lacks[field].cast(pl.Int32) for field in fields))),
        missing_fields=pl.when(missing != "").then(missing),
    )
    return counted.drop(pl.selectors.starts_with(_NEED))


def _fields() -> list[str]:
    return code_list("mandatory_fields")["field"].unique(maintain_order=True).to_list()


def _is_given(field: str) -> pl.Expr:
    """Whether the field says anything: a number above zero where it counts places, a code that held."""
    if field == "max_places":
        return pl.col(field).fill_null(0) > 0
    if field == "form_code":
        return _held(field, "forms")
    if field == "municipality_code":
        return _held(field, "municipalities")
    filled = pl.col(field).is_not_null()
    return filled & (pl.col(field).str.strip_chars() != "") if field in _TEXTS else filled


_TEXTS = ("activity_name", "orientation", "target_groups", "address")


def _held(field: str, list_name: str) -> pl.Expr:
    """Whether the code held at some time while the entry does."""
    codes = code_list(list_name)
    far = pl.lit(None, pl.Date)
    begins = pl.col(field).replace_strict(codes["code"], codes["valid_from"], default=far, return_dtype=pl.Date)
    ends = pl.col(field).replace_strict(codes["code"], codes["valid_to"], default=far, return_dtype=pl.Date)
    early_enough = ends.is_null() | (pl.col("valid_from") < ends)
    late_enough = pl.col("valid_to").is_null() | (begins < pl.col("valid_to"))
    return (begins.is_not_null() & early_enough & late_enough).fill_null(value=False)


def _with_needs(rows: pl.DataFrame) -> pl.DataFrame:
    """Add one column per field that may be mandatory: whether it is, by the rules of the day the entry begins."""
    rules = code_list("mandatory_fields")
    turns = pl.concat([rules["valid_from"], rules["valid_to"]]).drop_nulls().unique().sort()
    in_force = (
        pl.DataFrame({"_since": turns})
        .join(rules, how="cross")
        .filter(
            pl.col("valid_from") <= pl.col("_since"),
            pl.col("valid_to").is_null() | (pl.col("_since") < pl.col("valid_to")),
        )
    )
    needs = in_force.group_by("_since", "form_code", "operator_type").agg(
        **{_NEED + field: (pl.col("field") == field).any() for field in _fields()}
    )
    since = pl.max_horizontal("valid_from", pl.lit(turns[0]))
    dated = rows.with_columns(_since=_latest(since, turns))
    whole = dated.join(needs, on=["_since", "form_code", "operator_type"], how="left", maintain_order="left")
    return whole.drop("_since")


def _latest(day: pl.Expr, turns: pl.Series) -> pl.Expr:
    """The last of the sorted days `turns` that has come by `day`."""
    latest = pl.lit(turns[0])
    for turn in turns[1:]:
        latest = pl.when(day >= turn).then(pl.lit(turn)).otherwise(latest)
    return latest
