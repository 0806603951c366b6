"""Reading people's words: what in the monograph answers a query, and what a term's verdict is.

Nothing in here prints.
"""
