"""Where everything is joined: the settings of one running Motcua."""

import os

from django.utils.translation import gettext_lazy as _

from motcua.base import logs
from motcua.site import database

HOUSE = database.HOUSE
VAR = database.var()
LAW = HOUSE / "law"

SECRET_KEY = os.environ.get("MOTCUA_SECRET_KEY", "only-for-a-demonstration-on-this-machine")
DEBUG = os.environ.get("MOTCUA_DEBUG") == "1"
LOGGING = logs.settings()
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
    "motcua.systems.documents",
    "motcua.systems.exchange",
    "motcua.systems.dossiers",
    "motcua.systems.workfiles",
    "motcua.systems.registers",
    "motcua.systems.plans",
    "motcua.systems.portal",
    "motcua.systems.office",
    "motcua.site",
    # after the rooms, so that a room's template of the same name is the one that shows
    "allauth",
    "allauth.account",
    "django.forms",
]

MIDDLEWARE = [
    "motcua.base.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.site.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "motcua.base.problem.RefusalMiddleware",
    "motcua.systems.portal.portal.Visits",
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
ACTOR_OF = (
    "motcua.systems.identity.queries.actor_of"  # whom a door of motcua.base.doors asks who stands there
)
# What rooms say on the pages of rooms below them, by the place on the page (`{% beside %}`): they may not know each other.
BESIDE = {"document": ("motcua.systems.exchange.office.beside_document",)}
# Which followers read a kind of stream in the transaction that wrote to it, besides in their turn: what leaves the house
# leaves with its cause.
AT_ONCE = {
    "document": (
        "motcua.systems.exchange.followers.follow_at_once",
        "motcua.systems.exchange.followers.follow_laws_at_once",
    ),
    "dossier": ("motcua.systems.dossiers.followers.follow_at_once",),
    "file": ("motcua.systems.dossiers.followers.follow_at_once",),
}
# Which rooms tell what somebody owes today, for the page of the day's work (`motcua.base.owed`).
OWED = (
    "motcua.systems.documents.office.owed.documents",
    "motcua.systems.workfiles.office.owed.tasks",
)
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
CSRF_FAILURE_VIEW = "motcua.base.problem.form_expired"
ACCOUNT_ADAPTER = "motcua.systems.identity.portal.Adapter"
ACCOUNT_FORMS = {
    "login": "motcua.systems.identity.forms.SignIn",
    "signup": "motcua.systems.identity.forms.SignUp",
    "change_password": "motcua.systems.identity.forms.ChangePassword",
    "reset_password": "motcua.systems.identity.forms.ForgottenPassword",
    "reset_password_from_key": "motcua.systems.identity.forms.NewPassword",
}
ACCOUNT_LOGIN_METHODS = {"username", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["phone*", "email", "password1*"]
ACCOUNT_PHONE_VERIFICATION_ENABLED = False  # a message to a telephone needs a gateway of the province's own
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = False  # a citizen is told that the number has an account already
ACCOUNT_SESSION_REMEMBER = False  # the counter's machine is shared
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/5m/key"}
EMAIL_BACKEND = os.environ.get("MOTCUA_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
DEFAULT_FROM_EMAIL = os.environ.get("MOTCUA_EMAIL_FROM", "motcua@localhost")

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [HOUSE / "motcua" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_THOUSAND_SEPARATOR = True

PROVINCE = os.environ.get("MOTCUA_PROVINCE", "Hưng Yên")
PROVINCE_CODE = os.environ.get("MOTCUA_PROVINCE_CODE", "H31")  # in the identification codes of agencies
SIMULATED = os.environ.get("MOTCUA_SIMULATED") == "1"
EXCHANGE_PEERS = os.environ.get("MOTCUA_EXCHANGE_PEERS", "").split()  # other houses: H26=https://host:port
EXCHANGE_AXIS = os.environ.get("MOTCUA_EXCHANGE_AXIS", "")  # the address of the document axis
EXCHANGE_PORTAL = os.environ.get("MOTCUA_EXCHANGE_PORTAL", "")  # the national portal's adapter
EXCHANGE_PORTAL_UNIT = os.environ.get("MOTCUA_EXCHANGE_PORTAL_UNIT", "")
EXCHANGE_PORTAL_USER = os.environ.get("MOTCUA_EXCHANGE_PORTAL_USER", "")
EXCHANGE_PORTAL_PASSWORD = os.environ.get("MOTCUA_EXCHANGE_PORTAL_PASSWORD", "")
# Its newer exchange, in six steps, by which dossiers go up once its address is named; the catalogue comes down by the other.
EXCHANGE_PORTAL_STEPS = os.environ.get("MOTCUA_EXCHANGE_PORTAL_STEPS", "")
EXCHANGE_PORTAL_CLIENT = os.environ.get("MOTCUA_EXCHANGE_PORTAL_CLIENT", "")
EXCHANGE_PORTAL_SECRET = os.environ.get("MOTCUA_EXCHANGE_PORTAL_SECRET", "")
# Which dossiers go up there: empty is all. Units by code, with those under them; a day, as 2023-06-01.
EXCHANGE_PORTAL_UNITS = tuple(filter(None, os.environ.get("MOTCUA_EXCHANGE_PORTAL_UNITS", "").split(",")))
EXCHANGE_PORTAL_PROCEDURES = tuple(
    filter(None, os.environ.get("MOTCUA_EXCHANGE_PORTAL_PROCEDURES", "").split(","))
)
EXCHANGE_PORTAL_SINCE = os.environ.get("MOTCUA_EXCHANGE_PORTAL_SINCE", "")
EXCHANGE_LAW = os.environ.get("MOTCUA_EXCHANGE_LAW", "")  # the national legal database
# What counts there: of documents marked as legal, these kinds (Law 80/2015/QH13, Article 4: a people's council issues
# resolutions, a people's committee decisions).
EXCHANGE_LAW_KINDS = tuple(os.environ.get("MOTCUA_EXCHANGE_LAW_KINDS", "nghi-quyet,quyet-dinh").split(","))
EXCHANGE_REPORTING = os.environ.get("MOTCUA_EXCHANGE_REPORTING", "")  # the Government's reporting system
# Whose indicators go there (plans by id; empty: every plan in force), in whose name, and the day of the month by whose
# end the figures are closed (Decree 09/2019/NĐ-CP: the 14th for a monthly report).
EXCHANGE_REPORTING_PLANS = tuple(
    filter(None, os.environ.get("MOTCUA_EXCHANGE_REPORTING_PLANS", "").split(","))
)
EXCHANGE_REPORTING_UNIT = os.environ.get("MOTCUA_EXCHANGE_REPORTING_UNIT", "")
EXCHANGE_REPORTING_CLOSES = int(os.environ.get("MOTCUA_EXCHANGE_REPORTING_CLOSES", "14"))
EXCHANGE_PAPERS = os.environ.get("MOTCUA_EXCHANGE_PAPERS", "")  # a folder: own.crt, own.key, own.roots
# Lists of revoked certificates of those who issue them, PEM, kept up to date by whoever runs the house; empty: none is asked.
EXCHANGE_REVOKED = os.environ.get("MOTCUA_EXCHANGE_REVOKED", "")
EXCHANGE_GATE = os.environ.get("MOTCUA_EXCHANGE_GATE", "")  # the port where other houses hand in
# For which agencies this house takes messages; empty: every unit of the register that is in force.
# For so many days after it is done the words of a message are kept: as long as a decision may be complained of (Law
# 02/2011/QH13, Art. 9), and then no longer (Decree 13/2023/NĐ-CP, Art. 3(7)).
EXCHANGE_KEPT_DAYS = int(os.environ.get("MOTCUA_EXCHANGE_KEPT_DAYS", "90"))
EXCHANGE_CODES = tuple(filter(None, os.environ.get("MOTCUA_EXCHANGE_CODES", "").split(",")))
# What a process may keep to count on; a cluster that counts over many provinces, and where those exported their facts.
COUNTING_MEMORY = os.environ.get("MOTCUA_COUNTING_MEMORY", "2GB")
COUNTING_URL = os.environ.get("COUNTING_URL", "")
COUNTING_FACTS = os.environ.get("COUNTING_FACTS", "")

# Whom to believe about signatures: certificates in a PEM file or a folder of them; the policies (OIDs) a signer's
# certificate must be for, none named: any. The special-purpose authority of the State is a setting, not a constant.
# A demonstration has a trial authority of its own; what trusts it says so.
TRIAL = VAR / "trial-authority"


def _trial(name: str) -> str:
    """Give what a demonstration's trial authority left for the settings; nothing where there is none."""
    return (TRIAL / name).read_text(encoding="utf-8") if (TRIAL / name).exists() else ""


SIGNING_ROOTS = os.environ.get("MOTCUA_SIGNING_ROOTS", str(TRIAL / "root.cer") if TRIAL.exists() else "")
SIGNING_POLICIES = os.environ.get("MOTCUA_SIGNING_POLICIES", _trial("policies")).split()
# Of our own signatures: the authority of time-stamps, the level (B-B, B-T, B-LTA), where keys and tokens are.
SIGNING_TIMES = os.environ.get("MOTCUA_SIGNING_TIMES", _trial("times"))
SIGNING_LEVEL = os.environ.get("MOTCUA_SIGNING_LEVEL", "B-T" if SIGNING_TIMES else "B-B")
SIGNING_KEYS = os.environ.get("MOTCUA_SIGNING_KEYS", str(VAR / "signing-keys"))
# Where the number and the day are written on a first page that leaves no room for them and has no motto: left, foot,
# width and height in millimetres from the page's lower left corner (NĐ 30/2020/NĐ-CP, Annex I, cells 3 and 4).
PAPER_NUMBER = tuple(map(float, os.environ.get("MOTCUA_PAPER_NUMBER", "28 255 70 7").split()))
PAPER_DATE = tuple(map(float, os.environ.get("MOTCUA_PAPER_DATE", "104 255 85 7").split()))
SOFTHSM_CONFIG = (
    "softhsm2.conf"  # the demonstration's tokens; their library reads where they are from its environment
)
if (TRIAL / SOFTHSM_CONFIG).exists():
    os.environ["SOFTHSM2_CONF"] = str(TRIAL / SOFTHSM_CONFIG)
PKCS11_LIBRARY = os.environ.get("MOTCUA_PKCS11_LIBRARY", "/usr/lib/softhsm/libsofthsm2.so")

STATIC_URL = "static/"
STATIC_ROOT = os.environ.get(
    "MOTCUA_STATIC_ROOT"
)  # where a server keeps collected files; else they are read in place
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False

# A file too large is read to its end, so that the page can say so beside the field; it is never kept whole.
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "motcua.base.uploads.Bounded",
]

FORM_RENDERER = "motcua.base.forms.Renderer"
