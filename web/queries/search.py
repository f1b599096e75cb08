"""SQL that finds whom a number or a name may mean. Persons and protected places are not found by name."""

import datetime as dt

import polars as pl

from tables.code_lists import code_list
from tables.serving import Published

_BY_IDENTIFIER = """
    WITH hit AS (
        SELECT 'activity' AS kind, activity_id AS id, 'verksamhets-id' AS matched_on
        FROM core.activity_version WHERE known_from <= $day AND upper(activity_id) = $wanted
        UNION ALL SELECT 'actor', actor_id, 'aktörens id' FROM core.actor
            WHERE known_from <= $day AND upper(actor_id) = $wanted
        UNION ALL SELECT if(activity_id IS NULL, 'actor', 'activity'), coalesce(activity_id, actor_id),
            'tillståndsnummer' FROM core.permit WHERE known_from <= $day AND upper(permit_no) = $wanted
        UNION ALL SELECT 'actor', actor_id, 'diarienummer' FROM core.permit_case
            WHERE known_from <= $day AND attribution = 'own' AND upper(case_no) = $wanted
        UNION ALL SELECT 'activity', activity_id, 'diarienummer' FROM core.inspection
            WHERE known_from <= $day AND upper(case_no) = $wanted
        UNION ALL SELECT if(activity_id IS NULL, 'actor', 'activity'), coalesce(activity_id, actor_id),
            'diarienummer' FROM core.decision WHERE known_from <= $day AND upper(case_no) = $wanted
        UNION ALL SELECT if(activity_id IS NULL, 'actor', 'activity'), coalesce(activity_id, actor_id),
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
        WHERE known_from <= ? AND id_type = 'organisation' AND actor_name IS NOT NULL
            AND NOT list_contains(?, legal_form)
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
