"""Invented families with known truth, for measuring record linkage.

The package exists so that a linkage engine can be measured on households, twins and changed
names, which the public test sets do not hold. Truth is made first and each source then sees it
with errors; nothing here is shared with the engine that is measured.

Invariant: everybody is invented, and the same seed gives the same bytes.
"""
