"""A verdict for every line of a file: logs, crawls, tables. Rules: docs/policy/filter.md."""
