from django.apps import AppConfig


class MinhHoaConfig(AppConfig):
    name = "minh_hoa"
    verbose_name = "govportal: Tỉnh Minh Họa"
