"""Royalties (nhuận bút) and remuneration (thù lao): rates, ledger, statements for payment."""
