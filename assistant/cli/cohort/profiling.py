"""``sourcier cohort profile``: a cohort's table 1."""

from assistant.cli.cohort.options import IdArgument, JsonOption, LanguageOption, language_for, opened, print_json


def profile(cohort_id: IdArgument, json: JsonOption = False, lang: LanguageOption = None) -> None:
    """Describe a cohort: its variables level by level, and the survival of all its patients."""
    from rich.console import Console

    from assistant.analysis.profile import cohort_profile
    from assistant.cli.cohort.printed import print_profile

    language = language_for(lang, "")
    found = cohort_profile(opened(cohort_id), language)
    if json:
        print_json(found)
    else:
        print_profile(found, Console(), language)
