"""Lists of words and phrases, written as they are read."""


def words(text: str) -> frozenset[str]:
    """Words separated by spaces."""
    return frozenset(text.split())


def phrases(text: str) -> frozenset[str]:
    """Phrases separated by bars."""
    return frozenset(text.split("|"))
