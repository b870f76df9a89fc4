"""Measures, each one a pure function; from an established library where one fits."""
