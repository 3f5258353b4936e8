"""``python -m contracts`` does what ``contracts`` does."""

from __future__ import annotations

from contracts.cli import main

if __name__ == "__main__":
    main()
