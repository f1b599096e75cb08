"""What sources have answered about companies, field by field, with the last answer that said something.

What the company register delivers in files is `companies.py`; the two are never reconciled in silence.
"""

import polars as pl

from sources.facts.knowledge import conform, superseded
from tables import core, raw

_KEY = ["operator_id", "registration_no", "field", "source"]


def company_answers(delivered: pl.DataFrame) -> pl.DataFrame:
    """One row per field and run of knowledge.

    A source that did not answer changes its state and nothing else: the value of the last answer that said something
    stands, with that answer's state and the day from which it was known.
    """
    rows = superseded(delivered, raw.CompanyAnswer).sort(*_KEY, "known_from").with_row_index("_place")
    is_answer = pl.col("state") != "source_down"
    last = {
        "value": pl.col("value"),
        "since": pl.col("since"),
        "value_state": pl.col("state"),
        "value_known_at": pl.col("known_from"),
    }
    rows = rows.with_columns(_last=pl.when(is_answer).then("_place").forward_fill().over(_KEY))
    rows = rows.with_columns(value.gather(pl.col("_last")).alias(name) for name, value in last.items())
    return conform(rows.with_columns(actor_id="operator_id"), core.CompanyAnswer, ["actor_id", *_KEY[1:]])
