"""Evaluation of resource policies: pure functions over a parsed document, a caller and a request context."""
