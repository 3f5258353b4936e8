"""The store: one OCFL 1.1 object per agreement, versions only added, and a ledger of them all.

``generated/archive/`` holds ``store/`` (the OCFL storage root), ``ledger.txt`` and
``index.sqlite``. The ledger's line is the moment at which a version counts as stored; the index
can be made again from the rest at any time.
"""
