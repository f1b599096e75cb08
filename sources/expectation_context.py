"""The Great Expectations project under the home directory: opening it, running one suite in it, keeping few results.

Its validation results are JSON files from which Data Docs are built (`web/data_docs/`). Results hold counts and
never values, so nothing in them is about a person. What is expected is not decided here.
"""

import datetime as dt
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from tables.store import atomic_write

if TYPE_CHECKING:
    from great_expectations.core.batch_definition import BatchDefinition
    from great_expectations.core.expectation_suite import ExpectationSuite
    from great_expectations.core.expectation_validation_result import ExpectationSuiteValidationResult
    from great_expectations.data_context.data_context.file_data_context import FileDataContext

#: Where the context keeps its JSON results, below the folder it was opened in.
RESULTS = Path("gx") / "validations"
KEPT_RESULTS = 6
_SOURCE = "deliveries"
_CONFIG = """\
config_version: 4.0
config_variables_file_path:
plugins_directory:
stores:
  expectations_store:
    class_name: ExpectationsStore
    store_backend: {class_name: TupleFilesystemStoreBackend, base_directory: expectations/}
  validation_results_store:
    class_name: ValidationResultsStore
    store_backend: {class_name: TupleFilesystemStoreBackend, base_directory: validations/}
  checkpoint_store:
    class_name: CheckpointStore
    store_backend: {class_name: TupleFilesystemStoreBackend, base_directory: checkpoints/}
  validation_definition_store:
    class_name: ValidationDefinitionStore
    store_backend: {class_name: TupleFilesystemStoreBackend, base_directory: validation_definitions/}
expectations_store_name: expectations_store
validation_results_store_name: validation_results_store
checkpoint_store_name: checkpoint_store
data_docs_sites: {}
progress_bars: {globally: false, metric_calculations: false}
analytics_enabled: false
"""


@contextmanager
def quiet() -> Iterator[None]:
    """Silence the warnings that Great Expectations gives about its own use of other libraries."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of marshmallow, pydantic and pandas, called by it
        warnings.simplefilter("ignore", FutureWarning)
        yield


def open_context(folder: Path) -> "FileDataContext":
    """The project kept in `folder`, made when it is not there. Usage reports and progress bars are off."""
    import tables.expectation_kinds  # noqa: F401 - registers the kinds that stored suites name

    with quiet():
        import great_expectations as gx

        config = folder / "gx" / "great_expectations.yml"
        if not config.exists():
            config.parent.mkdir(parents=True, exist_ok=True)
            atomic_write(config, _CONFIG.encode())
        return gx.get_context(mode="file", project_root_dir=folder)


def run_suite(
    context: "FileDataContext",
    suite: "ExpectationSuite",
    frame: pl.DataFrame,
    *,
    run_name: str,
    moment: dt.datetime | None,
) -> "ExpectationSuiteValidationResult":
    """Run a suite on a frame and keep the result as JSON, the newest `KEPT_RESULTS` of each suite.

    The frame is passed on as arrow-backed pandas, which keeps dates and missing integers as they are. A result of the
    same name and moment replaces the earlier one.

    Args:
        context: the project.
        suite: what is expected.
        frame: the rows.
        run_name: what the result is called.
        moment: what the result is dated, in UTC; None lets the library date it.
    """
    import great_expectations as gx
    from great_expectations.core.run_identifier import RunIdentifier

    with quiet(), _fingerprint(run_name):
        pandas = frame.to_pandas(use_pyarrow_extension_array=True)
        _forget(Path(context.root_directory), suite.name)
        definition = context.validation_definitions.add(
            gx.ValidationDefinition(
                name=suite.name, data=_batch_definition(context, suite.name), suite=context.suites.add(suite)
            )
        )
        result = definition.run(
            batch_parameters={"dataframe": pandas},
            result_format={"result_format": "BASIC", "partial_unexpected_count": 0},
            run_id=RunIdentifier(run_name=run_name, run_time=None if moment is None else moment.replace(tzinfo=dt.UTC)),
        )
    _prune(Path(context.root_directory) / RESULTS.name, suite.name)
    return result


def _forget(root: Path, name: str) -> None:
    """Remove the kept suite and its definition: the library's own update compares every expectation with each other."""
    (root / "validation_definitions" / f"{name}.json").unlink(missing_ok=True)
    (root / "expectations" / Path(*name.split("."))).with_suffix(".json").unlink(missing_ok=True)


def _batch_definition(context: "FileDataContext", name: str) -> "BatchDefinition[None]":
    source = context.data_sources.add_or_update_pandas(_SOURCE)
    asset = source.get_asset(name) if name in source.get_asset_names() else source.add_dataframe_asset(name)
    known = {definition.name: definition for definition in asset.batch_definitions}
    return known.get("landed") or asset.add_batch_definition_whole_dataframe("landed")


@contextmanager
def _fingerprint(run_name: str) -> Iterator[None]:
    """Mark the batch by the run's name; the library would hash every value, which costs as much as the checks."""
    from great_expectations.execution_engine import pandas_execution_engine

    original = pandas_execution_engine.hash_pandas_dataframe
    pandas_execution_engine.hash_pandas_dataframe = lambda _: run_name
    try:
        yield
    finally:
        pandas_execution_engine.hash_pandas_dataframe = original


def _prune(results: Path, suite_name: str) -> None:
    runs = (results / Path(*suite_name.split("."))).glob("*/*")
    for old in sorted(runs, key=lambda run: run.name, reverse=True)[KEPT_RESULTS:]:
        shutil.rmtree(old)
        if not any(old.parent.iterdir()):
            old.parent.rmdir()
