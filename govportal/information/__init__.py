"""What each category of information holds, what is missing, and what was answered instead."""
