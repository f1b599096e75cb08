"""What other authorities tell about those who run activities. Not read until a legal basis is recorded.

Only what an indicator counts has a column: of what an authority sends, the rest is not to be in the file, and is not
landed when it is.
"""

import dataframely as dy

from tables import fields
from tables.base import note
from tables.raw.delivery import Delivery


class TaxDebt(Delivery, folder="tax_debts", grain="one debt to the state as known one day", owner="companies"):
    """Debts to the state, as the tax agency or the enforcement authority tells them; a later row when one is paid."""

    debt_id = fields.identifier("The debt's own key.")
    operator_id = fields.operator_id()
    amount_sek = dy.Int64(
        nullable=True,
        min=0,
        description="The debt in whole kronor; empty for natural persons from landing onwards.",
        metadata=note(unit="SEK", example=120_000, pii="removed for sole traders"),
    )
    due_at = fields.date("Day it fell due.")
    paid_at = fields.date("Day it was paid.", nullable=True)
    known_at = fields.known_at()


class WorkEnvironmentNotice(
    Delivery,
    folder="work_environment",
    grain="one notice from the work environment authority as known one day",
    owner="supervision",
):
    """Orders, prohibitions and other notices about a workplace, as the work environment authority's diary has them."""

    notice_id = fields.identifier("The notice's number in the authority's diary.", example="2026/012345")
    operator_id = fields.operator_id()
    activity_id = fields.identifier("The activity, where a person has found which it is.", nullable=True)
    event_date = fields.date("Day of the notice.")
    known_at = fields.known_at()
