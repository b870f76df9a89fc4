"""What a full text reports of one outcome in one comparison, and the sentence that says it."""

from eval.systems.effect_in_text.reading import LABELS, Reported, effect_in_text

__all__ = ["LABELS", "Reported", "effect_in_text"]
