"""paper-qa on the bench's cards, questions and models, as a child process in an environment of its own.

Its dependencies do not agree with the project's (one wants packaging below 26, and the tested set is past that), so it
is never installed beside them. The child has no model and no network: it asks the bench for vectors and completions by
pipe, and refuses itself every connection.
"""
