"""Readers of literature, one format a file. ``read`` reads any of them."""

from corpora.literature.readers.limits import ReadLimits
from corpora.literature.readers.reading import read
from corpora.literature.readers.rejected import Rejected

__all__ = ["ReadLimits", "Rejected", "read"]
