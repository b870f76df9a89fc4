"""Scoring of de-identification against annotated texts."""
