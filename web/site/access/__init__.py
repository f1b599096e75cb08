"""Who may do what: roles, routes, fields and regions in one place, enforced before a view is reached.

`roles.py` names the roles, `routes.py` is the table of every address with the roles it is open to, `fields.py` says
which fields a role sees, and `enforcement.py` holds every request to them. What is not allowed is refused.
"""
