"""For those who write knowledge: YAML to records by their annotations, and everything that can be wrong with it.

A plain run of an installed program never imports this package.
"""
