"""The states of companies over time, from deliveries of entries and events: one row from one day to the next change."""

import polars as pl

from tables.code_lists import code_list, labels_of

#: Delivered legal form → the vendor's.
FORMS = {"EF": "E", "IF": "I", "ST": "S", "TS": "TSF"}
#: Operators that only SCB knows → its juridical form.
PUBLIC = {"KOM": "82", "REG": "84", "STAT": "81"}
REASONS = {"bankruptcy": "KKAV", "liquidation": "LIAV"}
CARE, OTHER = "Bolaget ska bedriva vård och omsorg.", "Bolaget ska bedriva uthyrning av lokaler;\nhandel med varor."
CARE_INDUSTRIES, OTHER_INDUSTRIES = ["87301", "88101"], ["68203"]


def companies(entries: pl.DataFrame, events: pl.DataFrame, operators: pl.DataFrame) -> pl.DataFrame:
    """All states of all companies, in the columns of the world; and public operators, in one state each.

    Args:
        entries: the delivery of companies.
        events: the delivery of company events.
        operators: the care register's operators, for those that no company register has.
    """
    entered, procedures, gone = _entered(entries), _procedures(events), _gone(events)
    days = [
        entered.select("operator_id", day="known_at"),
        procedures.select("operator_id", day="known_at"),
        procedures.select("operator_id", day="until").drop_nulls(),
        gone.select("operator_id", day="known_at"),
    ]
    points = pl.concat(days).unique().sort("operator_id", "day")
    by = {"by": "operator_id", "left_on": "day", "right_on": "known_at", "check_sortedness": False}
    states = (
        points.sort("day")
        .join_asof(entered.sort("known_at"), **by)  # type: ignore[arg-type]
        .join_asof(gone.sort("known_at"), **by)  # type: ignore[arg-type]
        .join(_ongoing(points, procedures), on=["operator_id", "day"], how="left")
        .filter(pl.col("legal_form").is_not_null())
        .sort("operator_id", "day")
    )
    return pl.concat([_written(states), _public(operators, entries)], how="diagonal_relaxed")


def _entered(entries: pl.DataFrame) -> pl.DataFrame:
    """Entries in the order they became known, those left out that are older than one known before."""
    ordered = entries.sort("operator_id", "known_at", "valid_from")
    newest = pl.col("valid_from") == pl.col("valid_from").cum_max().over("operator_id")
    kept = ordered.filter(newest).unique(["operator_id", "known_at"], keep="last", maintain_order=True)
    named = pl.col("valid_from").min().over("operator_id", "company_name")
    return kept.with_columns(name_registered=named)


def _versions(events: pl.DataFrame) -> pl.DataFrame:
    """Each event with its procedure, and the day on which another date for it became known."""
    kinds = code_list("company_event_kinds").select(kind="code", procedure="procedure", opens="opens")
    found = events.join(kinds, on="kind").sort("event_id", "known_at")
    return found.with_columns(corrected=pl.col("known_at").shift(-1).over("event_id"))


def _procedures(events: pl.DataFrame) -> pl.DataFrame:
    """Ongoing procedures: `code` and `since`, known from `known_at` to before `until`."""
    codes = code_list("company_procedures").unique("procedure", keep="first").select("procedure", code="code")
    versions = _versions(events).join(codes, on="procedure")
    opened = versions.filter(pl.col("opens") == "1").sort("event_date")
    closed = versions.filter(pl.col("opens") == "0").unique("event_id", keep="first").sort("event_date")
    closing = closed.select("operator_id", "code", "event_date", closed="known_at")
    joined = opened.join_asof(
        closing, on="event_date", by=["operator_id", "code"], strategy="forward", check_sortedness=False
    )
    until = pl.min_horizontal("corrected", "closed")
    kept = joined.filter(until.is_null() | (until > pl.col("known_at")))
    return kept.select("operator_id", "code", "known_at", since="event_date", until=until)


def _gone(events: pl.DataFrame) -> pl.DataFrame:
    """Companies struck off, as last known, with the reason that the procedure before it gives."""
    struck = events.filter(pl.col("kind") == "struck_off")
    kinds = events.join(code_list("company_event_kinds").select(kind="code", procedure="procedure"), on="kind")
    last = kinds.filter(pl.col("procedure").is_in(list(REASONS))).sort("event_date").unique("operator_id", keep="last")
    joined = struck.join(last.select("operator_id", "procedure"), on="operator_id", how="left")
    reason = pl.col("procedure").replace_strict(REASONS, default="AVREG", return_dtype=pl.String)
    return joined.select("operator_id", "known_at", deregistered="event_date", reason=reason).sort("known_at")


def _ongoing(points: pl.DataFrame, procedures: pl.DataFrame) -> pl.DataFrame:
    """The list of ongoing procedures at each point that has any."""
    found = points.join(procedures, on="operator_id").filter(
        pl.col("known_at") <= pl.col("day"), pl.col("until").is_null() | (pl.col("until") > pl.col("day"))
    )
    listed = found.sort("since", "code").group_by("operator_id", "day", maintain_order=True)
    return listed.agg(procedures=pl.struct("code", "since"))


def _written(states: pl.DataFrame) -> pl.DataFrame:
    care = pl.col("describes_care").fill_null(value=True)
    is_sole = pl.col("legal_form") == "EF"
    in_care_of = pl.col("address_type") == "care_of"
    towns = {code: label.upper() for code, label in labels_of("municipalities").items()}
    return states.select(
        identity="operator_id",
        registration_no=pl.when(is_sole).then(1),
        form=pl.col("legal_form").replace(FORMS),
        name="company_name",
        name_registered="name_registered",
        registered=pl.coalesce("formed_at", "valid_from"),
        entered_at_scb=pl.coalesce("formed_at", "valid_from").dt.offset_by("14d"),
        deregistered="deregistered",
        reason="reason",
        procedures="procedures",
        description=pl.when(pl.col("describes_care").is_not_null()).then(
            pl.when(care).then(pl.lit(CARE)).otherwise(pl.lit(OTHER))
        ),
        street="address",
        care_of=pl.when(in_care_of).then(pl.lit("c/o Exempel Redovisning")),
        postal_code="postal_code",
        city=pl.col("municipality_code").replace_strict(towns, default="EXEMPELSTAD", return_dtype=pl.String),
        sni=pl.when(care).then(pl.lit(CARE_INDUSTRIES)).otherwise(pl.lit(OTHER_INDUSTRIES)),
        operating=pl.col("status") == "active",
        municipality_code="municipality_code",
        valid_from="day",
        valid_to=pl.col("day").shift(-1).over("operator_id"),
    )


def _public(operators: pl.DataFrame, entries: pl.DataFrame) -> pl.DataFrame:
    """Operators without an entry, known to SCB alone; associations and foundations to both."""
    first = pl.col("known_at").min().over("operator_id").dt.offset_by("-2y")
    last = operators.with_columns(first=first).sort("known_at").unique("operator_id", keep="last").sort("operator_id")
    rest = last.filter(~pl.col("operator_id").is_in(entries["operator_id"].implode()))
    rest = rest.filter(pl.col("operator_id").str.len_chars() == 10)
    form = pl.col("legal_form")
    return rest.select(
        identity="operator_id",
        form=form.replace(FORMS),
        juridical_form=form.replace_strict(PUBLIC, default=None, return_dtype=pl.String),
        name="operator_name",
        registered="first",
        at_bolagsverket=~form.is_in(list(PUBLIC)),
        municipality_code="municipality_code",
    )
