"""Dated events of patients, whatever system recorded them, and the cohort that follows from them."""
