"""The Outline written out: PDF, Word, JSON, Data Package, and its one picture. Only reads the value."""
