"""{{ cookiecutter.__name_en }} for govportal."""
