"""Measured figures, each module beside a peer in the same run: `python -m tests.benchmarks [NAME ...]` (make bench).

A module has `measure() -> list[dict]`; each row is {name, value, unit, goal, peer, peer_value}. `goal` is a text such as
"<= 20", a number that means at most, or None; a row whose value is None says in `unit` why it was not measured.
"""
