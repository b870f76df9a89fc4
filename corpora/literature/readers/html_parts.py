"""Which parts of a web page are the document: neither what no reader sees, nor what frames it."""

import re
from typing import Any

from corpora.literature.word_list import words

Element = Any
"""An lxml element: the library has no types of its own."""

_UNSEEN = words("script style noscript template svg nav footer aside form iframe button head math object select dialog")
_FRAMING_ROLES = words("navigation banner contentinfo search dialog alertdialog complementary menu")
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])", re.IGNORECASE
)
_NOTICE = re.compile(
    r"(?:\A|[\s_-])(?:cookies?|consent|gdpr|rgpd|onetrust|didomi|newsletter|paywall|breadcrumbs?|social|share)"
    r"(?:\Z|[\s_-])|cookie-?(?:banner|bar|notice)",
    re.IGNORECASE,
)
_FRAMED = words("html body main article")
_MAIN = ".//main | .//*[@role='main'] | .//article"
_ENOUGH = 0.4


def is_unseen(element: Element) -> bool:
    """Whether an element is hidden from a reader, or frames the document: navigation, consent to cookies, forms."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _FRAMED:
        return False
    if tag in _UNSEEN or (element.get("role") or "").lower() in _FRAMING_ROLES:
        return True
    if "hidden" in element.attrib or (element.get("aria-hidden") or "").lower() == "true":
        return True
    if _HIDDEN_STYLE.search(element.get("style") or ""):
        return True
    return any(_NOTICE.search(element.get(name) or "") for name in ("id", "class"))


def main_part(root: Element) -> Element:
    """The element marked as the document, where it holds a fair part of the page's text; else the whole page."""
    whole = len(root.text_content())
    marked = [(len(element.text_content()), element) for element in root.xpath(_MAIN)]
    longest, element = max(marked, key=lambda found: found[0], default=(0, root))
    return element if longest >= _ENOUGH * whole else root
