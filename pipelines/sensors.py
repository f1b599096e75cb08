"""What starts because something arrived in the folder of deliveries."""

import hashlib
from pathlib import Path

import dagster as dg

from pipelines.jobs import RUN
from pipelines.orphans import report_orphans
from pipelines.settings import Settings

#: A folder is read when it has looked the same this many times in a row, so that a file is not read half copied.
_STEADY = 2


@dg.sensor(
    job_name=RUN,
    minimum_interval_seconds=60,
    description="Starts a run when files have been added to, or changed in, the folder of deliveries.",
)
def new_deliveries(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Ask for one run per state of the folder, once the folder has come to rest."""
    report_orphans(context.instance)
    folder = Settings.from_environment().deliveries
    state = digest(folder)
    if state is None:
        return dg.SkipReason(f"there are no files in {folder}")
    seen, _, times = (context.cursor or "").partition(" ")
    count = int(times) + 1 if seen == state else 1
    context.update_cursor(f"{state} {min(count, _STEADY + 1)}")
    if count < _STEADY:
        return dg.SkipReason("the folder has changed; waiting until it has come to rest")
    if count > _STEADY:
        return dg.SkipReason("nothing new since the latest run")
    return dg.RunRequest(run_key=state)


def digest(folder: Path) -> str | None:
    """A digest of names, sizes and times of all files in the folder; nothing when there are none."""
    files = sorted(
        path for path in (*folder.glob("*"), *folder.glob("*/*")) if path.is_file() and not path.name.startswith(".")
    )
    if not files:
        return None
    state = "\n".join(f"{path.relative_to(folder)} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)
    return hashlib.sha256(state.encode()).hexdigest()[:16]
