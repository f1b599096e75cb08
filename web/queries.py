"""Every SQL statement of the reading side, against the published file only, with `?` for every value.

Column and table names come from contracts. Columns that hold a person's key or a street address are left out of what
is read, by their contract's own note, so that no presenter can show them by mistake; the one exception is the address
of an open, unprotected activity of a legal person. Words and layout belong in the presenters.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from indicators import secrecy
from tables import core, marts
from tables.base import Table
from tables.code_lists import code_list
from tables.serving import Published

#: Kinds of personal data that no reader may see; the identifier of a sole trader is a pseudonym and may be a handle.
_NEVER_READ = frozenset({"pseudonym", "address"})


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed by; `None` narrows nothing."""

    division: str | None = None
    county: str | None = None
    form: str | None = None


@dataclass(frozen=True)
class Scope:
    """Whose facts are read: these activities', and the actor's own or, for a whole actor, all it ever had."""

    actor_id: str
    activity_ids: tuple[str, ...]
    is_whole_actor: bool


def readable_columns(contract: type[Table]) -> list[str]:
    """The columns of a table that may be read for showing."""
    return [name for name in contract.column_names() if contract.notes(name)["pii"] not in _NEVER_READ]


def manifest(published: Published) -> pl.DataFrame:
    """The run that is published: one row."""
    return published.read(marts.Manifest)


def sources(published: Published) -> pl.DataFrame:
    """Files, rows and age of every kind of delivery."""
    return published.read(marts.Source)


def monitors(published: Published) -> pl.DataFrame:
    """All monitors, over all days computed."""
    return published.read(marts.Monitor)


def ranked(published: Published, target: str, as_of: dt.date, filters: Filters, top: int | None) -> pl.DataFrame:
    """The list in order, narrowed, with at most `top` rows."""
    sql = (
        "SELECT * FROM marts.ranked_list WHERE target = ? AND as_of = ? AND (? IS NULL OR division = ?) "
        "AND (? IS NULL OR county_code = ?) AND (? IS NULL OR form_code = ?) ORDER BY position LIMIT ?"
    )
    narrowed: list[object] = [value for value in (filters.division, filters.county, filters.form) for _ in range(2)]
    return published.rows(sql, [target, as_of, *narrowed, top if top is not None else 2**31])


def basis_counts(published: Published, as_of: dt.date, filters: Filters) -> pl.DataFrame:
    """How many activities are ranked, and how many are not and why, per target."""
    sql = (
        "SELECT target, basis, count(*) AS n FROM marts.ranked_list WHERE as_of = ? AND (? IS NULL OR division = ?) "
        "AND (? IS NULL OR county_code = ?) AND (? IS NULL OR form_code = ?) GROUP BY ALL ORDER BY ALL"
    )
    narrowed: list[object] = [value for value in (filters.division, filters.county, filters.form) for _ in range(2)]
    return published.rows(sql, [as_of, *narrowed])


def list_rows_of(published: Published, activity_ids: Sequence[str], as_of: dt.date) -> pl.DataFrame:
    """The rows of all lists for some activities."""
    sql = "SELECT * FROM marts.ranked_list WHERE as_of = ? AND activity_id = ANY(?) ORDER BY activity_id, target"
    return published.rows(sql, [as_of, list(activity_ids)])


def contributions(published: Published, activity_ids: Sequence[str], as_of: dt.date) -> pl.DataFrame:
    """What each indicator adds for some activities, with its value, its peers and why it is unknown."""
    sql = (
        'SELECT c.target, c.activity_id, c.indicator_id, c.level, c.is_known, c.z, c.weight, c.points, c."order", '
        "v.value, v.missing_reason, v.peer_group, v.peer_n, v.peer_median "
        "FROM marts.contribution AS c JOIN marts.score AS s USING (as_of, target, activity_id) "
        "LEFT JOIN marts.indicator_value AS v ON v.as_of = c.as_of AND v.indicator_id = c.indicator_id "
        "AND v.level = c.level AND v.entity_id = CASE c.level WHEN 'activity' THEN c.activity_id ELSE s.actor_id END "
        'WHERE c.as_of = ? AND c.activity_id = ANY(?) ORDER BY c.activity_id, c.target, c."order"'
    )
    return published.rows(sql, [as_of, list(activity_ids)])


