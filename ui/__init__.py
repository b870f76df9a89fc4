"""The page: one conversation at the left, its evidence at the right."""
