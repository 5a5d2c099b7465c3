from django.apps import AppConfig


class HungYenConfig(AppConfig):
    name = "govportal_hung_yen"
    verbose_name = "govportal: Hưng Yên"
