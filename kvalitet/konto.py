"""Sign-in: accounts are made by an administrator, never by oneself."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Kontoadapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
