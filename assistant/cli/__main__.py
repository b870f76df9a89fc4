"""``python -m assistant.cli``."""

from assistant.cli.app import main

main()
