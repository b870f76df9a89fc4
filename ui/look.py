"""Gradio's theme, reduced to the page's own fonts and colours: what later views build of its components fits in."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr

SANS = ("-apple-system", "BlinkMacSystemFont", "Segoe UI", "Noto Sans", "Liberation Sans", "Arial", "sans-serif")
MONO = ("ui-monospace", "Consolas", "Liberation Mono", "monospace")


def look() -> "gr.themes.Base":
    """System fonts only: nothing is fetched. Colours are the variables of ``tokens.css``."""
    import gradio as gr

    theme = gr.themes.Base(font=SANS, font_mono=MONO, radius_size="sm", spacing_size="sm", text_size="sm")
    both = {
        "body_background_fill": "var(--paper)",
        "body_text_color": "var(--ink)",
        "body_text_color_subdued": "var(--ink-2)",
        "background_fill_primary": "var(--paper)",
        "background_fill_secondary": "var(--paper-2)",
        "block_background_fill": "var(--paper)",
        "block_border_color": "var(--rule)",
        "border_color_primary": "var(--rule)",
        "border_color_accent": "var(--accent)",
        "color_accent_soft": "var(--accent-soft)",
        "input_background_fill": "var(--paper)",
        "input_border_color": "var(--rule-2)",
        "input_border_color_focus": "var(--accent)",
        "button_primary_background_fill": "var(--accent)",
        "button_primary_background_fill_hover": "var(--accent-2)",
        "button_primary_text_color": "var(--on-accent)",
        "button_secondary_background_fill": "var(--paper-2)",
        "button_secondary_background_fill_hover": "var(--rule)",
        "button_secondary_text_color": "var(--ink)",
        "table_border_color": "var(--rule)",
        "link_text_color": "var(--accent)",
    }
    return theme.set(**both, **{f"{name}_dark": value for name, value in both.items()}, color_accent="var(--accent)")
