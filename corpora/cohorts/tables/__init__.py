"""Delimited tables and Parquet, read into a cohort by a mapping that a data manager writes or accepts."""
