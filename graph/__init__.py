"""Annotations → events → graph → files."""
