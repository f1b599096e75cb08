"""What starts because something arrived in the folder of deliveries, and what is written down when a run has ended."""

import hashlib
from pathlib import Path
from typing import Any

import dagster as dg

from pipelines.jobs import RUN
from pipelines.orphans import report_orphans
from pipelines.reporting import note, outcome
from pipelines.settings import Settings

_ENDED = (dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED)
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


def note_ended(context: dg.RunStatusSensorContext) -> None:
    """Write down how a run started from the browser, the schedule or a sensor ended, as the command does itself.

    One that a later run has come after is left alone: the later one is what readers are to know of.
    """
    run = context.dagster_run
    ended = context.instance.get_runs(dg.RunsFilter(job_name=RUN, statuses=list(_ENDED)), limit=1)
    if [one.run_id for one in ended] != [run.run_id]:
        return
    events = [one.dagster_event for one in context.instance.all_logs(run.run_id) if one.dagster_event]
    told = outcome(events, is_done=run.status is dg.DagsterRunStatus.SUCCESS)
    config: Any = run.run_config
    note(Path(config["resources"]["request"]["config"]["home"]), told)


def _noting(status: dg.DagsterRunStatus) -> dg.SensorDefinition:
    name = f"{status.value.lower()}_noted"
    said = f"Writes down, for the inspectors' page, that a run has ended as {status.value.lower()}."
    make = dg.run_status_sensor(status, name, 30, said, default_status=dg.DefaultSensorStatus.RUNNING)
    return make(note_ended)


#: One for each way of ending; they are on from the start, since they start nothing.
endings = [_noting(status) for status in _ENDED]
