from django.apps import AppConfig


class BenTreConfig(AppConfig):
    name = "govportal_ben_tre"
    verbose_name = "govportal: Bến Tre"
