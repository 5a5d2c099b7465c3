"""Vietnamese for the packages we stand on: their texts, our catalogues, one set of words.

The sources lie in ``catalogues/``, a file for each folder and domain that a package keeps a
catalogue for, at the path that it has below that package's own root. ``hatch_build.py`` compiles
them into ``compiled/``, which ``LOCALE_PATHS`` names. What reads and writes sources needs Babel,
which every checkout has and no installation needs.
"""
