"""What web pages read: one immutable SQLite file a run, written beside the published file and put in force with it.

Derived from the published file and the contracts, and holding nothing that the published file does not: documents of
facts and figures by activity and actor, the lists as columns of codes, and what searching needs. A page reads a few
rows by key from it; the published file is asked for the rest.
"""

from tables.reading.build import FORMAT, write

__all__ = ["FORMAT", "write"]