def values_of(published: Published, level: str, entity_ids: Sequence[str], as_of: dt.date) -> pl.DataFrame:
    """All indicator values of some entities at one level."""
    sql = (
        "SELECT * FROM marts.indicator_value WHERE as_of = ? AND level = ? AND entity_id = ANY(?) "
        "ORDER BY entity_id, indicator_id"
    )
    return published.rows(sql, [as_of, level, list(entity_ids)])


def actor(published: Published, actor_id: str, as_of: dt.date) -> pl.DataFrame:
    """What is known of an actor: one row, or none."""
    sql = _SELECT_KNOWN.format(columns=_columns(core.Actor), table="core.actor") + (
        "AND actor_id = ? ORDER BY known_from DESC LIMIT 1"
    )
    return published.rows(sql, [as_of, as_of, actor_id])


def former_names(published: Published, actor_id: str, as_of: dt.date) -> pl.DataFrame:
    """Names the actor was known by before."""
    sql = (
        "SELECT actor_name, max(known_to) AS until FROM core.actor WHERE actor_id = ? AND known_to <= ? "
        "AND id_type = 'organisation' AND actor_name IS NOT NULL GROUP BY ALL ORDER BY until DESC"
    )
    return published.rows(sql, [actor_id, as_of])


_SELECT_KNOWN = "SELECT {columns} FROM {table} WHERE known_from <= ? AND (known_to IS NULL OR known_to > ?) "

#: The version of an activity that describes the day: valid then, else the one that came before it. A place that is
#: protected by any version, earlier or later, is protected.
_ACTIVITIES = """
    WITH known AS (
        SELECT v.* EXCLUDE (address_protected, manager_key), a.id_type, a.legal_form, row_number() OVER (
            PARTITION BY v.activity_id ORDER BY v.valid_from <= ? DESC, v.valid_from DESC, v.known_from DESC) AS place,
            v.activity_id IN (SELECT activity_id FROM core.activity_version WHERE address_protected) AS address_protected
        FROM core.activity_version AS v
        LEFT JOIN core.actor AS a ON a.actor_id = v.actor_id AND a.known_from <= ? AND (a.known_to IS NULL OR a.known_to > ?)
        WHERE v.known_from <= ? AND (v.known_to IS NULL OR v.known_to > ?)
    )
    SELECT * EXCLUDE (place), (SELECT max(n.registered_at) FROM core.notification AS n
        WHERE n.activity_id = known.activity_id AND n.known_from <= ? AND (n.known_to IS NULL OR n.known_to > ?)) AS last_notified
    FROM known WHERE place = 1 AND {condition} ORDER BY is_open DESC, activity_id
"""


def activity(published: Published, activity_id: str, as_of: dt.date) -> pl.DataFrame:
    """What is known of an activity, as it may be shown: one row, or none."""
    return _as_shown(published.rows(_ACTIVITIES.format(condition="activity_id = ?"), [*[as_of] * 7, activity_id]))


def activities_of(published: Published, actor_id: str, as_of: dt.date) -> pl.DataFrame:
    """The activities an actor runs or, by the latest known version, ran; as they may be shown."""
    return _as_shown(published.rows(_ACTIVITIES.format(condition="actor_id = ?"), [*[as_of] * 7, actor_id]))


def _as_shown(frame: pl.DataFrame) -> pl.DataFrame:
    is_private = secrecy.is_sole_trader() | (pl.col("id_type") != "organisation").fill_null(value=True)
    address = secrecy.unless_protected(pl.when(pl.col("is_open") & ~is_private).then(pl.col("address")))
    return frame.with_columns(
        secrecy.shown_activity_name().alias("activity_name"),
        secrecy.unless_protected(pl.col("municipality_code")).alias("municipality_code"),
        address.alias("address"),
    )


def facts_of(published: Published, contract: type[Table], scope: Scope, as_of: dt.date) -> pl.DataFrame:
    """The rows within a scope that were known on the day or before, corrected and lapsed ones included."""
    columns = set(contract.column_names())
    conditions, parameters = [], list[object]([as_of])
    if "activity_id" in columns:
        conditions.append("f.activity_id = ANY(?)")
        parameters.append(list(scope.activity_ids))
    if "actor_id" in columns:
        narrowed = "activity_id" in columns and not scope.is_whole_actor
        conditions.append("f.actor_id = ?" + (" AND f.activity_id IS NULL" if narrowed else ""))
        parameters.append(scope.actor_id)
    sql = (
        f"SELECT {_columns(contract, 'f.')}, l.file_name FROM {contract.qualified_name()} AS f "
        f"LEFT JOIN ops.ledger AS l USING (ledger_id) WHERE f.known_from <= ? AND ({' OR '.join(conditions)}) "
        "ORDER BY ALL"
    )
    return published.rows(sql, parameters)


