"""The faults that the program is held against: `make faults` runs all and writes docs/fault-matrix.md, `make test` a few of each."""
