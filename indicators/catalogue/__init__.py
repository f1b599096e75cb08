"""The catalogue: one indicator a file. Add a file to add an indicator; nothing else is edited by hand."""
