"""What differs between two machines, and what never does: every setting of the project.

Machines differ by environment variables only (docs/operations.md lists them); a wrong value stops the start.
"""

import datetime as dt
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from campaign_site.environment import database, day_or_none, made_once, whole_number, yes_or_no

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# Where everything that is not code lives: database, uploads, queue folders, secrets made at first use.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = yes_or_no("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or made_once(VAR_DIR / "secret-key")
AUDIT_KEY = env.str("AUDIT_KEY", default="") or made_once(VAR_DIR / "audit-key")
AUDIT_HEAD_FILE = env.str("AUDIT_HEAD_FILE", default=str(VAR_DIR / "audit-head"))
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
HTTPS = yes_or_no("HTTPS", default=False)
TRUSTED_PROXIES = whole_number("TRUSTED_PROXIES", default=0)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# The demonstration: stamps every screen, and shows DEMO_TODAY as today.
DEMO = yes_or_no("DEMO", default=False)
DEMO_TODAY = day_or_none("DEMO_TODAY")

OFFICE_NAME = env.str("OFFICE_NAME", default="打非办")
WAGTAIL_SITE_NAME = env.str("SITE_NAME", default="防非宣传与广告监测")
WAGTAILADMIN_BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000")

INSTALLED_APPS = [
    "campaign_site",
    "media_library",
    "campaigns",
    "schedules",
    "wagtail.contrib.settings",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "campaign_site.audit.middleware.ClientMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "campaign_site.people.middleware.IdleMiddleware",
    "campaign_site.audit.middleware.ActorMiddleware",
    "campaign_site.people.doors.DoorMiddleware",
    "campaign_site.people.middleware.FirstPasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "campaign_site.urls"
WSGI_APPLICATION = "campaign_site.wsgi.application"
AUTH_USER_MODEL = "campaign_site.User"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "campaign_site.context.site",
            ]
        },
    }
]

DATABASES = {"default": database("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'campaign.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE + WAL: four writers, no "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA busy_timeout=20000;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = whole_number("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "campaign_site.people.backend.RoleBackend"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "campaign_site.people.lockout.counted_name"
AXES_LOCKOUT_TEMPLATE = "site/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # knocking on does not lengthen the quarter of an hour
AXES_DISABLE_ACCESS_LOG = True  # the audit keeps who signed in
AXES_VERBOSE = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name, "OPTIONS": options}
    for name, options in [
        ("django.contrib.auth.password_validation.UserAttributeSimilarityValidator", {}),
        ("campaign_site.people.passwords.LongEnough", {"min_length": 10}),
        ("django.contrib.auth.password_validation.CommonPasswordValidator", {}),
        ("campaign_site.people.passwords.KindsOfCharacters", {"least": 3}),
    ]
]
SESSION_COOKIE_AGE = whole_number("SESSION_SECONDS", default=8 * 3600)
IDLE_SECONDS = whole_number("IDLE_SECONDS", default=30 * 60)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # the editor shows its own previews in a frame of the same site
LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "/admin/login/"
LOGIN_REDIRECT_URL = "/admin/"

CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/admin/",),
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
    },
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", "简体中文")]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "campaign_site" / "locale"]

STATIC_URL = "static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(VAR_DIR / "static"))
WHITENOISE_USE_FINDERS = yes_or_no("STATIC_FROM_SOURCE", default=True)
MEDIA_URL = "media/"
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(VAR_DIR / "media"))
PRIVATE_ROOT = env.str("PRIVATE_ROOT", default=str(VAR_DIR / "private"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": PRIVATE_ROOT}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

EMAIL_BACKEND = env.str("EMAIL_BACKEND", default="django.core.mail.backends.dummy.EmailBackend")
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # /password/ is ours
WAGTAIL_ALLOW_UNICODE_SLUGS = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "campaigns.pages.finishing.publish_approved"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": env.str("SEARCH_BACKEND", default="campaign_site.search.backend")}}
TAGGIT_CASE_INSENSITIVE = True

from schedules.broker import celery_settings  # noqa: E402  (reads VAR_DIR's queue folders)

BROKER_URL = env.str("BROKER_URL", default="filesystem://")
globals().update(celery_settings(BROKER_URL, queue_dir=VAR_DIR / "queue"))
