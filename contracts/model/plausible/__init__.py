"""What is well-formed and still cannot be meant: rules as data, each one record.

``placeholders`` knows the words that stand for a value nobody knows, ``texts`` finds them in any
model, ``rules`` is the table of everything that dates, numbers and people must not say together.
"""

from __future__ import annotations
