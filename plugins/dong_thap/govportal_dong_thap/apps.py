from django.apps import AppConfig


class DongThapConfig(AppConfig):
    name = "govportal_dong_thap"
    verbose_name = "govportal: Đồng Tháp"
