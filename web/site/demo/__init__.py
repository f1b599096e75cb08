"""A provider of identities for the demonstration and for tests: it lists made-up users and lets anyone be one of them.

It runs on this machine only, says on its page that it is a demonstration, and the page refuses to start with it in
production. The protocol is kept by Authlib; `people.py` says who there is and `provider.py` what is answered.
"""