def permits(published: Published, scope: Scope, as_of: dt.date) -> pl.DataFrame:
    """The permits that an activity or a whole actor has or had."""
    sql = _SELECT_KNOWN.format(columns=_columns(core.Permit), table="core.permit") + (
        "AND (activity_id = ANY(?) OR actor_id = ? AND (activity_id IS NULL OR ?)) ORDER BY valid_from DESC, permit_no"
    )
    return published.rows(sql, [as_of, as_of, list(scope.activity_ids), scope.actor_id, scope.is_whole_actor])


def restrictions(published: Published, scope: Scope, as_of: dt.date) -> pl.DataFrame:
    """Bans and revocations with their legal state on the day, latest first."""
    sql = _SELECT_KNOWN.format(columns=_columns(core.Decision), table="core.decision") + (
        "AND effect_class IN ('ban', 'revocation') "
        "AND (activity_id = ANY(?) OR actor_id = ? AND (activity_id IS NULL OR ?)) ORDER BY event_date DESC, decision_id"
    )
    return published.rows(sql, [as_of, as_of, list(scope.activity_ids), scope.actor_id, scope.is_whole_actor])


def network(published: Published, actor_id: str, as_of: dt.date) -> pl.DataFrame:
    """How many persons the actor is linked to, how many actors they link it to, and what is known of those."""
    live = "known_from <= ? AND (known_to IS NULL OR known_to > ?)"
    valid = "valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)"
    sql = f"""
        WITH link AS (FROM core.actor_link WHERE {live}),
        circle AS (SELECT DISTINCT other_id FROM link WHERE actor_id = ? AND other_kind = 'person' AND {valid}),
        near AS (SELECT DISTINCT l.actor_id FROM link AS l JOIN circle USING (other_id) WHERE l.actor_id <> ?),
        banned AS (SELECT DISTINCT actor_id FROM core.decision WHERE {live} AND effect = 'in_force'
            AND effect_class IN ('ban', 'revocation')),
        bankrupt AS (SELECT DISTINCT actor_id FROM core.company_event WHERE {live} AND kind = 'bankruptcy_opened')
        SELECT (SELECT count(*) FROM circle) AS persons, (SELECT count(*) FROM near) AS actors,
            (SELECT count(*) FROM near JOIN banned USING (actor_id)) AS with_ban,
            (SELECT count(*) FROM near JOIN bankrupt USING (actor_id)) AS with_bankruptcy
    """
    day = [as_of, as_of]
    return published.rows(sql, [*day, actor_id, *day, actor_id, *day, *day])


def relations(published: Published, actor_id: str, as_of: dt.date) -> pl.DataFrame:
    """Links to other legal persons: owners, groups, service companies, takeovers."""
    sql = """
        SELECT l.relation, l.other_id, a.actor_name, l.valid_from, l.valid_to, l.known_from
        FROM core.actor_link AS l JOIN core.actor AS a ON a.actor_id = l.other_id AND a.id_type = 'organisation'
            AND a.known_from <= ? AND (a.known_to IS NULL OR a.known_to > ?)
        WHERE l.actor_id = ? AND l.other_kind = 'actor' AND l.known_from <= ? AND (l.known_to IS NULL OR l.known_to > ?)
        ORDER BY ALL
    """
    return published.rows(sql, [as_of, as_of, actor_id, as_of, as_of])


def municipality(published: Published, code: str, as_of: dt.date) -> pl.DataFrame:
    """What is known of a municipality: one row, or none."""
    sql = _SELECT_KNOWN.format(columns=_columns(core.Municipality), table="core.municipality") + (
        "AND municipality_code = ? ORDER BY known_from DESC LIMIT 1"
    )
    return published.rows(sql, [as_of, as_of, code])


