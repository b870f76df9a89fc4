"""From French words to the English words of the library's own vocabulary."""
