"""The one exception of the builder."""


class BuildError(Exception):
    """Nothing usable can be built. The message is one line: what, where, what to do."""
