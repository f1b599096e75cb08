"""The Django application `drafts`."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    """See the package."""

    name = "web.site.drafts"
    label = "drafts"
