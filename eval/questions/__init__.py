"""Clinician questions with known answers, and what an answer to one of them is scored on."""
