"""English: a text as tokens and phrases, and the context that its words give things.

Knowledge of English is data, in the files beside the modules. Nothing here depends on a monograph.
"""
