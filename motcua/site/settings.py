"""Where everything is joined: the settings of one running Motcua."""

import os
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

HOUSE = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("MOTCUA_VAR", HOUSE / "var"))
LAW = HOUSE / "law"

SECRET_KEY = os.environ.get("MOTCUA_SECRET_KEY", "only-for-a-demonstration-on-this-machine")
DEBUG = os.environ.get("MOTCUA_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("MOTCUA_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "motcua.base",
    "motcua.systems.ledger",
    "motcua.systems.identity",
    "motcua.systems.organisation",
    "motcua.systems.procedures",
    "motcua.systems.dossiers",
    "motcua.systems.plans",
    "motcua.systems.portal",
    "motcua.systems.office",
    # after the rooms, so that a room's template of the same name is the one that shows
    "allauth",
    "allauth.account",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "motcua.base.problem.RefusalMiddleware",
]

ROOT_URLCONF = "motcua.site.urls"
WSGI_APPLICATION = "motcua.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "motcua.site.context.house",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL", "postgres://motcua:motcua@127.0.0.1:5432/motcua"),
    ),
}
DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 8}}
DATABASES["default"]["TEST"] = {"NAME": f"test_motcua_{os.getpid()}"}

AUTH_USER_MODEL = "identity.Account"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [HOUSE / "motcua" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_THOUSAND_SEPARATOR = True

PROVINCE = os.environ.get("MOTCUA_PROVINCE", "Hưng Yên")
SIMULATED = os.environ.get("MOTCUA_SIMULATED") == "1"

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"

FORM_RENDERER = "motcua.base.forms.Renderer"
