"""English: a text as tokens and phrases, and the context that its words put things in.

What is known of English is data, in the files beside the modules. Nothing here knows a monograph.
"""
