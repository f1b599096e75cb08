"""How far sources that are fetched have been fetched, as it was known."""

from tables import fields
from tables.core.fact import Fact


class SourceCover(Fact, grain="one fetch of one source", owner="operations", sv="hämtningar"):
    """How far each fetched source was complete, from each time it was asked until the next."""

    source = fields.code("fetched_sources", "The source.", sv="källa")
    event_date = fields.date("The day it was asked.")
    outcome = fields.code("fetch_outcomes", "What came of it.", sv="utfall")
    covered_to = fields.date("Last day that it is complete to.", nullable=True, sv="täckt till och med")
