"""The detector: boxes and five points of all faces of a whole frame, in the manner of YuNet."""
