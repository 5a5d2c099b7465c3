from django.apps import AppConfig


class {{ cookiecutter.__class }}Config(AppConfig):
    name = "{{ cookiecutter.slug }}"
    verbose_name = "govportal: {{ cookiecutter.__name }}"
