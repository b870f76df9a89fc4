"""The parts of the page that do not depend on an answer: header, empty page, composer, earlier conversations."""

from collections.abc import Sequence

from corpora.catalogue import LANGUAGES, Language
from ui.icons import icon
from ui.markup import Markup, tag
from ui.turn import Conversation
from ui.words import words

EXAMPLES = ("example_1", "example_2", "example_3")


def header(language: Language, views: Sequence[tuple[str, str]], sources: int) -> Markup:
    """The bar at the top.

    Parameters
    ----------
    views
        Name and label of each section of the page, in order.
    sources
        How many the library holds.
    """
    t = words(language)
    tabs = [
        tag("button", label, type="button", class_="view-tab", data_action="view", data_view=name)
        for name, label in views
    ]
    choices = [
        tag(
            "button",
            tag("span", code.upper(), aria_hidden="true"),
            tag("span", {"en": "English", "fr": "Français"}[code], class_="sr"),
            type="button",
            data_action="language",
            data_language=code,
            lang=code,
            aria_pressed="true" if code == language else "false",
        )
        for code in LANGUAGES[::-1]
    ]
    return tag(
        "div",
        tag("a", t("skip"), href="#question", class_="skip"),
        tag("button", "Sourcier", type="button", class_="brand", data_action="view", data_view="ask"),
        tag("nav", tabs, class_="views", aria_label=t("views")),
        tag("span", class_="spring"),
        tag(
            "button",
            t("library_count", count=sources),
            type="button",
            class_="library-count",
            data_action="view",
            data_view="library",
        ),
        tag("div", choices, class_="languages", role="group", aria_label=t("language")),
        tag(
            "button",
            icon("theme"),
            type="button",
            class_="quiet sign",
            data_action="theme",
            aria_label=t("theme"),
            title=t("theme"),
        ),
        class_="bar",
        data_title=t("title"),
        data_lost=t("lost"),
        data_lost_hint=t("lost_hint"),
        data_unexpected=t("unexpected"),
        data_unexpected_hint=t("unexpected_hint"),
    )


def welcome(language: Language) -> Markup:
    """What an empty conversation shows: what this is, and three questions to try."""
    t = words(language)
    examples = [
        tag("li", tag("button", t(example), type="button", class_="example", data_action="example"))
        for example in EXAMPLES
    ]
    return tag(
        "section",
        tag("h1", t("welcome")),
        tag("p", t("welcome_lead"), class_="lead"),
        tag("h2", t("examples")),
        tag("ul", examples, class_="examples"),
        class_="welcome",
    )


def composer(language: Language, *, drafting: bool) -> Markup:
    """Where the question is typed, and the one line that says what this is not."""
    t = words(language)
    draft = (
        tag("label", tag("input", type="checkbox", id="draft", checked=True), t("draft_switch"), class_="draft-switch")
        if drafting
        else tag("span", t("drafting_off"), class_="drafting-off")
    )
    return tag(
        "form",
        tag("label", t("question"), for_="question", class_="sr"),
        tag(
            "div",
            tag(
                "textarea",
                id="question",
                rows=1,
                maxlength=4000,
                placeholder=t("question_placeholder"),
                title=t("send_key"),
                autocomplete="off",
            ),
            tag(
                "button",
                icon("attach"),
                type="button",
                class_="quiet sign",
                data_action="attach",
                aria_label=t("attach"),
                title=t("attach"),
            ),
            tag("button", icon("send"), tag("span", t("send")), type="submit", class_="send"),
            tag(
                "button",
                icon("stop"),
                tag("span", t("stop")),
                type="button",
                class_="send stop",
                data_action="stop",
                hidden=True,
                data_stopping=t("stage_stopping"),
            ),
            class_="field",
        ),
        tag("div", tag("span", t("disclaimer"), class_="disclaimer"), draft, class_="under-field"),
        class_="composer",
        data_action="ask",
    )


def conversations(found: Sequence[Conversation], current: str, language: Language) -> Markup:
    """The bar above a conversation: a new one, and the earlier ones behind a line that opens."""
    t = words(language)
    items = [
        tag(
            "li",
            tag(
                "button",
                tag("span", conversation.title, class_="title"),
                tag("time", conversation.updated[:10], datetime=conversation.updated),
                type="button",
                class_="open",
                data_action="open",
                data_conversation=conversation.id,
                aria_current="true" if conversation.id == current else None,
            ),
            tag(
                "button",
                icon("remove"),
                type="button",
                class_="quiet sign",
                data_action="forget",
                data_conversation=conversation.id,
                aria_label=t("conversation_delete"),
                title=t("conversation_delete"),
            ),
        )
        for conversation in found
    ]
    listed = tag("ul", items) if items else tag("p", t("conversations_none"))
    return tag(
        "div",
        tag(
            "details",
            tag("summary", icon("list"), tag("span", t("conversations")), class_="quiet"),
            tag("div", listed, class_="menu-list"),
            class_="menu conversations",
        ),
        tag(
            "button", icon("new"), tag("span", t("conversation_new")), type="button", class_="quiet", data_action="new"
        ),
        tag("span", t("conversation"), class_="sr", id="thread-title"),
        class_="conversation-bar",
    )
