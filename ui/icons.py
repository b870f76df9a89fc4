"""The few signs of the page, drawn in the colour of the text around them."""

from ui.markup import Markup, svg_tag

_SHAPES = {
    "check": "M3.5 8.5l3 3 6-7",
    "cross": "M4 4l8 8M12 4l-8 8",
    "good": (
        "M5.5 14V7.2L8.6 2c1 0 1.6.8 1.4 1.8L9.5 6.5H13c.7 0 1.2.7 1 1.4l-1.2 5c-.1.6-.7 1.1-1.3 1.1H5.5zm0 0H2.5V7.2h3"
    ),
    "bad": (
        "M10.5 2v6.8L7.4 14c-1 0-1.6-.8-1.4-1.8l.5-2.7H3c-.7 0-1.2-.7-1-1.4l1.2-5C3.3 2.5 3.9 2 4.5 2h6zm0 0h3v6.8h-3"
    ),
    "copy": "M5.5 5.5V2.5h8v8h-3M2.5 5.5h8v8h-8z",
    "export": "M8 2v8M4.8 6.8L8 10l3.2-3.2M2.5 11v2.5h11V11",
    "print": "M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z",
    "list": "M2.5 4h11M2.5 8h11M2.5 12h7",
    "new": "M8 3v10M3 8h10",
    "remove": "M3 4.5h10M6 4.5V2.5h4v2M4.5 4.5l.6 9h5.8l.6-9",
    "attach": ("M12.5 7.5l-5 5a3 3 0 01-4.3-4.3l5.5-5.4a2 2 0 012.9 2.9l-5.4 5.3a1 1 0 01-1.5-1.4l4.7-4.7"),
    "send": "M8 13V3.5M3.8 7.5L8 3.3l4.2 4.2",
    "stop": "M4.5 4.5h7v7h-7z",
    "theme": "M8 2.5a5.5 5.5 0 100 11z M8 2.5a5.5 5.5 0 110 11",
    "warning": "M8 2.2L14.3 13.5H1.7zM8 6.5v3.5M8 11.8v.2",
    "arrow": "M6 3.5L10.5 8 6 12.5",
}


def icon(name: str) -> Markup:
    """A sign of 16 by 16 units; decorative, so what it means is said in words beside it or in a label."""
    path = svg_tag("path", d=_SHAPES[name])
    return svg_tag("svg", path, view_box="0 0 16 16", class_=f"icon icon-{name}", aria_hidden="true", focusable="false")
