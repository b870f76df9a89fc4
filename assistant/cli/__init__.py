"""The command line, one file a group of commands."""

from assistant.cli.app import main

__all__ = ["main"]
