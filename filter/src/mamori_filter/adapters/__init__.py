"""Doors to a filter for other programs: middleware, a service, a proxy's helper. Rules: docs/policy/filter.md."""
