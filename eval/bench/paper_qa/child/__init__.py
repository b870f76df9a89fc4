"""What runs in paper-qa's own environment: the standard library and paper-qa, nothing of the project."""
