"""Presentation attack detection: live, print, replay or mask, by a face and what surrounds it."""
