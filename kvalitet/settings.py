"""Settings of Kvalitet, read from the environment (see env.exempel)."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from kvalitet import miljo

BASE_DIR = Path(__file__).resolve().parent.parent

LAGE = miljo.val("KVALITET_LAGE", ("utveckling", "test", "drift"), "utveckling")
VAR = Path(miljo.text("KVALITET_VAR", str(BASE_DIR / "var"))).resolve()
SECRET_KEY = miljo.hemlig_nyckel(LAGE, VAR)
DEBUG = miljo.val("KVALITET_FELSOKNING", ("0", "1"), "0") == "1" and LAGE != "drift"
ALLOWED_HOSTS = miljo.lista("KVALITET_VARDAR", "" if LAGE == "drift" else "localhost,127.0.0.1,[::1],testserver")

# What the municipality calls itself and its colour; shown in the frame and on the reports.
KOMMUN = miljo.text("KVALITET_KOMMUN", "Älvhamra kommun")
NAMND = miljo.text("KVALITET_NAMND", "Socialnämnden")
KOMMUNFARG = miljo.farg("KVALITET_KOMMUNFARG", "#14525c")
LOGOTYP = miljo.bild("KVALITET_LOGOTYP")
# Within how many working days a new case should be assessed: shown to the reporter and in lists.
BEDOMNINGSDAGAR = miljo.heltal("KVALITET_BEDOMNINGSDAGAR", 3)
# A measured value that rests on fewer than this many is marked with a caution, on pages and in reports.
FORSIKTIGT_N = miljo.heltal("KVALITET_FORSIKTIGT_N", 5)
# Kinds of case where another person than the investigator must decide (praxis for lex Sarah, no statute).
ANNAN_BESLUTAR = tuple(miljo.lista("KVALITET_ANNAN_BESLUTAR", "lex_sarah"))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.admin",
    "django.forms",  # its widget templates, for our own form renderer
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_filters",
    "django_htmx",
    "django_prose_editor",
    "js_asset",
    "simple_history",
    "tree_queries",
    "django_tasks",
    "django_tasks_db",
    "kvalitet.apps.KvalitetConfig",
    "egenkontroller.apps.EgenkontrollerConfig",
    "risker.apps.RiskerConfig",
    "avvikelser.apps.AvvikelserConfig",
    "granskningar.apps.GranskningarConfig",
    "rapporter.apps.RapporterConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "kvalitet.mellanled.GlidandeSession",
    "kvalitet.mellanled.IngenMellanlagring",
]

ROOT_URLCONF = "kvalitet.urls"
WSGI_APPLICATION = "kvalitet.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "kvalitet.context_processors.ram",
            ],
        },
    },
]
# On SQLite an index simply lacks the columns that PostgreSQL carries along.
SILENCED_SYSTEM_CHECKS = ["models.W040"]
FORM_RENDERER = "kvalitet.forms.Blankettrenderare"

DATABASES = {"default": miljo.databas("KVALITET_DATABAS", f"sqlite:///{VAR / 'kvalitet.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "kvalitet.Anvandare"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "kvalitet.konto.Kontoadapter"
ACCOUNT_FORMS = {
    "login": "kvalitet.kontoformular.InloggningForm",
    "change_password": "kvalitet.kontoformular.BytLosenordForm",
    "set_password": "kvalitet.kontoformular.ValjLosenordForm",
    "reset_password": "kvalitet.kontoformular.GlomtLosenordForm",
    "reset_password_from_key": "kvalitet.kontoformular.NyttLosenordForm",
    "reauthenticate": "kvalitet.kontoformular.BekraftaForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
# Sign-in through the municipality's own service, off when unset. PKCE (RFC 7636) binds the answer to the question.
OIDC = miljo.oidc(LAGE)
SOCIALACCOUNT_ADAPTER = "kvalitet.konto.Inloggningsadapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link, not a form: the policy lets no form lead out of the house
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": miljo.oidc_appar(OIDC)}}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
if LAGE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    ACCOUNT_RATE_LIMITS: dict[str, str] | bool = False

SESSION_COOKIE_AGE = 8 * 3600  # seconds without a page, see kvalitet.mellanled.GlidandeSession
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # shared computers
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "kvalitet.views.fel.csrf"
if LAGE == "drift":
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = [f"https://{vard}" for vard in ALLOWED_HOSTS]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

LANGUAGE_CODE = "sv"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["kvalitet.format"]

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR / "filer"  # private: only views with the access check send from here
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": {
            "test": "django.contrib.staticfiles.storage.StaticFilesStorage",
            "utveckling": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage",
            # Compressing takes some fifteen seconds: worth it where many load the pages.
            "drift": "whitenoise.storage.CompressedManifestStaticFilesStorage",
        }[LAGE]
    },
}
if LAGE == "test" or DEBUG:
    WHITENOISE_AUTOREFRESH = True
    WHITENOISE_USE_FINDERS = True
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if LAGE == "test"
        else "django_tasks_db.DatabaseBackend",
    }
}

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if miljo.text("KVALITET_EPOST_SERVER")
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = miljo.text("KVALITET_EPOST_SERVER", "localhost")
EMAIL_PORT = miljo.heltal("KVALITET_EPOST_PORT", 25)
EMAIL_HOST_USER = miljo.text("KVALITET_EPOST_ANVANDARE")
EMAIL_HOST_PASSWORD = miljo.text("KVALITET_EPOST_LOSENORD")
EMAIL_USE_TLS = miljo.val("KVALITET_EPOST_TLS", ("0", "1"), "0") == "1"
# Where the service is reached, for links in mail, and whether reminders are sent at all.
VARD = ALLOWED_HOSTS[0].lstrip(".") if LAGE == "drift" and ALLOWED_HOSTS else ""
ADRESS = miljo.adress("KVALITET_ADRESS", f"https://{VARD}" if VARD else "http://localhost:8000")
PAMINNELSER = LAGE == "test" or bool(miljo.text("KVALITET_EPOST_SERVER"))
DEFAULT_FROM_EMAIL = miljo.text("KVALITET_EPOST_FRAN", "kvalitet@localhost")

SIMPLE_HISTORY_REVERT_DISABLED = True
# Access to a case and its text never reaches the log: only level, place and message of our own and Django's.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"rad": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"konsol": {"class": "logging.StreamHandler", "formatter": "rad"}},
    "root": {"handlers": ["konsol"], "level": "WARNING"},
    # WeasyPrint warns about each browser-only property in our style sheets; its errors stop the PDF.
    "loggers": {"weasyprint": {"level": "ERROR"}},
}
