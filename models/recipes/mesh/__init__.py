"""The mesh network: 478 points of a face, whether there is one, and what its eyes, mouth and head do."""
