"""The weekly file of three million organisations: our reading of it beside DuckDB's of the same bytes as text.

Plain reading takes in every cell of every row as text, twice measured: looked at and let go, and kept as a table. Each
is timed in a process of its own, by turns, and the best of each counts; the file is warm for all. Growth is shown from
a quarter of the rows. Unpacking the zip is the same for both and stands by itself.
"""

import importlib
import json
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROWS, QUARTER = 3_000_000, 750_000
ROOT = Path(__file__).parents[1]
SECRET = b"key of the benchmark"
FOLLOWED = 20_000
TIMES = 3


def run():
    """Write files, read them by turns, and say what share is what."""
    from sources.fetching.packed import unpack_text

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = {}
        for rows in (QUARTER, ROWS):
            text = folder / f"{rows}.txt"
            write_text(text, rows)
            found[f"{rows:,d} rows".replace(",", " ")] = _measured(text, rows)
        archive = folder / "packed.zip"
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
            packed.write(text, "bulk.txt")
        started = time.perf_counter()
        unpack_text(archive, folder / "unpacked.txt", most_bytes=2**33, what="benchmark")
        unpacking = time.perf_counter() - started
    small, large = found.values()
    return {
        "sizes": found,
        "growth, times for four times the rows": round(large["ours, s"] / small["ours, s"], 2),
        "unpacking the largest, s": round(unpacking, 2),
        "aim": {
            "at most three times plain reading": large["times plain"] <= 3,
            "below 2 GB": max(small["peak, MB"], large["peak, MB"]) < 2048,
        },
    }


def _measured(text, rows):
    taken = {kind: [] for kind in ("plain", "table", "ours")}
    for _ in range(TIMES):
        for kind, results in taken.items():
            results.append(_child(kind, text))
    best = {kind: min(results, key=lambda one: one["s"]) for kind, results in taken.items()}
    plain, ours = best["plain"], best["ours"]
    return {
        "MB": round(text.stat().st_size / 1e6),
        "plain, s": plain["s"],
        "table, s": best["table"]["s"],
        "ours, s": ours["s"],
        "times plain": round(ours["s"] / plain["s"], 2),
        "times table": round(ours["s"] / best["table"]["s"], 2),
        "times plain, CPU": round(ours["cpu_s"] / plain["cpu_s"], 2),
        "peak, MB": max(one["peak_mb"] for one in taken["ours"]),
        "rows a second": round(rows / ours["s"]),
    }


def _child(kind, text):
    command = [sys.executable, "-m", "benchmarks.bulk", kind, str(text)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def _read_here(kind, text):
    """One reading, timed from when the libraries are there to when the result is whole on disk."""
    for name in ("duckdb", "polars", "sources.bolagsverket.bulk.parsing"):
        importlib.import_module(name)  # no part of reading
    work = {"plain": _plain, "table": _table, "ours": _ours}[kind]
    with tempfile.TemporaryDirectory() as folder:
        before = resource.getrusage(resource.RUSAGE_SELF)
        started = time.perf_counter()
        work(Path(text), Path(folder))
        wall = time.perf_counter() - started
        after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"s": round(wall, 3), "cpu_s": round(cpu, 3), "peak_mb": round(after.ru_maxrss / 1024)}))


def _rows(text):
    from sources.bolagsverket.bulk.parsing import HEADING

    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in HEADING)
    source = f"read_csv('{text}', delim=';', quote='\"', escape='\"', header=true, auto_detect=false, "
    return HEADING, f"{source} columns={{{columns}}}, new_line='\\n')"


def _plain(text, _folder):
    names, source = _rows(text)
    import duckdb

    looked_at = ", ".join(f'sum(strlen("{name}"))' for name in names)
    duckdb.connect().sql(f"SELECT {looked_at} FROM {source}").fetchall()


def _table(text, folder):
    _, source = _rows(text)
    import duckdb

    duckdb.connect(config={"temp_directory": str(folder)}).execute(f"CREATE TABLE read AS SELECT * FROM {source}")


