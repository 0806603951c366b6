"""The monograph: its model, and how a file becomes one."""
