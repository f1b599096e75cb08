"""Which way scores go, and why."""

import dataframely as dy
import polars as pl

from tables import fields
from tables.base import note
from tables.marts import mart


class Trend(mart.Mart, grain="one scored activity, target, span and as-of date"):
    """How a score has changed since an earlier day, split so that the parts sum exactly to the change.

    Real change is what happened, by what is known now and today's method. New knowledge is what has become known of the
    earlier day since. Method change is what today's method makes of the earlier day against what was published then.
    """

    as_of = mart.as_of()
    target = mart.target()
    activity_id = fields.identifier("The activity.", key=True)
    span = fields.code("trend_spans", "What the score is compared with.", key=True)
    compared_with = fields.date("The earlier day.")
    change = mart.points("The whole change; null where there is nothing to compare with.", nullable=True)
    real_change = mart.points("What happened in between, as known now and by today's method.", nullable=True)
    new_knowledge = mart.points("What has become known of the earlier day since.", nullable=True)
    method_change = mart.points(
        "Today's method for the earlier day, less what was published then; null where nothing was.", nullable=True
    )
    published_then = mart.points("The score that was published for the earlier day, if any.", nullable=True)
    direction = fields.code("trend_directions", "Which way by the real change; null where not shown.", nullable=True)
    obstacle = fields.code("trend_obstacles", "Why no direction is shown.", nullable=True)
    said = fields.text("The trend, or why it is not shown, in a Swedish sentence.", nullable=False, max_length=600)
    moved_by = dy.String(
        nullable=True,
        description="What moved the score most, in Swedish, by the real change.",
        metadata=note(example="Viktade bristpoäng, 36 mån: +4,1"),
    )

    @dy.rule()
    def parts_sum_to_the_change(cls) -> pl.Expr:  # noqa: N805 - the table library's form
        """Nothing is lost between the parts and the change."""
        parts = cls.real_change.col + cls.new_knowledge.col + cls.method_change.col.fill_null(0)
        return (cls.change.col == parts).fill_null(value=True)

    @dy.rule()
    def a_direction_or_an_obstacle(cls) -> pl.Expr:  # noqa: N805
        """What is not shown says why."""
        return cls.direction.col.is_null() == cls.obstacle.col.is_not_null()
