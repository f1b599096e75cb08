"""The register as it is shown outside, as known on a day: which activities, and what has been decided about them.

An activity that any version of it marks as protected, earlier or later, and any of a form that is protected by what it
is, stands nowhere: nothing that others know of the place leads to it.
"""

import datetime as dt

import polars as pl

from tables.code_lists import code_list
from tables.serving import Published
from web.exports.persons import as_exported

#: Forms of which every activity is kept secret, whatever its row says.
PROTECTED_FORMS = ("SKYDD",)
#: Subjects of decisions that are shown. Suspicions handed to the police and applications to courts are not.
SHOWN_DECISIONS = (
    "closed_no_action", "criticism", "order_information", "order_remedy", "order_remedy_vite", "order_notification",
    "interim_ban", "ban", "ban_unlicensed", "revocation_full", "revocation_partial", "sanction_fee_conditions",
    "sanction_fee_register_control",
)  # fmt: skip
#: Homes for children of which the list that placing municipalities asked for is made.
HVB_LIST_FORMS = ("HVB", "STODB")

_KNOWN = "known_from <= $day AND (known_to IS NULL OR known_to > $day)"
#: Actors as known on the day.
ACTORS = f"SELECT actor_id, id_type, id_check, legal_form, actor_name FROM core.actor WHERE {_KNOWN}"
#: The version that describes the day, of every activity that everybody may know of, and since when it has its status.
_VERSIONS = f"""
    WITH protected AS (
        SELECT activity_id FROM core.activity_version GROUP BY activity_id
        HAVING bool_or(coalesce(address_protected, true) OR list_contains($protected_forms, form_code))
    ),
    known AS (
        SELECT *, operating_status IS DISTINCT FROM lag(operating_status) OVER one AS is_new FROM core.activity_version
        WHERE {_KNOWN} AND valid_from <= $day WINDOW one AS (PARTITION BY activity_id ORDER BY valid_from, known_from)
    )
    SELECT *, max(CASE WHEN is_new THEN valid_from END) OVER (PARTITION BY activity_id) AS status_from
    FROM known {{join}} protected USING (activity_id)
    WHERE operator_type <> 'own_employer' AND list_contains($forms, form_code)
    QUALIFY row_number() OVER (PARTITION BY activity_id ORDER BY valid_from DESC, known_from DESC) = 1
"""
_ACTIVITIES = f"""
    WITH version AS ({_VERSIONS.format(join="ANTI JOIN")}),
    place AS (SELECT municipality_code, municipality_name, county_code FROM core.municipality WHERE {_KNOWN}),
    permit AS (
        SELECT permit_no, max(event_date) AS permit_date FROM core.permit
        WHERE {_KNOWN} AND valid_from <= $day AND (valid_to IS NULL OR valid_to > $day) GROUP BY permit_no
    ),
    offer AS (
        SELECT activity_id, orientation, target_groups, age_from, age_to FROM marts.activity_offer
        WHERE {_KNOWN} AND valid_from <= $day
        QUALIFY row_number() OVER (PARTITION BY activity_id ORDER BY valid_from DESC, known_from DESC) = 1
    )
    SELECT v.*, orientation, target_groups, age_from, age_to, id_type, id_check, legal_form, actor_name,
        municipality_name, county_code, permit_date
    FROM version AS v
    LEFT JOIN ({ACTORS}) USING (actor_id)
    LEFT JOIN place USING (municipality_code)
    LEFT JOIN permit USING (permit_no)
    LEFT JOIN offer USING (activity_id)
"""
#: Decisions as known on the day, and since when their legal state is what it is.
_DECISIONS = """
    WITH run AS (
        SELECT *, legal_state IS DISTINCT FROM
            lag(legal_state) OVER (PARTITION BY decision_id ORDER BY known_from) AS is_new
        FROM core.decision WHERE known_from <= $day
    ),
    dated AS (
        SELECT *, max(CASE WHEN is_new THEN known_from END) OVER (PARTITION BY decision_id) AS legal_state_from
        FROM run
    )
    SELECT d.* FROM dated AS d
    WHERE (known_to IS NULL OR known_to > $day) AND event_date <= $day AND list_contains($shown, kind)
"""


