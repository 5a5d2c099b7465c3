"""What a portal tells programs of itself: crawlers, language models, finders of data sets."""
