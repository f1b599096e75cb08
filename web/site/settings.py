"""The settings of Django and of the libraries beside it, made from a configuration and nothing else."""

from typing import Any

from web.site.access.route import Surface
from web.site.configuration import Configuration
from web.site.database import databases
from web.site.opaque import derived

#: What identifies the one provider of a process in addresses and beside the people it tells of. People of the
#: municipalities' provider are never taken for people of the inspectorate's, whatever they are called there.
PROVIDER, PROVIDER_OF_MUNICIPALITIES = "tjanst", "kommun"
_MIDDLEWARE = (
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "web.site.middleware.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "web.site.access.sessions.SessionLimitsMiddleware",
    "web.site.access.enforcement.AccessMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
)
_APPS = (
    "web.site.apps.SiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "web.site.access.apps.AccessConfig",
    "web.site.audit.apps.AuditConfig",
    "web.site.review.apps.ReviewConfig",
    "web.site.desk.apps.DeskConfig",
    "web.site.drafts.apps.DraftsConfig",
)


def provider_id(configuration: Configuration) -> str:
    """What the provider of a process is called."""
    return PROVIDER if Surface.INSPECTORATE in configuration.surfaces else PROVIDER_OF_MUNICIPALITIES


def django_settings(configuration: Configuration) -> dict[str, Any]:
    """Every setting, for `settings.configure`."""
    return {
        "CONFIGURATION": configuration,
        "DEBUG": False,
        "SECRET_KEY": derived(configuration.key, "django").hex(),
        "ALLOWED_HOSTS": list(configuration.hosts),
        "ROOT_URLCONF": "web.site.urls",
        "MIDDLEWARE": list(_MIDDLEWARE),
        "INSTALLED_APPS": list(_APPS),
        "DATABASES": databases(configuration),
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "page"}},
        "LANGUAGE_CODE": "sv",
        "USE_I18N": True,
        "USE_TZ": True,
        "TIME_ZONE": "Europe/Stockholm",
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 1_000_000,
        "FILE_UPLOAD_HANDLERS": ["web.site.uploads.ToDisk"],
        "FILE_UPLOAD_PERMISSIONS": 0o600,
        "LOGGING": _logging(),
        **_pages(),
        **_transport(configuration),
        **_sessions(configuration),
        **_sign_in(configuration),
        **_content_security(configuration),
    }


def _pages() -> dict[str, Any]:
    processors = ["django.template.context_processors.request", "web.site.context.page"]
    builtins = ["web.site.templatetags.swedish", "web.site.templatetags.repeated"]
    options = {"context_processors": processors, "builtins": builtins}
    template = {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": options}
    return {
        "TEMPLATES": [template],
        "STATIC_URL": "/statiskt/",
        "STATICFILES_FINDERS": ["web.site.static_files.OwnFiles"],
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_MAX_AGE": 300,
        "FORM_RENDERER": "django.forms.renderers.DjangoTemplates",
    }


def _transport(configuration: Configuration) -> dict[str, Any]:
    secure = not configuration.demo
    return {
        "SECURE_SSL_REDIRECT": secure,
        "SECURE_REDIRECT_EXEMPT": ["^halsa$"],
        "SECURE_HSTS_SECONDS": 31_536_000 if secure else 0,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": secure,
        "SECURE_HSTS_PRELOAD": secure,
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if configuration.behind_proxy else None,
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
        "X_FRAME_OPTIONS": "DENY",
        "CSRF_USE_SESSIONS": True,
        "CSRF_COOKIE_SECURE": secure,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_FAILURE_VIEW": "web.site.pages.errors.forged",
    }


def _sessions(configuration: Configuration) -> dict[str, Any]:
    secure = not configuration.demo
    return {
        "SESSION_ENGINE": "django.contrib.sessions.backends.db",
        "SESSION_COOKIE_NAME": "__Host-session" if secure else "session",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_AGE": configuration.longest_minutes * 60,
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
    }


def _sign_in(configuration: Configuration) -> dict[str, Any]:
    provider = configuration.provider
    application = {
        "provider_id": provider_id(configuration),
        "name": "OpenID Connect",
        "client_id": provider.client_id,
        "secret": provider.secret,
        "settings": {"server_url": provider.issuer.rstrip("/"), "oauth_pkce_enabled": True},
    }
    return {
        "AUTH_USER_MODEL": "access.User",
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "AUTH_PASSWORD_VALIDATORS": [],
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "start",
        "ACCOUNT_ADAPTER": "web.site.access.sign_in.LocalAccounts",
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_SIGNUP_FIELDS": ["username*"],
        "SOCIALACCOUNT_ADAPTER": "web.site.access.sign_in.ProviderAccounts",
        "SOCIALACCOUNT_ONLY": True,
        "SOCIALACCOUNT_STORE_TOKENS": False,
        "SOCIALACCOUNT_LOGIN_ON_GET": False,
        "SOCIALACCOUNT_QUERY_EMAIL": False,
        "SOCIALACCOUNT_REQUESTS_TIMEOUT": 10,
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": [application]}},
    }


def _content_security(configuration: Configuration) -> dict[str, Any]:
    own, nothing = ["'self'"], ["'none'"]
    return {
        "CONTENT_SECURITY_POLICY": {
            "DIRECTIVES": {
                "default-src": nothing,
                "script-src": own,
                "style-src": own,
                "img-src": own,
                "connect-src": own,
                "font-src": nothing,
                "object-src": nothing,
                "base-uri": nothing,
                "frame-ancestors": nothing,
                "form-action": [*own, *configuration.provider.origins],
            }
        }
    }


def _logging() -> dict[str, Any]:
    """Warnings and errors to standard error: what went wrong and where, never a body or a query."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
        "loggers": {"django": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
    }
