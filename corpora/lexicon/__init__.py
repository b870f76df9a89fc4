"""What a question or a source is about: concepts of oncology in French and English."""

from corpora.lexicon.concept import INTERVENTIONS, MEDICINES, Category, Concept, Mention
from corpora.lexicon.lexicon import Lexicon

__all__ = ["INTERVENTIONS", "MEDICINES", "Category", "Concept", "Lexicon", "Mention"]
