"""What is known: documents and cohorts in, passages out."""
