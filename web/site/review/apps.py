"""The Django application `review`."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """See the package."""

    name = "web.site.review"
    label = "review"
