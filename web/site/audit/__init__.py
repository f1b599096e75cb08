"""Who looked at whom, when, for what purpose and in which case: appended, chained, anchored, and read by auditors.

`log.py` writes, `chain.py` reckons digests and proves the whole, `anchor.py` keeps heads outside the database. A row
holds no more of a person than the user's name at the provider; whom it is about is a token.
"""
