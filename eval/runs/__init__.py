"""Running suites: what is recorded, how a run resumes, and how two runs are compared."""