def _ours(text, folder):
    import polars as pl

    from sources.bolagsverket.bulk.parsing import parse
    from sources.identity import PseudonymKey

    followed = pl.select(operator_id=pl.int_range(FOLLOWED).cast(pl.String).str.zfill(20)).select("P-" + pl.all())
    parse(text, folder / "read.parquet", followed.rename({"literal": "operator_id"}), PseudonymKey(SECRET))


def write_text(path, rows):
    """A file in the vendor's form: a third natural persons, quotes, semicolons and line breaks in values."""
    import duckdb

    from sources.fetching.columnar import literal

    connection = duckdb.connect(config={"memory_limit": "1GB"})
    connection.execute("SET preserve_insertion_order = false")
    connection.execute(
        f"COPY ({_TEXT.format(rows=rows, check=_check_digit('n9'))}) TO {literal(str(path))} "
        "(FORMAT csv, DELIM ';', HEADER true, FORCE_QUOTE *, QUOTE '\"', ESCAPE '\"')"
    )
    connection.close()


def _check_digit(number):
    """SQL for the tenth digit after nine."""
    terms = []
    for place in range(9):
        digit = f"(({number} // {10**place}) % 10)"
        terms.append(f"(2 * {digit} - 9 * ({digit} > 4)::INT)" if place % 2 == 0 else digit)
    return f"(10 - ({' + '.join(terms)}) % 10) % 10"


_TEXT = """
WITH numbered AS (
  SELECT i, i % 3 = 0 AS is_person,
    CASE WHEN i % 3 = 0 THEN (40 + i % 60) * 10000000 + (1 + i % 12) * 100000 + (1 + i % 28) * 1000 + i % 1000
      ELSE 556000000 + i END AS n9
  FROM range({rows}) t(i)
), checked AS (SELECT *, lpad(n9::VARCHAR, 9, '0') || ({check})::VARCHAR AS ten FROM numbered)
SELECT CASE WHEN is_person THEN '19' || ten || '$PERSON-IDORG' ELSE ten || '$ORGNR-IDORG' END
    AS organisationsidentitet,
  CASE WHEN is_person THEN (1 + i % 2)::VARCHAR ELSE '' END AS namnskyddslopnummer, 'SE-LAND' AS registreringsland,
  'Företag ' || i || ' i Umeå AB$FORETAGSNAMN-ORGNAM$2020-01-02$'
    || CASE WHEN i % 50 = 1 THEN '|Second "Name"$SARS_FORNAMN-ORGNAM$2021-01-01$Särskild; text' ELSE '' END
    AS organisationsnamn,
  CASE WHEN is_person THEN 'E' WHEN i % 10 = 4 THEN 'HB' ELSE 'AB' END || '-ORGFO' AS organisationsform,
  CASE WHEN i % 6 = 0 THEN '2021-02-03' ELSE 'null' END AS avregistreringsdatum,
  CASE WHEN i % 6 = 0 THEN 'KKAV-AVORG' ELSE '' END AS avregistreringsorsak,
  CASE WHEN i % 60 = 7 THEN '|LI-AVOMFO$2026-04-01' ELSE '' END AS "pagandeAvvecklingsEllerOmstruktureringsforfarande",
  (DATE '1990-01-01' + (i % 13000)::INT)::DATE::VARCHAR AS registreringsdatum,
  'Bolaget ska äga och förvalta fast egendom; bedriva handel och konsultverksamhet' || chr(10) || 'inom bygg samt '
    || CASE WHEN i % 40 = 1 THEN 'hemtjänst och omsorg' ELSE repeat('därmed förenlig verksamhet, ', (i % 5)::INT) END
    AS verksamhetsbeskrivning,
  'Storgatan ' || (i % 100) || '$' || CASE WHEN i % 20 = 0 THEN 'c/o Persson' ELSE '' END || '$UMEÅ$90325$SE-LAND'
    AS postadress
FROM checked
"""


if __name__ == "__main__":
    _read_here(*sys.argv[1:])
