"""The package for hand-over: a BagIt bag in a ZIP file that checks itself with ``verify.py``."""
