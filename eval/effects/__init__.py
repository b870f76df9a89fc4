"""Agreement of extracted effects with curated ones."""
