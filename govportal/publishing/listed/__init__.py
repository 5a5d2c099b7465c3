"""Which pages stand in the lists of which home and section, kept ready in the order of the lists.

Pages lie in a tree, so that the newest ones below a home are found by reading all that is below it.
Here each page has a row for each list that shows it, in an index that gives the newest ones first:
a list costs the same in a portal of fifty pages and in one of fifty thousand.
"""
