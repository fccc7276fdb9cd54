"""List files and deltas. Their octets: docs/policy/address-list-format.md."""
