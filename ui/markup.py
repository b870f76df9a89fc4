"""HTML out of Python, escaped unless it is markup already: hostile text in a document stays text."""

from collections.abc import Iterable
from html import escape


class Markup(str):
    """A string that is HTML. Everything else is text, and is escaped where it enters markup."""

    __slots__ = ()


Content = str | Markup | Iterable["Content"] | None

_VOID = frozenset({"input", "br", "hr", "col"})


def text(content: Content) -> Markup:
    """Content as markup: strings escaped, markup as it is, sequences joined, ``None`` empty."""
    if content is None:
        return Markup()
    if isinstance(content, Markup):
        return content
    if isinstance(content, str):
        return Markup(escape(content, quote=True))
    return Markup("".join(map(text, content)))


def tag(name: str, *content: Content, **attributes: str | int | float | bool | None) -> Markup:
    """An element.

    Attribute names are written as Python can: a trailing underscore is dropped (``class_``), others become hyphens
    (``data_n``). ``None`` and ``False`` leave an attribute out, ``True`` writes it without a value.
    """
    written = [name]
    for key, value in attributes.items():
        attribute = key.rstrip("_").replace("_", "-")
        if value is True:
            written.append(attribute)
        elif value is not None and value is not False:
            written.append(f'{attribute}="{escape(str(value), quote=True)}"')
    opening = f"<{' '.join(written)}>"
    return Markup(opening if name in _VOID else f"{opening}{text(content)}</{name}>")


def svg_tag(name: str, *content: Content, **attributes: str | int | float | bool | None) -> Markup:
    """An SVG element; ``viewBox`` is the one attribute of these whose name has a capital."""
    box = attributes.pop("view_box", None)
    element = tag(name, *content, **attributes)
    return element if box is None else Markup(element.replace("<svg", f'<svg viewBox="{escape(str(box))}"', 1))


def join(separator: Content, parts: Iterable[Content]) -> Markup:
    """Parts that are not empty, with a separator between them."""
    return Markup(text(separator).join(markup for markup in map(text, parts) if markup))
