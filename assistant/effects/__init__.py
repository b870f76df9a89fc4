"""Effect estimates in free text: hazard, odds and risk ratios, medians, rates and differences, and what they favour."""

from assistant.effects.direction import Direction, direction
from assistant.effects.extraction import extract_effects

__all__ = ["Direction", "direction", "extract_effects"]
