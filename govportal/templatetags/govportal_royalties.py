"""How templates write amounts of money."""

from django import template

from govportal.royalties import money

register = template.Library()
register.filter("money", money.grouped)
