"""Run as a program by `definition_diff.py`: compute values and ranks with the packages found under a folder.

    python -P version_values.py ROOT FACTS OUT DAY SEED

`ROOT` holds the packages `indicators` and `tables` of one version, `FACTS` one file per fact table. What is written to
`OUT` is read as `indicators.workbench.comparison.Version`. Nothing but the standard library and Polars is imported
before `ROOT` has come first on the path.
"""

import datetime as dt
import json
import sys
from pathlib import Path


def main(root: Path, facts_folder: Path, out: Path, day: dt.date, seed: int) -> None:
    """Compute one version and write definitions, values and ranks."""
    sys.path.insert(0, str(root))
    import polars as pl

    from indicators.decisions import profile
    from indicators.population import open_activities
    from indicators.registry import catalogue
    from indicators.scoring import score
    from indicators.values import values

    facts = {path.stem: pl.read_ipc(path) for path in sorted(facts_folder.glob("*.arrow"))}
    found = values(facts, [day])
    weights = profile.load(_shipped(), catalogue())
    scores, _ = score.scores(found, open_activities(facts, [day]), catalogue(), weights, seed)
    plain = found.with_columns(pl.col("indicator_id", "level", "entity_id", "missing_reason").cast(pl.String))
    plain.select("indicator_id", "level", "entity_id", "value", "missing_reason").write_ipc(out / "values.arrow")
    scores.select(pl.col("target", "activity_id").cast(pl.String), "rank").write_ipc(out / "ranks.arrow")
    definitions = {name: one.version for name, one in catalogue().items()}
    (out / "definitions.json").write_text(json.dumps(definitions), encoding="utf-8")


def _shipped() -> str:
    """The profile that the version is shipped with; the first one for versions that do not say it."""
    try:
        from indicators.decisions.shipped import PROFILE
    except ImportError:
        return "v1"
    return PROFILE


if __name__ == "__main__":
    _root, _facts, _out = map(Path, sys.argv[1:4])
    main(_root, _facts, _out, dt.date.fromisoformat(sys.argv[4]), int(sys.argv[5]))
