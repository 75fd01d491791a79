"""The application as a server calls it."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

gc.disable()  # while loading there is nothing to collect, and a fifth of the time went into looking for it
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.site.settings")
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - loads every room before the first request
gc.collect()
gc.freeze()  # what is loaded now stays: the collector need not walk it again, and the slowest answers get quicker
gc.enable()
