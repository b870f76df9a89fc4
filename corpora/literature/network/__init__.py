"""Literature from the network, for sites that allow it. Off unless the caller says otherwise."""

from corpora.literature.network.clinicaltrials import search_clinicaltrials
from corpora.literature.network.europepmc import search_europepmc
from corpora.literature.network.pubmed import search_pubmed

__all__ = ["search_clinicaltrials", "search_europepmc", "search_pubmed"]
