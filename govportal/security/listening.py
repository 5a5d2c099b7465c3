"""Connects the signals of this room, once, when the applications are loaded."""

from govportal.security import accounts, audit, passwords, sessions


def connect() -> None:
    """Listen to sign-ins, passwords and second factors."""
    for part in (accounts, audit, passwords, sessions):
        part.connect()
