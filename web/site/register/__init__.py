"""The register as those outside look in it: the public and municipalities that place people, each in their own export.

- `asked.py`: what somebody asks for
- `choosing.py`: its filters as a form shows them
- `names.py`: which activities a name may mean
- `which.py`: the activities of an export that are asked for
- `facts.py`: what the register holds of one activity, in words
- `standing.py`: what courts have made of a decision, in words
"""
