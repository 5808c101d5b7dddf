"""The settings of the site, with the peers and the bare list that it is measured against."""

from yifa.site.settings import *  # noqa: F403  Django reads every name of it
from yifa.site.settings import INSTALLED_APPS, TEMPLATES

INSTALLED_APPS = [*INSTALLED_APPS, "simple_history", "bench"]
TEMPLATES = [*TEMPLATES, {"BACKEND": "django.template.backends.django.DjangoTemplates"}]  # the bare list is plain Django
ROOT_URLCONF = "bench.urls"
