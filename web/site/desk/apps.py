"""The Django application `desk`."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """See the package."""

    name = "web.site.desk"
    label = "desk"
