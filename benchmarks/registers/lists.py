"""Lists, scores and contributions beside a warehouse filled in bulk, for whoever measures what pages read."""

import duckdb

from benchmarks.registers.warehouse import AS_OF
from tables.code_lists import codes_of

_TARGETS = ("Q", "W", "R")
#: Contributions that an activity has in each list.
_ADDING = 30


def fill_lists(connection: duckdb.DuckDBPyConnection) -> None:
    """Score and rank every activity that the warehouse holds; half a per cent have something that waits."""
    from indicators.definition import Level
    from indicators.registry import catalogue

    names = [name for name, one in catalogue().items() if one.level is not Level.MUNICIPALITY]
    _place(connection)
    _names(connection)
    for number, target in enumerate(_TARGETS):
        _list(connection, target, number)
        _contributions(connection, target, number, names)
    _trends(connection)
    _waiting(connection)


def _place(connection: duckdb.DuckDBPyConnection) -> None:
    """Every activity in a municipality, with a form and a name that is not everybody's."""
    places = list(codes_of("municipalities"))
    forms = list(codes_of("forms"))
    connection.execute(
        f"UPDATE core.activity_version SET municipality_code = {places}[1 + source_row * 7 % {len(places)}], "
        f"form_code = {forms}[1 + source_row % {len(forms)}]"
    )


_WORDS = (
    "['Sol','Ek','Björk','Lind','Ros','Berg','Sjö','Dal','Äng','Holm','Strand','Kulla','Ljung','Gran','Ask','Alm',"
    "'Hassel','Rönn','Tall','Vik']"
)
_ENDS = "['gården','backen','hemmet','lunden','viken','torpet','kullen','byn','tunet','ängen']"
_KINDS = "['behandlingshem','omsorg','assistans','stödboende','familjevård','dagverksamhet','hemtjänst']"


def _names(connection: duckdb.DuckDBPyConnection) -> None:
    said = (
        f"{_WORDS}[1 + (hash({{n}}) % 20)::INTEGER] || {_ENDS}[1 + (hash({{n}} + 1) % 10)::INTEGER] || ' ' || "
        f"{_KINDS}[1 + (hash({{n}} + 2) % 7)::INTEGER] || ' ' || {{n}} % 5000"
    )
    connection.execute(f"UPDATE core.activity_version SET activity_name = {said.format(n='source_row')}")
    number = "(actor_id::BIGINT - 5560000000)"
    connection.execute(f"UPDATE core.actor SET actor_name = {said.format(n=number)} || ' AB'")


def _list(connection: duckdb.DuckDBPyConnection, target: str, salt: int) -> None:
    """The top five per cent in bands A to C; one in twenty has too little to go by."""
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE ranking AS
        SELECT n, activity_id, actor_id, hash(n * 8 + {salt}) % 20 = 7 AS is_unknown,
            row_number() OVER (ORDER BY hash(n * 8 + {salt}) % 20 = 7, hash(n * 16 + {salt}), n) AS position
        FROM numbered;
        """
    )
    common = f"DATE '{AS_OF}' AS as_of, '{target}' AS target, activity_id, actor_id"
    figures = (
        "round(100.0 * (1 - position / (SELECT count(*) + 1 FROM ranking)), 4)::DECIMAL(9,4) AS score, "
        "CASE WHEN is_unknown THEN NULL ELSE position END AS rank, CASE WHEN NOT is_unknown THEN "
        "greatest(1, position - 40) END AS rank_low, CASE WHEN NOT is_unknown THEN position + 60 END AS rank_high, "
        "0.8 AS coverage, CASE WHEN is_unknown THEN 'insufficient' ELSE 'ranked' END AS basis, "
        "CASE WHEN is_unknown THEN 'U' WHEN position % 100 = 0 THEN 'A' WHEN position % 50 = 0 THEN 'B' "
        "WHEN position % 20 = 0 THEN 'C' ELSE 'D' END AS band, 0.1 AS p_top"
    )
    connection.execute(f"INSERT INTO marts.score BY NAME SELECT {common}, {figures} FROM ranking")
    connection.execute(
        f"""
        INSERT INTO marts.ranked_list BY NAME SELECT {common}, {figures}, position, activity_name, actor_name,
            form_code, v.operator_type,
            CASE WHEN NOT address_protected THEN v.municipality_code END AS municipality_code,
            CASE WHEN NOT address_protected THEN left(v.municipality_code, 2) END AS county_code,
            {list(codes_of("regional_divisions"))}[1 + (n % 6)::INTEGER] AS division, 'active' AS operating_status,
            position AS rank_in_operator_type,
            CASE WHEN n % 200 = 0 THEN 'Föreläggande ej följt i tid: sista dag 2026-05-01' END AS flags,
            repeat('Viktade bristpoäng, 36 mån: 4,1. Vanligt bland jämförbara: 1,2. (+4,1 av 45,2 · aktören)\n', 5)
                AS reasons
        FROM ranking JOIN core.activity_version AS v USING (activity_id, actor_id)
        JOIN core.actor USING (actor_id) WHERE v.valid_to IS NULL
        """
    )


def _contributions(connection: duckdb.DuckDBPyConnection, target: str, salt: int, names: list[str]) -> None:
    chosen = names[salt * 10 : salt * 10 + _ADDING]
    connection.execute(
        f"""
        INSERT INTO marts.contribution BY NAME SELECT DATE '{AS_OF}' AS as_of, '{target}' AS target, activity_id,
            {chosen}[i + 1] AS indicator_id, 'activity' AS level, (n + i) % 5 <> 0 AS is_known,
            CASE WHEN (n + i) % 5 <> 0 THEN 0.5 END AS z, 2.0 AS weight,
            CASE WHEN (n + i) % 5 = 0 THEN 0 ELSE ((n + i) % 9) - 2 END::DECIMAL(9,4) AS points, i + 1 AS "order"
        FROM numbered, range({len(chosen)}) AS q(i) ORDER BY n
        """
    )


def _trends(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        f"""
        INSERT INTO marts.trend BY NAME SELECT as_of, target, activity_id, 'twelve_months' AS span,
            DATE '{AS_OF}' - 365 AS compared_with, 1 AS change, (hash(activity_id) % 30)::INTEGER - 15 AS real_change,
            0 AS new_knowledge, 0 AS method_change, 'up' AS direction, 'Poängen har ändrats.' AS said
        FROM marts.score
        """
    )


def _waiting(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        f"""
        INSERT INTO marts.work_item BY NAME SELECT DATE '{AS_OF}' AS as_of, left(md5(activity_id), 12) AS item_id,
            'rule' AS work_list, 'order_overdue' AS kind, activity_id, actor_id, 'HVB' AS form_code,
            {list(codes_of("regional_divisions"))}[1 + (n % 6)::INTEGER] AS divisions, []::VARCHAR[] AS legal,
            day AS started, day AS due, 100 AS days, 'passed' AS state, 'Föreläggande ej följt i tid.' AS said,
            ['decision 0123456789abcdef 7'] AS evidence
        FROM numbered WHERE n % 200 = 0
        """
    )
