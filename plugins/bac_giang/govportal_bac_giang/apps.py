from django.apps import AppConfig


class BacGiangConfig(AppConfig):
    name = "govportal_bac_giang"
    verbose_name = "govportal: Bắc Giang"
