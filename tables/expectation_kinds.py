"""What we add to Great Expectations' vocabulary, and the two of its words that we change.

Importing this module imports Great Expectations, which takes seconds: import it inside functions only. Classes are
registered by being defined. What is expected of which table belongs in `expectations.py`.
"""

import logging
import warnings
from collections.abc import Callable
from typing import Any, ClassVar

import pyarrow as pa
import pyarrow.compute as pc

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # it imports a module that Python has deprecated
    from great_expectations import expectations as _kinds
    from great_expectations.core.expectation_suite import ExpectationSuite
    from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
    from great_expectations.expectations.expectation import ColumnMapExpectation
    from great_expectations.expectations.metrics.column_map_metrics.column_values_between import ColumnValuesBetween
    from great_expectations.expectations.metrics.column_map_metrics.column_values_match_regex import (
        ColumnValuesMatchRegex,
    )
    from great_expectations.expectations.metrics.map_metric_provider.column_condition_partial import (
        column_condition_partial,
    )
    from great_expectations.expectations.metrics.map_metric_provider.column_map_metric_provider import (
        ColumnMapMetricProvider,
    )

__all__ = ["ExpectationSuite", "kind_named"]

_registry = logging.getLogger("great_expectations.expectations.registry")
_said_before = _registry.level
_registry.setLevel(logging.ERROR)  # it reports the two overrides below, which are meant


class BoundsWithoutLoop(ColumnValuesBetween):
    """`column_values.between` on whole columns; the original calls a Python function for every value.

    What is not a number is left to `ExpectColumnValuesToBeFinite`, as in contracts.
    """

    @column_condition_partial(engine=PandasExecutionEngine)
    def _pandas(  # type: ignore[override]  # strictness never comes: bounds of contracts are inclusive
        cls,  # noqa: N805
        column: Any,
        min_value: Any = None,
        max_value: Any = None,
        **_: Any,
    ) -> Any:
        within = cls._pandas_vectorized(column, min_value, max_value, strict_min=False, strict_max=False)
        return within | (column != column) if column.dtype.kind == "f" else within  # noqa: PLR0124 - not a number


class RegexOfContracts(ColumnValuesMatchRegex):
    """`column_values.match_regex` where `$` is the end of the text, as in contracts, and not also before a newline."""

    @column_condition_partial(engine=PandasExecutionEngine)
    def _pandas(cls, column: Any, regex: str, **_: Any) -> Any:  # noqa: N805
        return pc.match_substring_regex(pa.array(column), regex).to_numpy(zero_copy_only=False)


_registry.setLevel(_said_before)


class BytesBetween(ColumnMapMetricProvider):
    """Whether a text's length in UTF-8 bytes is within bounds."""

    condition_metric_name = "column_values.bytes_between"
    condition_value_keys = ("min_value", "max_value")

    @column_condition_partial(engine=PandasExecutionEngine)
    def _pandas(cls, column: Any, min_value: Any = None, max_value: Any = None, **_: Any) -> Any:  # noqa: N805
        lengths = pc.binary_length(pa.array(column)).to_numpy(zero_copy_only=False)
        within = lengths >= (0 if min_value is None else min_value)
        return within if max_value is None else within & (lengths <= max_value)


class Finite(ColumnMapMetricProvider):
    """Whether a number is a number and not infinite."""

    condition_metric_name = "column_values.finite"
    condition_value_keys = ()

    @column_condition_partial(engine=PandasExecutionEngine)
    def _pandas(cls, column: Any, **_: Any) -> Any:  # noqa: N805
        return pc.is_finite(pa.array(column)).to_numpy(zero_copy_only=False)


class ExpectColumnValueBytesToBeBetween(ColumnMapExpectation):
    """Expect the UTF-8 length of every text to be within bounds, which is how contracts count."""

    min_value: int | None = None
    max_value: int | None = None

    map_metric: ClassVar[str] = "column_values.bytes_between"
    success_keys: ClassVar[tuple[str, ...]] = ("min_value", "max_value", "mostly")
    args_keys: ClassVar[tuple[str, ...]] = ("column", "min_value", "max_value")


class ExpectColumnValuesToBeFinite(ColumnMapExpectation):
    """Expect every number to be a number, and not infinite."""

    map_metric: ClassVar[str] = "column_values.finite"
    success_keys: ClassVar[tuple[str, ...]] = ("mostly",)
    args_keys: ClassVar[tuple[str, ...]] = ("column",)


def kind_named(name: str) -> Callable[..., Any]:
    """The expectation class of a name, one of ours or one of the library's."""
    own = {kind.__name__: kind for kind in (ExpectColumnValueBytesToBeBetween, ExpectColumnValuesToBeFinite)}
    return own.get(name) or getattr(_kinds, name)