def activities(published: Published, as_of: dt.date) -> pl.DataFrame:
    """Every activity that may be shown outside, open or closed: the columns of the register and of who runs it."""
    rows = _asked(published, _ACTIVITIES, as_of)
    in_list = pl.col("is_open") & pl.col("for_children") & pl.col("form_code").is_in(HVB_LIST_FORMS)
    rows = rows.with_columns(in_hvb_list=in_list)
    decided = decisions(published, as_of)
    stands = decided.filter(pl.col("effect") != "annulled")
    restricting = stands.filter(
        pl.col("effect_class").is_in(["ban", "revocation"]),
        pl.col("ends_at").is_null() | (pl.col("ends_at") >= as_of),
    )
    ordering = stands.filter(pl.col("effect_class") == "order", pl.col("complied_at").is_null())
    return _with_latest(_with_latest(as_exported(rows), restricting, "restriction"), ordering, "order")


def n_protected(published: Published, as_of: dt.date) -> pl.DataFrame:
    """How many open activities of each form are kept secret: form_code, n."""
    rows = _asked(published, _VERSIONS.format(join="SEMI JOIN"), as_of)
    return rows.filter("is_open").group_by("form_code").agg(n=pl.len())


def decisions(published: Published, as_of: dt.date) -> pl.DataFrame:
    """Decisions of subjects that are shown, about anybody, with their legal state on the day and since when."""
    return _asked(published, _DECISIONS, as_of)


def shown_decisions(published: Published, as_of: dt.date, shown: pl.DataFrame) -> pl.DataFrame:
    """Decisions about activities that are shown, and about actors that no secret activity can be told from.

    Args:
        published: the published tables.
        as_of: the day.
        shown: the activities that are shown, from `activities`.
    """
    rows = decisions(published, as_of).rename({"event_date": "decision_date"})
    own = shown.select("activity_id", "form_code", "county_code", at_day="activity_name")
    about_activity = rows.join(own, on="activity_id")
    hidden = _asked(published, _HIDDEN_ACTORS, as_of).join(shown.select("actor_id"), on="actor_id", how="anti")
    about_actor = rows.filter(pl.col("activity_id").is_null()).join(hidden, on="actor_id", how="anti")
    whole = pl.concat([about_activity, about_actor], how="diagonal").join(
        _asked(published, ACTORS, as_of), on="actor_id", how="left"
    )
    return as_exported(whole.rename({"at_day": "activity_name"}))


#: Actors that run, or have run, something which is not shown: secret activities, and those of persons who employ.
_HIDDEN_ACTORS = """
    SELECT DISTINCT actor_id FROM core.activity_version
    WHERE coalesce(address_protected, true) OR list_contains($protected_forms, form_code)
        OR operator_type = 'own_employer'
"""


def _with_latest(rows: pl.DataFrame, decided: pl.DataFrame, name: str) -> pl.DataFrame:
    """Rows with the latest of some decisions about the activity itself or about its operator as a whole."""
    told = {
        f"{name}_kind": "kind",
        f"{name}_date": "event_date",
        f"{name}_state": "legal_state",
        f"{name}_state_from": "legal_state_from",
    }
    of_actor = decided.filter(pl.col("activity_id").is_null()).drop("activity_id")
    pairs = rows.select("activity_id", "actor_id").join(of_actor.drop_nulls("actor_id"), on="actor_id")
    own = decided.drop_nulls("activity_id").join(rows.select("activity_id"), on="activity_id", how="semi")
    either = pl.concat([own, pairs], how="diagonal").sort("event_date", "decision_id")
    latest = either.group_by("activity_id", maintain_order=True).last().select("activity_id", **told)
    return rows.join(latest, on="activity_id", how="left")


def _asked(published: Published, sql: str, as_of: dt.date) -> pl.DataFrame:
    values = {
        "day": as_of,
        "protected_forms": list(PROTECTED_FORMS),
        "forms": permit_forms(),
        "shown": list(SHOWN_DECISIONS),
    }
    return published.rows(sql, {name: value for name, value in values.items() if f"${name}" in sql})


def permit_forms() -> list[str]:
    """Forms that need a permit when they are private, in the order of the list."""
    return code_list("forms").filter(pl.col("permit_private") == "1")["code"].unique(maintain_order=True).to_list()
