"""Scans: which page of which contract each picture shows, and what is missing."""
