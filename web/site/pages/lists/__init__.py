"""The prioritised lists and what stands beside them: narrowing, taking out, plans and what was noted in them."""
