"""Events on a terminal."""

from rich.console import Console
from rich.markup import escape
from rich.text import Text

from assistant.answer import EvidenceSource, PatientsLike
from assistant.cohort_terms import title_in, when_in
from assistant.events import (
    Abstained,
    Done,
    Event,
    EvidenceFound,
    FindingsComposed,
    PatientsLikeFound,
    QuestionUnderstood,
    SentenceDropped,
    SentenceVerified,
)
from assistant.export.outline import marks
from assistant.export.patients_like import flag_of
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
                _print_source(evidence, console, language)
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
        case PatientsLikeFound(section=section, source=own):
            if own:
                _print_source(own, console, language)
            _print_patients_like(section, console, language)
        case SentenceVerified(sentence=sentence):
            console.print(Text(f"{sentence.text} {marks(sentence.citations)}"))
        case SentenceDropped(dropped=dropped):
            console.print(Text(say("cli.dropped", language, reason=dropped.reason), style="dim"))
        case Done():
            console.print(say("export.disclaimer", language), style="dim")
    return language


def _print_source(evidence: EvidenceSource, console: Console, language: Language) -> None:
    source = evidence.source
    flags = "".join(f" [bold red]{say(f'flags.{flag}', language)}[/bold red]" for flag in evidence.flags)
    where = f"{source.journal} {when_in(source, language)}".strip()
    line = f"\\[{evidence.n}] {escape(title_in(source, language)[0])} [italic]{escape(where)}[/italic]"
    console.print(f"{line}{flags}", style="" if evidence.answers else "dim")


def _print_patients_like(section: PatientsLike, console: Console, language: Language) -> None:
    """The section under a rule of its own, so that a cohort is never read as one more trial."""
    cited = marks((section.citation,)) if section.citation else ""
    title = say("cohort_answer.section", language)
    console.rule(Text(f"{title} · {flag_of(section, language)}"), align="left", characters="┄")
    console.print(Text(f"{section.lead} {cited}".rstrip()))
    for figure in section.figures:
        console.print(Text(f"• {figure} {cited}"))
    for remark in section.remarks:
        console.print(Text(f"  {remark.text}"))
    for caveat in section.caveats:
        console.print(Text(f"  {caveat}"))
    for said in section.method:
        console.print(Text(f"  {said}", style="dim"))
    console.rule(characters="┄")
    console.print()
