"""Answering in a workbook: written from what a round asks, read back, compared and merged.

Policy: docs/policy/plan.md, sections 7 and 8. The fields and their rules are those of ``rules.cells``
and ``rules.returns``; nothing here says again what may stand in a cell.
"""
