"""Events on a terminal."""

from rich.console import Console
from rich.markup import escape
from rich.text import Text

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
from assistant.export.outline import marks
from corpora.catalogue import Language, say


def print_event(event: Event, console: Console, language: Language) -> Language:
    """Print one event; returns the language that the answer speaks."""
    match event:
        case QuestionUnderstood(redacted=redacted, language=spoken):
            if redacted:
                console.print(f"[dim]{say('cli.redacted', spoken, categories=', '.join(redacted))}[/dim]")
            return spoken
        case EvidenceFound(sources=sources):
            for evidence in sources:
                source = evidence.source
                flags = "".join(f" [bold red]{say(f'flags.{flag}', language)}[/bold red]" for flag in evidence.flags)
                style = "" if evidence.answers else "dim"
                line = f"\\[{evidence.n}] {escape(source.title)} [italic]{escape(source.journal)} {source.year or ''}[/italic]"
                console.print(f"{line}{flags}", style=style)
        case FindingsComposed(findings=findings):
            console.print()
            for finding in findings:
                console.print(Text(f"• {finding.text} {marks(finding.citations)}"))
                if finding.limits:
                    limits = say("export.limits", language, limits=", ".join(finding.limits))
                    console.print(Text(f"  {limits}", style="dim"))
            console.print()
        case Abstained(abstention=abstention):
            console.print(Text(abstention.missing, style="bold"))
            if abstention.nearest:
                console.print(say("cli.nearest", language, citations=marks(abstention.nearest)), markup=False)
        case SentenceVerified(sentence=sentence):
            console.print(Text(f"{sentence.text} {marks(sentence.citations)}"))
        case SentenceDropped(dropped=dropped):
            console.print(Text(say("cli.dropped", language, reason=dropped.reason), style="dim"))
        case Done():
            console.print(say("export.disclaimer", language), style="dim")
    return language
