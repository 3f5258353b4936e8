"""Step 8: the writers; each turns a ``Document`` into the bytes of one format.

They do not know each other, the clauses or the data: what is not in the document is not written.
"""
