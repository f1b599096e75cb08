"""The Django application `access`."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Users, roles and routes."""

    name = "web.site.access"
    label = "access"

    def ready(self) -> None:
        """Hear of sign-ins."""
        from web.site.access.sessions import listen

        listen()
