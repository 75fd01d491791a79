"""In which language a page speaks: Vietnamese, until its reader chooses another."""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class LanguageMiddleware(LocaleMiddleware):
    """People read Vietnamese unless they chose English here; programs are heard by their Accept-Language.

    A browser bought abroad asks for English in the name of somebody who reads none.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Take the language for this request."""
        if request.path.startswith("/api/"):
            super().process_request(request)
            return
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()
