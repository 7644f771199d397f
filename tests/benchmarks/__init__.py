"""Measured figures, each module beside a peer in the same run: `python -m tests.benchmarks [NAME ...]` (make bench).

A module has `measure() -> list[Row]`, rows made by `rows.row`; a row whose value is None says in `unit` why it was not
measured. Those with `quick() -> list[Row]`, some of the same rows in seconds, take part in `make bench QUICK=1`.
"""
