"""How days and times are written and read in forms and lists: 30/11/2026 in both languages."""

DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]
"""The first stands in fields of the kind that browsers show in the reader's own way. Never the
month before the day: 05/11/2026 is in November."""
DATETIME_INPUT_FORMATS = [
    f"{day} {time}" for day in DATE_INPUT_FORMATS for time in ("%H:%M", "%H:%M:%S")
]
FIRST_DAY_OF_WEEK = 1
