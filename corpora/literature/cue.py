"""A pattern that is looked for only where one of its words can be found: most texts are done after a glance."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Cue:
    """Words by which a text gives something away.

    Attributes
    ----------
    stems
        Every match of the pattern contains one of them. In lower case, as the texts are.
    """

    stems: tuple[str, ...]
    pattern: re.Pattern[str]

    def said(self, text: str) -> bool:
        """Whether a text, in lower case, holds a match."""
        return any(stem in text for stem in self.stems) and self.pattern.search(text) is not None


def cue(stems: str, *alternatives: str) -> Cue:
    """A cue of stems separated by ``|`` and of alternative patterns."""
    return Cue(tuple(stems.split("|")), re.compile("|".join(alternatives)))
