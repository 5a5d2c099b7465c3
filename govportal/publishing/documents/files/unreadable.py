"""What keeps a file from being read; one reason can be met by asking."""

from govportal.publishing.regulations.unreadable import UnreadableFile

__all__ = ["LegacyEncoding", "UnreadableFile"]


class LegacyEncoding(UnreadableFile):
    """Text in an encoding before Unicode: it is converted when somebody has seen the sample."""

    def __init__(self, encoding: str, sample: str) -> None:
        self.encoding = encoding
        self.sample = sample
        super().__init__("legacy_encoding", encoding=encoding, sample=sample)