_BY_IDENTIFIER = """
    WITH hit AS (
        SELECT 'activity' AS kind, activity_id AS id, 'verksamhets-id' AS matched_on
        FROM core.activity_version WHERE known_from <= $day AND upper(activity_id) = $wanted
        UNION ALL SELECT 'actor', actor_id, 'aktörens id' FROM core.actor WHERE known_from <= $day AND actor_id = $wanted
        UNION ALL SELECT CASE WHEN activity_id IS NULL THEN 'actor' ELSE 'activity' END, coalesce(activity_id, actor_id),
            'tillståndsnummer' FROM core.permit WHERE known_from <= $day AND upper(permit_no) = $wanted
        UNION ALL SELECT 'actor', actor_id, 'diarienummer' FROM core.permit_case
            WHERE known_from <= $day AND attribution = 'own' AND upper(case_no) = $wanted
        UNION ALL SELECT 'activity', activity_id, 'diarienummer' FROM core.inspection
            WHERE known_from <= $day AND upper(case_no) = $wanted
        UNION ALL SELECT CASE WHEN activity_id IS NULL THEN 'actor' ELSE 'activity' END, coalesce(activity_id, actor_id),
            'diarienummer' FROM core.decision WHERE known_from <= $day AND upper(case_no) = $wanted
        UNION ALL SELECT CASE WHEN activity_id IS NULL THEN 'actor' ELSE 'activity' END, coalesce(activity_id, actor_id),
            'rapportens nummer' FROM core.report WHERE known_from <= $day AND upper(report_id) = $wanted
    )
    SELECT kind, id, min(matched_on) AS matched_on FROM hit WHERE id IS NOT NULL GROUP BY kind, id ORDER BY kind, id
""".replace("$day", "?").replace("$wanted", "?")


def by_identifier(published: Published, wanted: str, as_of: dt.date) -> pl.DataFrame:
    """Activities and actors that an identifier of some kind points to."""
    return published.rows(_BY_IDENTIFIER, [as_of, wanted.upper()] * (_BY_IDENTIFIER.count("?") // 2))


def actors_of_municipality(published: Published, code: str, as_of: dt.date) -> pl.DataFrame:
    """The municipality as an actor."""
    sql = (
        "SELECT 'actor' AS kind, actor_id AS id, 'kommunkod' AS matched_on FROM core.actor WHERE known_from <= ? "
        "AND (known_to IS NULL OR known_to > ?) AND legal_form = 'KOM' AND municipality_code = ? ORDER BY id"
    )
    return published.rows(sql, [as_of, as_of, code])


#: Names of legal persons and of their activities, former ones included. Stage 0 starts with what was written, 1 holds
#: it, 2 is like it; 2 only where there is nothing better.
_BY_NAME = """
    WITH organisation AS (
        SELECT actor_id, actor_name, known_to FROM core.actor
        WHERE known_from <= ? AND id_type = 'organisation' AND actor_name IS NOT NULL AND NOT list_contains(?, legal_form)
    ),
    named AS (
        SELECT 'actor' AS kind, actor_id AS id, actor_name AS name, max(coalesce(known_to, DATE '9999-12-31')) AS until
        FROM organisation GROUP BY ALL
        UNION ALL
        SELECT 'activity', activity_id, activity_name,
            max(least(coalesce(known_to, DATE '9999-12-31'), coalesce(valid_to, DATE '9999-12-31')))
        FROM core.activity_version SEMI JOIN organisation USING (actor_id)
        WHERE known_from <= ? AND activity_name IS NOT NULL
            AND activity_id NOT IN (SELECT activity_id FROM core.activity_version WHERE address_protected) GROUP BY ALL
    ),
    scored AS (
        SELECT *, jaro_winkler_similarity(lower(name), ?) AS likeness,
            CASE WHEN starts_with(lower(name), ?) THEN 0 WHEN contains(lower(name), ?) THEN 1 ELSE 2 END AS stage
        FROM named
    ),
    kept AS (SELECT * FROM scored WHERE stage < 2 OR likeness >= 0.85)
    SELECT kind, id, name, until <= ? AS is_former, stage FROM kept
    WHERE stage < 2 OR (SELECT min(stage) FROM kept) = 2
    QUALIFY row_number() OVER (PARTITION BY kind, id ORDER BY stage, until DESC, name) = 1
    ORDER BY stage, likeness DESC, kind, name, id LIMIT ?
"""


def by_name(published: Published, text: str, as_of: dt.date, limit: int) -> pl.DataFrame:
    """Legal persons and their unprotected activities with a name like `text`, best first."""
    wanted = text.lower()
    persons = code_list("legal_forms").filter(pl.col("is_natural_person") == "1")["code"].to_list()
    return published.rows(_BY_NAME, [as_of, persons, as_of, wanted, wanted, wanted, as_of, limit])


def _columns(contract: type[Table], prefix: str = "") -> str:
    return ", ".join(f'{prefix}"{name}"' for name in readable_columns(contract))
