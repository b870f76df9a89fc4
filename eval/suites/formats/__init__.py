"""The published formats that the suites read, one a file."""
