"""Disclosure control: what of a cohort may be shown, so that no group of fewer than eleven patients is told of."""
