"""Legal documents in Akoma Ntoso 3.0, the OASIS standard for legislation, out and in; no Django.

What the standard holds stands in its elements. Five things it has no place for stand in the
namespace ``urn:govportal:akoma-ntoso``: the words of an incomplete date of effect, what a relation
says besides kind and document, the letter meant by a misprinted point, and the mark that the text
is to be read back letter by letter.
"""

from .addresses import WorkAddress
from .messages import AkomaNtosoWarning, InvalidAkomaNtoso
from .reading import read
from .schema import is_akoma_ntoso, validate
from .writing import write

__all__ = [
    "AkomaNtosoWarning",
    "InvalidAkomaNtoso",
    "WorkAddress",
    "is_akoma_ntoso",
    "read",
    "validate",
    "write",
]
