"""Django settings, from the environment and the county's data folder only.

YIFA_DATA: the county's folder (default `var`). YIFA_DATABASE: a postgresql:// URL; without it SQLite in the folder.
YIFA_DEBUG=1 for development. YIFA_HOSTS: host names served, comma-separated. YIFA_HTTPS=1 where a proxy in front speaks
HTTPS and sets X-Forwarded-Proto.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlparse

from django.core.exceptions import ImproperlyConfigured

DATA_DIR = Path(os.environ.get("YIFA_DATA", "var")).resolve()
DEBUG = os.environ.get("YIFA_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("YIFA_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")


def secret_key() -> str:
    """The key of sessions and forms: made once, readable by the owner only."""
    file = DATA_DIR / "secret.key"
    if not file.exists():
        DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        own = file.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):  # two processes may start at once: the first one's key stands
            os.link(own, file)
        own.unlink()
    return file.read_text().strip()


def database() -> dict[str, Any]:
    """SQLite with write-ahead log and full sync, writers queued (IMMEDIATE); or PostgreSQL by URL."""
    url = os.environ.get("YIFA_DATABASE", "")
    if not url:
        return {
            "ENGINE": "yifa.site.sqlite",
            "NAME": DATA_DIR / "yifa.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA recursive_triggers=ON;",  # else INSERT OR REPLACE would delete without asking the triggers
            },
        }
    parts = urlparse(url)
    query = {k: v[0] for k, v in parse_qs(parts.query).items()}
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured("YIFA_DATABASE 要写成 postgresql://用户:口令@主机:端口/库名；不设时用 SQLite。")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or query.get("host", ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "server_side_binding": True,  # so that statements that come again are planned once
            "prepare_threshold": 3,
            **{k: v for k, v in query.items() if k in ("sslmode", "sslrootcert", "connect_timeout")},
        },
    }


SECRET_KEY = secret_key()
DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "yifa.site",
    "yifa.registry",
    "yifa.store",
    "yifa.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yifa.site.headers.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "yifa.site.urls"
WSGI_APPLICATION = "yifa.site.wsgi.application"
AUTH_USER_MODEL = "registry.User"
LOGIN_URL = "/desk/sign-in/"
LOGIN_REDIRECT_URL = "/desk/"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "jinja2",
        "DIRS": [Path(__file__).parents[1] / "web" / "templates", Path(__file__).parents[1] / "web" / "components"],
        "OPTIONS": {"environment": "yifa.web.environment.environment", "context_processors": ["yifa.web.context.page"]},
    }
]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = False  # one language, written in the pages; else every address is looked up by language

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True

SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_COOKIES = os.environ.get("YIFA_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
if SECURE_COOKIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [  # of own passwords; yifa.actions.accounts.passwords has the words for each code
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("username", "name")}},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 2**20
ATTACHMENT_MAX_BYTES = 20 * 2**20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"bare": {"()": "yifa.site.logs.Bare"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "bare"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "yifa": {"level": "INFO"},
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},
    },
}
