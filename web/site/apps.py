"""The application that holds templates, tags and the checks made when the page starts."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Templates, static files and pages."""

    name = "web.site"
    label = "page"

    def ready(self) -> None:
        """Refuse to start when an address has no row in the table of routes."""
        from web.site.access.enforcement import every_address_has_a_row

        every_address_has_a_row()
