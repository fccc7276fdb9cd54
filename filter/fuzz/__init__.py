"""Fuzzing of what strangers write: addresses, list files, deltas. See README.md."""
