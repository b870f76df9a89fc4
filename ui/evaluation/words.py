"""The section's texts in one language."""

from collections.abc import Callable
from functools import partial

from corpora.catalogue import Language, say
from ui.spacing import spaced

EvaluationWords = Callable[..., str]


def evaluation_words(language: Language) -> EvaluationWords:
    """``evaluation_words("en")("start")`` is the entry ``ui_evaluation.start`` in English."""
    return partial(_word, language)


def _word(language: Language, entry: str, **details: object) -> str:
    return spaced(say(f"ui_evaluation.{entry}", language, **details), language)
