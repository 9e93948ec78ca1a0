"""What the readers raise."""


class FormatError(Exception):
    """The file is damaged, or uses a part of its format that no network of this pack uses. One clause."""
