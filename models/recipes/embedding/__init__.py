"""Recipe of the embedding network."""
