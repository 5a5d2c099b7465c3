"""System checks of govportal: each names what is wrong and what to do, in both languages."""
