import dataframely as dy
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sources.expectation_context import quiet
from tables.base import Table
from tables.contracts import deliveries, every_contract
from tables.expectations import contract_expectations, prepared, suite
from tests.delivery_frames import legal, with_faults

CONTRACTS = list(deliveries().values())
#: Contract rule → the expectation that holds it; a rule that is not here has its own name.
MERGED = {
    "nullability": "not_null", "min": "between", "max": "between", "min_length": "length", "max_length": "length",
    "inf": "finite", "nan": "finite", "check__unknown_code": "code",
}  # fmt: skip


class Measured(Table, layer="raw", grain="one value", owner="tests"):
    """A table with rules that Great Expectations has no word for."""

    name = dy.String(primary_key=True, check={"no_spaces": lambda column: ~column.str.contains(" ")})
    low = dy.Int32(nullable=True)
    high = dy.Int32(nullable=True)

    @dy.rule()
    def low_is_low(cls):  # noqa: N805 - the table library's form
        return cls.low.col <= cls.high.col


@pytest.fixture(scope="session")
def validate():
    """Expectation name → result, of a contract's suite on a frame."""
    import tables.expectation_kinds  # noqa: F401 - imports Great Expectations without its warnings

    with quiet():
        import great_expectations as gx

        context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    source = context.data_sources.add_pandas("frames")
    batches = source.add_dataframe_asset("frame").add_batch_definition_whole_dataframe("whole")

    def run(contract, frame):
        with quiet():
            pandas = prepared(contract, frame).to_pandas(use_pyarrow_extension_array=True)
            batch = batches.get_batch({"dataframe": pandas})
            made = batch.validate(suite(contract.qualified_name(), contract_expectations(contract)))
        return {each.expectation_config.meta["name"]: each for each in made.results}

    return run


def broken(results):
    return {name: each.exception_info or each.result for name, each in results.items() if not each.success}


def contract_counts(contract, frame):
    """Expectation name → rows that break it, as the contract itself counts them."""
    _, failures = contract.filter(frame)
    counts = {}
    for rule, count in failures.counts().items():
        column, _, name = rule.rpartition("|")
        wanted = (
            f"{column}.{MERGED.get(name, name)}" if column else f"table.{name.replace('primary_key', 'key_unique')}"
        )
        counts[wanted] = counts.get(wanted, 0) + count
    return counts


def suite_counts(results):
    return {
        name: each.result["unexpected_count"] for name, each in results.items() if each.result.get("unexpected_count")
    }


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.table)
def test_a_legal_delivery_meets_every_expectation(contract, validate):
    frame = contract.validate(legal(contract))
    assert broken(validate(contract, frame)) == {}


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.table)
def test_the_suite_counts_faults_as_the_contract_does(contract, validate):
    frame = with_faults(contract, seed=7)
    expected = contract_counts(contract, frame)
    assert expected
    assert suite_counts(validate(contract, frame)) == expected


@settings(max_examples=25, deadline=None)
@example(contract=deliveries()["permit"], seed=410)  # two rows without any key
@given(contract=st.sampled_from(CONTRACTS), seed=st.integers(0, 10**6))
def test_the_suite_counts_any_mixture_of_faults_as_the_contract_does(validate, contract, seed):
    frame = with_faults(contract, seed)
    assert suite_counts(validate(contract, frame)) == contract_counts(contract, frame)


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.table)
def test_every_rule_of_the_contract_is_expected(contract):
    names = {each.name for each in contract_expectations(contract)}
    for column in contract.column_names():
        for rule in contract.columns()[column].validation_rules(pl.col(column)):
            assert f"{column}.{MERGED.get(rule, rule)}" in names
    assert {"table.columns", "table.key_unique"} <= names


@pytest.mark.parametrize("contract", every_contract(), ids=lambda contract: contract.qualified_name())
def test_names_are_unique_and_the_same_each_time(contract):
    first, second = contract_expectations(contract), contract_expectations(contract)
    assert [each.name for each in first] == [each.name for each in second]
    assert len({each.name for each in first}) == len(first)


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.table)
def test_every_expectation_says_what_it_protects_and_in_swedish_what_is_expected(contract):
    for each in contract_expectations(contract):
        assert each.protects.endswith("."), each.name
        assert each.message.endswith("."), each.name


def test_the_year_0024_is_found(validate):
    contract = deliveries()["report_event"]
    frame = legal(contract).with_columns(pl.lit("0024-03-01").str.to_date("%Y-%m-%d").alias("event_date"))
    assert suite_counts(validate(contract, frame)) == {"event_date.between": 40}


def test_an_unknown_column_is_found(validate):
    contract = deliveries()["report_event"]
    results = validate(contract, legal(contract).with_columns(extra=pl.lit(1)))
    assert list(broken(results)) == ["table.columns"]


def test_a_date_read_as_text_is_found(validate):
    contract = deliveries()["report_event"]
    results = validate(contract, legal(contract).with_columns(pl.col("known_at").cast(pl.String)))
    assert results["known_at.type"].success is False
    assert results["known_at.type"].result["observed_value"] == "large_string[pyarrow]"


def test_rules_that_the_library_has_no_word_for_are_counted_all_the_same(validate):
    frame = pl.DataFrame(
        {"name": ["a b", "c", "d"], "low": [1, 5, None], "high": [2, 4, 3]},
        schema={"name": pl.String, "low": pl.Int32, "high": pl.Int32},
    )
    assert suite_counts(validate(Measured, frame)) == {"name.check__no_spaces": 1, "table.low_is_low": 1}


def test_a_repeated_key_of_one_column_is_found(validate):
    frame = pl.DataFrame(
        {"name": ["a", "a", "b"], "low": [1, 1, 1], "high": [2, 2, 2]},
        schema={"name": pl.String, "low": pl.Int32, "high": pl.Int32},
    )
    assert suite_counts(validate(Measured, frame)) == {"table.key_unique": 2}
