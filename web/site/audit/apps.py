"""The Django application `audit`."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """See the package."""

    name = "web.site.audit"
    label = "audit"
