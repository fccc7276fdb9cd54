"""Exports for servers that know names only: dedicated hosts, never the host of a page."""
