"""Three small products, each an honest model with its data, segments and failures.

Lessons share them, so that criteria can differ by the kind of product. Everything is
trained where it is used, from frozen tables in ``datasets/``; nothing is downloaded.
"""
