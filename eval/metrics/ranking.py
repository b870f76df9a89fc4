"""nDCG, recall and reciprocal rank of ranked documents, as ir-measures computes them."""

from collections.abc import Mapping, Sequence

import ir_measures
from ir_measures import RR, R, nDCG

Relevance = Mapping[str, int]


def ranking_scores(ranked: Sequence[str], relevance: Relevance, k: int = 10) -> dict[str, float]:
    """``nDCG@k``, ``recall@k`` and ``MRR@k`` of one query.

    Parameters
    ----------
    ranked
        Document ids, best first. A document that comes twice counts where it comes first.
    relevance
        Grade of each judged document; one graded 1 or more is relevant. At least one has to be.
    k
        How many of the ranked count.
    """
    once = list(dict.fromkeys(ranked))[:k]
    # trec_eval orders by score and, among equal scores, by name: scores that fall strictly keep our order.
    run = {"q": {document: float(len(once) - rank) for rank, document in enumerate(once)}}
    wanted = {f"nDCG@{k}": nDCG @ k, f"recall@{k}": R @ k, f"MRR@{k}": RR @ k}
    found = ir_measures.calc_aggregate(list(wanted.values()), {"q": dict(relevance)}, run) if once else {}
    return {name: float(found.get(measure, 0.0)) for name, measure in wanted.items()}
