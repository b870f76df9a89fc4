"""Style sheets and scripts of the page, as package data."""
