"""Runs as people read them: on the terminal, and as one page that needs nothing else."""
