"""What municipalities' own systems send reports and notifications to: JSON over HTTP, signed, told in Swedish.

- `api.py`: the views; `attached.py` that of attached files
- `bearer.py`: who sends, by what it has signed; how often it may
- `problems.py`: what went wrong, as `application/problem+json`
- `description.py`: the OpenAPI description, made from the contract
"""
