"""Export tables: what leaves the inspectorate, by profile, each column on the allow-list of the contract it comes from.

- `base.py`: what makes a column allowed
- `files.py`: an export of a run as files that can be made again, and as a file that pages read
"""

from tables.exports.base import Export, NotShown, derived, masked, shown, sources_of

__all__ = ["Export", "NotShown", "derived", "masked", "shown", "sources_of"]
