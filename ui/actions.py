"""What can be done with an answer: copy, export, print, say whether it was good."""

from assistant.answer import Answer
from assistant.export import Format
from ui.icons import icon
from ui.markup import Markup, join, tag
from ui.words import Words

_FORMATS: tuple[Format, ...] = ("docx", "md", "ris", "bib", "csl.json", "json")


def actions(answer: Answer, position: int, t: Words) -> Markup:
    """The line under an answer; each button names the turn that it is of."""
    return tag(
        "footer",
        _button("evidence", "list", t("show_evidence"), position, class_="only-narrow"),
        _button("copy", "copy", t("copy"), position),
        _export(position, t),
        _button("print", "print", t("print"), position),
        tag("span", class_="spring"),
        _thumb("good", t("good"), position),
        _thumb("bad", t("bad"), position),
        tag("p", _timing(answer, t), class_="timing"),
        tag(
            "form",
            tag("label", t("comment"), for_=f"comment-{position}"),
            tag("textarea", id=f"comment-{position}", rows=2, maxlength=2000),
            tag("button", t("comment_send"), type="submit", class_="quiet"),
            class_="comment",
            data_action="comment",
            data_turn=position,
            hidden=True,
        ),
        class_="actions",
    )


def _button(action: str, sign: str, label: str, position: int, class_: str = "") -> Markup:
    return tag(
        "button",
        icon(sign),
        tag("span", label),
        type="button",
        class_=f"quiet {class_}".strip(),
        data_action=action,
        data_turn=position,
    )


def _thumb(thumb: str, label: str, position: int) -> Markup:
    return tag(
        "button",
        icon(thumb),
        type="button",
        class_="quiet sign",
        data_action="thumb",
        data_thumb=thumb,
        data_turn=position,
        aria_pressed="false",
        aria_label=label,
        title=label,
    )


def _export(position: int, t: Words) -> Markup:
    choices = [
        tag("button", t(f"export_{name}"), type="button", data_action="export", data_format=name, data_turn=position)
        for name in _FORMATS
    ]
    summary = tag("summary", icon("export"), tag("span", t("export")), class_="quiet")
    return tag("details", summary, tag("div", choices, class_="menu-list"), class_="menu")


def _timing(answer: Answer, t: Words) -> Markup:
    times = answer.timings_ms
    took = None
    if "evidence" in times and "done" in times:
        took = t("timing", evidence=_seconds(times["evidence"], t), done=_seconds(times["done"], t))
    return join(" · ", [took, _written_by(answer, t)])


def _written_by(answer: Answer, t: Words) -> str:
    if answer.sentences:
        return t("timing_model", model=answer.model)
    return t("timing_model_refused", model=answer.model) if answer.dropped else t("timing_no_model")


def _seconds(milliseconds: float, t: Words) -> str:
    whole, tenth = divmod(round(milliseconds / 100), 10)
    return t("seconds", whole=whole, tenth=tenth)
