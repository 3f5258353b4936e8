"""Digitally signed copies: are these our bytes, who signed them, and what does nothing protect."""
