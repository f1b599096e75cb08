"""The orchestrator's books: kept with open files by a run, and read by the library's own storage as if by itself."""

import threading

import dagster as dg

from benchmarks.full_run import steps_of_last_run
from pipelines.books import Books, EventBook
from pipelines.execution import open_instance


@dg.asset
def something():
    return dg.MaterializeResult(metadata={"rows": 3})


def kept(storage, run_id):
    return [(entry.timestamp, entry.message, entry.step_key) for entry in storage.all_logs(run_id)]


def test_the_librarys_own_storage_reads_what_a_run_wrote(tmp_path):
    with open_instance(tmp_path) as instance:
        assert isinstance(instance.event_log_storage, EventBook)
        run_id = dg.materialize([something], instance=instance).run_id
        written = kept(instance, run_id)
    with dg.DagsterInstance.from_config(str(tmp_path / "dagster")) as library:
        assert not isinstance(library.event_log_storage, EventBook)
        assert written
        assert kept(library, run_id) == written
        newest = library.get_latest_materialization_event(dg.AssetKey("something"))
        assert newest.asset_materialization.metadata["rows"].value == 3


def test_what_is_written_is_seen_by_others_while_the_run_goes_on(tmp_path):
    with open_instance(tmp_path) as instance, dg.DagsterInstance.from_config(str(tmp_path / "dagster")) as library:
        run_id = dg.materialize([something], instance=instance).run_id
        assert kept(library, run_id) == kept(instance, run_id)


def test_no_file_beside_the_books_is_left_when_they_are_closed(tmp_path):
    with open_instance(tmp_path) as instance:
        dg.materialize([something], instance=instance)
    assert not list((tmp_path / "dagster" / "history").rglob("*-wal"))


def test_threads_take_turns(tmp_path):
    books = Books(str(tmp_path))
    seen, threads = [], []
    for _ in range(8):
        threads.append(threading.Thread(target=lambda: seen.append(books.event_log_storage.has_table("event_logs"))))
        threads[-1].start()
    for thread in threads:
        thread.join()
    assert seen == [True] * 8
    books.dispose()


def test_the_steps_of_the_last_run_stand_in_the_books_in_their_order(tmp_path):
    with open_instance(tmp_path) as instance:
        for _ in range(2):
            dg.materialize([something], instance=instance)
        last = instance.get_run_records(limit=1)[0]
    [(name, begun, ended)] = steps_of_last_run(tmp_path)
    assert name == "something"
    assert last.start_time <= begun < ended <= last.end_time
