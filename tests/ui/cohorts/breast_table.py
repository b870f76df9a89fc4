"""A small table of invented patients, as a French hospital might export it."""

import csv
import random
from pathlib import Path

HEADER = ("ipp", "age", "sexe", "grade_sbr", "ganglions_envahis", "re", "traitement", "delai_deces_jours", "deces")


def write_table(path: Path, n: int = 400, seed: int = 7) -> Path:
    """Patients of 35 to 84; those with more nodes die earlier, those with tamoxifen later."""
    chance = random.Random(seed)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        for i in range(n):
            nodes = min(15, int(chance.expovariate(0.3)))
            treatment = chance.choice(("tamoxifène", "aucun"))
            hazard = 0.00025 * (1 + 0.15 * nodes) * (0.6 if treatment == "tamoxifène" else 1.0)
            death, end = chance.expovariate(hazard), chance.uniform(600, 3000)
            writer.writerow(
                (
                    f"80{i:07d}", chance.randint(35, 84), "F", chance.choice("123"), nodes,
                    chance.choice(("positif", "négatif")), treatment, int(min(death, end)) + 1, int(death < end),
                )
            )  # fmt: skip
    return path
