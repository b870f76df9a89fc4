"""An item, opened: what was asked and wanted, what came back with its evidence and verdicts, and what was wrong."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from corpora.catalogue import Language
from ui.evaluation.ports import ItemDetail
from ui.evaluation.words import EvaluationWords, evaluation_words
from ui.icons import icon
from ui.markup import Markup, join, tag
from ui.regions import Block

_LONGEST_JSON = 20_000


def item_blocks(detail: ItemDetail, language: Language) -> list[Block]:
    """The item, and a way back to its run."""
    t = evaluation_words(language)
    answers = list(_answers(detail.output))
    back = tag("button", t("back"), type="button", class_="quiet", data_action="back")
    wanted = [(tag("dt", name), tag("dd", value)) for name, value in detail.wanted]
    return [
        (
            "item-head",
            tag(
                "div",
                back,
                tag("h1", detail.asked or detail.id),
                tag("p", detail.id, class_="evaluation-name"),
                _failures(detail.failures, t),
            ),
        ),
        ("item-wanted", _folded(t("wanted"), tag("dl", wanted), opened=True) if wanted else tag("div")),
        *((f"item-answer-{i}", _answer(answer, t)) for i, answer in enumerate(answers)),
        ("item-scores", _folded(t("verdicts"), _scores(detail.scores), opened=not answers)),
        ("item-output", _folded(t("output"), _json(detail.output), opened=not answers)),
    ]


def _failures(failures: Sequence[str], t: EvaluationWords) -> Markup:
    if not failures:
        return tag("p", icon("check"), t("passed"), class_="passed")
    return tag("ul", [tag("li", icon("warning"), tag("span", failure)) for failure in failures], class_="failures")


def _answers(output: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The answers' records in an output: itself, or the first found among its values."""
    if _is_answer(output):
        return [output]
    inner = [value for value in output.values() if isinstance(value, Mapping) and _is_answer(value)]
    return inner[:1]


def _is_answer(value: Mapping[str, Any]) -> bool:
    return {"sources", "findings", "sentences", "abstained"} <= value.keys()


def _answer(record: Mapping[str, Any], t: EvaluationWords) -> Markup:
    said: list[Markup | None] = []
    if record["abstained"]:
        missing = (record.get("abstention") or {}).get("missing", "")
        said.append(tag("p", tag("b", t("abstained")), " ", missing))
    said += [_statement(s, s.get("verdict", ""), t) for s in record["sentences"]]
    said += [
        tag(
            "li", tag("s", d["text"]), tag("span", t("verdict_dropped"), ": ", d["reason"], class_="verdict is-dropped")
        )
        for d in record.get("dropped", ())
    ]
    said += [_statement(f, "", t) for f in record["findings"]]
    return tag(
        "section",
        tag("h2", t("answer")),
        tag("ul", said, class_="said"),
        tag("h2", t("evidence")) if record["sources"] else None,
        tag("ol", [_source(source, t) for source in record["sources"]], class_="item-sources"),
        class_="item-answer",
    )


def _statement(statement: Mapping[str, Any], verdict: str, t: EvaluationWords) -> Markup:
    marks = "".join(f"[{n}]" for n in statement["citations"])
    known = verdict in ("supported", "stated")
    return tag(
        "li",
        statement["text"],
        " ",
        tag("span", marks, class_="marks"),
        tag("span", icon("check"), t(f"verdict_{verdict}"), class_="verdict") if known else None,
    )


def _source(source: Mapping[str, Any], t: EvaluationWords) -> Markup:
    passages = [tag("blockquote", passage["text"]) for passage in source.get("passages", ())]
    meta = join(
        " · ", [source.get("journal") or None, str(source["year"]) if source.get("year") else None, source["id"]]
    )
    return tag(
        "li",
        tag(
            "details",
            tag(
                "summary",
                tag("span", f"[{source['n']}] {source['title']}", class_="source-title"),
                tag("span", meta, class_="source-meta"),
                tag("span", t("answers") if source.get("answers") else t("nearby"), class_="verdict"),
            ),
            passages,
        ),
    )


def _scores(scores: Sequence[tuple[str, str]]) -> Markup:
    return tag("dl", [(tag("dt", name), tag("dd", value)) for name, value in scores])


def _json(output: Mapping[str, Any]) -> Markup:
    text = json.dumps(output, ensure_ascii=False, indent=2)
    return tag("pre", text if len(text) <= _LONGEST_JSON else f"{text[:_LONGEST_JSON]}…", tabindex=0)


def _folded(title: str, content: Markup, *, opened: bool) -> Markup:
    return tag("details", tag("summary", title), content, open=opened, class_="evaluation-facts")
