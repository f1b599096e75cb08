"""The views of the page: each reads what it shows through `web.site.run`, and renders one template."""
