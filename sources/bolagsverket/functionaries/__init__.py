"""Functionaries and registered seat: who sits in boards and manages companies, by whichever channel there is.

Two channels answer the same question: the paid API Företagsinformation, and the composite service for authorities
(SSBTGO). Both are off until the agency has an agreement and a recorded basis.
"""
