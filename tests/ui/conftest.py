"""A page on the starter cards, with answers that are composed here: what is tested is what the page makes of them."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from assistant.answer import (
    Abstention,
    Answer,
    DroppedSentence,
    EvidenceSource,
    Finding,
    Fit,
    PooledEstimate,
    Sentence,
    Verdict,
)
from assistant.events import (
    Abstained,
    Done,
    Event,
    EvidenceFound,
    FindingsComposed,
    QuestionUnderstood,
    SentenceDropped,
    SentenceVerified,
)
from corpora.catalogue import Language
from corpora.errors import SourcierError
from corpora.literature.source import Passage, Source, SourceKind, StudyDesign
from corpora.literature.starter.cards import starter_sources
from ui.ports import ImportStep, LibraryRow, LibraryStatus, Thumb

SAID = {
    "en": "Ribociclib with endocrine therapy prolonged overall survival.",
    "fr": "Le ribociclib associé à l'hormonothérapie a allongé la survie globale.",
}
ABSENT = {
    "en": "No source of the library is about Merkel-cell carcinoma.",
    "fr": "Aucune source de la bibliothèque ne porte sur le carcinome de Merkel.",
}
