"""b12: the drug monograph of the vitamin B12 injection, in the terminal."""

__version__ = "0.3.0"
