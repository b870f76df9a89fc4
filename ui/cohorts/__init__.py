"""The page's Cohorts section: import, profile, similar patients, counts."""
