"""b12: a drug monograph of the vitamin B12 injection, at the terminal."""

__version__ = "0.2.0"
