"""The command line: the commands, their help and completion, and one run. Only this package uses
Typer.
"""
