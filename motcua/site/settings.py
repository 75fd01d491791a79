"""Where everything is joined: the settings of one running Motcua."""

import os

from django.utils.translation import gettext_lazy as _

from motcua.site import database

HOUSE = database.HOUSE
VAR = database.var()
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
    "motcua.base.refused.Refused",
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

DATABASES = database.databases()

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
STATIC_ROOT = os.environ.get(
    "MOTCUA_STATIC_ROOT"
)  # where a server keeps collected files; else they are read in place
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
WHITENOISE_AUTOREFRESH = DEBUG

FORM_RENDERER = "motcua.base.forms.Renderer"
