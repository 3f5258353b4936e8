"""Files from outside, before anybody understands them: what they are, and how much they may be."""
