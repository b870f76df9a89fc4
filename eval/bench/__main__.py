"""``make bench``: every benchmark, one after the other; each prints its table. Figures as JSON in ``bench-results/``."""

import subprocess
import sys
from pathlib import Path

from assistant.settings import load_settings
from indexes.weights import weights_path


def main() -> None:
    """Run all; a benchmark that fails stops the run with its own message."""
    settings = load_settings()
    weights = str(settings.weights_folder)
    out = Path("bench-results")
    out.mkdir(exist_ok=True)
    model = str(weights_path(settings.language_model.model, settings.weights_folder))
    for module, *arguments in (
        ("embedding", "--weights", weights, "--threads", "1", "2"),
        ("importing", "--weights", weights),
        ("paper_qa.environment",),
        ("answering", "--drafted", "4", "--json", str(out / "answering.json")),
        ("decoding", model, "--json", str(out / "decoding.json")),
        ("retrieval",),
        ("cohort", "--json", str(out / "cohort.json")),
    ):
        subprocess.run([sys.executable, "-m", f"eval.bench.{module}", *arguments], check=True)


if __name__ == "__main__":
    main()
