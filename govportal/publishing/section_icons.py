"""Which drawing stands beside the name of a section where sections are offered as tiles."""

SECTIONS_BY_ICON = {
    "bars": ("statistics", "socioeconomic_profile"),
    "bell": ("notices",),
    "book": ("gazette", "history_culture"),
    "building": ("introduction", "agency_profile", "construction_plans", "urban_plans"),
    "calendar": ("work_calendar", "plans"),
    "case": ("projects", "calling_projects", "recruitment"),
    "chat": ("feedback", "petition_replies"),
    "coins": (
        "financial_statements", "budget", "public_investment", "aid_funds", "state_capital",
        "taxes_fees", "procurement",
    ),
    "doc": ("legal_documents", "work_reports"),
    "edit": ("consultations",),
    "flag": ("directives", "leaders_directives"),
    "flask": ("science",),
    "globe": ("treaties",),
    "growth": (
        "investment_promotion", "investment_incentives", "investment_opportunities",
        "development_strategy",
    ),
    "leaf": ("environment", "natural_conditions", "waste_plans", "waste_sources"),
    "list": ("procedures",),
    "map": ("administrative_units", "land_use_plans", "land_prices"),
    "medal": ("commendations",),
    "news": ("news", "press_information"),
    "phone": ("contact", "channels"),
    "pin": ("places",),
    "pulse": ("epidemics", "public_health"),
    "scale": ("legal_dissemination", "sanctions"),
    "search": ("inspections",),
    "shield": ("disclosure", "polluted_areas", "risk_areas"),
    "sound": ("spokesperson",),
    "users": ("leaders",),
}  # fmt: skip
SECTION_ICONS = {key: icon for icon, keys in SECTIONS_BY_ICON.items() for key in keys}
"""The icon of the sprite by key of section; a section that is not here is a folder."""
