"""Errors, written for the person who meets them."""

from corpora.catalogue import Language, say


class SourcierError(Exception):
    """Something the user can act on: what is wrong, where, and what to do, in both languages.

    Parameters
    ----------
    key
        Entry of the text catalogue, ``"file.entry"``. The entry ``"<key>_hint"`` says what to do.
    details
        What the entry's placeholders stand for (file, line, field, …). Never text from a patient's record.
    """

    def __init__(self, key: str, **details: object) -> None:
        self.key = key
        self.details = details
        super().__init__(f"{self.message('en')} {self.hint('en')}")

    def message(self, language: Language) -> str:
        """What is wrong, and where."""
        return say(self.key, language, **self.details)

    def hint(self, language: Language) -> str:
        """What to do about it."""
        return say(f"{self.key}_hint", language, **self.details)
