"""Sends sums of use to the national measuring platform, day by day (INTEG-02, INTEG-03)."""
