"""The Evaluation section: suites started, runs browsed and compared, failing items opened."""
