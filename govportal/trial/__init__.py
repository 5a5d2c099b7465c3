"""A trial installation on one machine: prepared, filled with marked samples, served."""
