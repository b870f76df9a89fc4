"""Whether Sourcier serves all patients alike: what its library and cohorts hold, and how questions of each group fare."""
