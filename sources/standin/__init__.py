"""A local server that answers as the vendors do, over real HTTP: part of the tests and of the demonstration.

`StandIn` is the server, `World` what it knows, and `faults` what can be wrong with it. Nothing here knows how companies
are made up, and no connector imports anything from here.
"""

from sources.standin.server import CLIENT_ID, CLIENT_SECRET, StandIn
from sources.standin.world import World

__all__ = ["CLIENT_ID", "CLIENT_SECRET", "StandIn", "World"]
