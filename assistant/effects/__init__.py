"""Effect estimates in free text: hazard, odds and risk ratios, medians, rates and differences, and what they favour."""

from assistant.effects.extraction import extract_effects

__all__ = ["extract_effects"]
