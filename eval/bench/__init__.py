"""Speed and memory, measured against the engines underneath on the same input."""
