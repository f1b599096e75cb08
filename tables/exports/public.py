"""What everybody may see: the register of activities of forms that need a permit, decisions, and counts."""

import dataframely as dy

from tables import fields
from tables.base import note
from tables.core import ActivityVersion, Municipality
from tables.exports.base import Export, derived, shown
from tables.exports.register import RegisteredActivity, RegisteredDecision


class PublicActivity(
    RegisteredActivity,
    profile="public",
    grain="one activity of a form that needs a permit, open or closed",
    owner="register",
    sv="verksamheter",
):
    """The register as everybody may see it; activities with a protected address are not in it."""


class PublicDecision(RegisteredDecision, profile="public", grain="one decision", owner="supervision", sv="beslut"):
    """Decisions by day, subject and case number, with what courts have made of them; never their text."""


class PublicCount(Export, profile="public", grain="one form and area", owner="register", sv="antal öppna verksamheter"):
    """How many open activities of a form there are in a county, and in the whole country.

    A county counts those that stand in the register which everybody sees, so that its figure is that of the rows. The
    country counts those with a protected address as well, unless that would tell of a few.
    """

    form_code = shown(ActivityVersion, "form_code")
    area = derived(fields.code("export_areas", "What is counted.", sv="område"), (ActivityVersion, "municipality_code"))
    county_code = shown(Municipality, "county_code", nullable=True)
    n_activities = derived(
        dy.Int32(
            nullable=True,
            min=0,
            description="Open activities; null where the number is withheld.",
            metadata=note(example=12, sv="antal"),
        ),
        (ActivityVersion, "activity_id"),
        (ActivityVersion, "is_open"),
    )
    withheld = derived(
        fields.code("withheld_reasons", "Why there is no number.", nullable=True, sv="varför antalet saknas"),
        (ActivityVersion, "form_code"),
    )
