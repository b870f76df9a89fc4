"""What Python sends to the page: for each region, its blocks in order; the page replaces only blocks that changed."""

from typing import Any

from ui.markup import Markup

Block = tuple[str, Markup]
Regions = dict[str, list[Block]]


def sent(regions: Regions, **state: Any) -> dict[str, Any]:
    """Regions as the page's scripts read them (``ui/assets/page.js``), with what else they need to know."""
    return {
        "regions": {name: [[key, str(html)] for key, html in blocks] for name, blocks in regions.items()},
        **state,
    }
