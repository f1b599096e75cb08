"""Which entities an indicator applies to, as conditions on the population. Outside it a value is not applicable."""

import functools

import polars as pl

from indicators.definition import Level, Scope
from tables.code_lists import code_list


def applies(scope: Scope, level: Level) -> pl.Expr:
    """Whether an indicator of `scope` applies to a row of the population of `level`."""
    if scope is Scope.ALL or level is Level.MUNICIPALITY:
        return pl.lit(value=True)
    conditions = {
        Scope.PERMIT: _private(level),
        Scope.PUBLIC: pl.col("operator_group") == "public",
        Scope.CHILDREN: _receives_children(level),
        Scope.RESIDENTIAL: pl.col("is_residential") if level is Level.ACTIVITY else pl.col("n_residential") > 0,
        Scope.COMPANY: _is_company(),
        Scope.LIMITED: pl.col("legal_form") == "AB",
        Scope.HANDS_ON: _is_company() & pl.col("form_code").is_in(_codes("forms", "hands_on")),
        Scope.MANAGER: pl.col("form_code").is_in(_codes("forms", "manager_required")),
        Scope.REGISTER_CONTROL: pl.col("form_code").is_in(_codes("forms", "register_control")),
        Scope.LEX_SARAH: pl.col("is_residential").fill_null(value=False) | (pl.col("form_code") == "HTJ")
        if level is Level.ACTIVITY
        else (pl.col("n_residential") > 0),
    }
    return conditions[scope].fill_null(value=False)


def _private(level: Level) -> pl.Expr:
    """Private operators; an activity only when its form needs a permit. Employers of their own assistants need none."""
    private = pl.col("operator_type") == "private"
    if level is Level.ACTOR:
        return private
    return private & pl.col("form_code").is_in(_codes("forms", "permit_private"))


def _receives_children(level: Level) -> pl.Expr:
    """Homes that receive children or young people; an actor by the form it has most of."""
    of_form = pl.col("form_code").is_in(_codes("forms", "for_children"))
    return of_form & pl.col("for_children") if level is Level.ACTIVITY else of_form


def _is_company() -> pl.Expr:
    return pl.col("legal_form").is_in(_codes("legal_forms", "is_company"))


@functools.cache
def _codes(name: str, column: str) -> list[str]:
    return list(code_list(name).filter(pl.col(column) == "1")["code"].unique(maintain_order=True))
