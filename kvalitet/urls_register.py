"""Addresses of the core's registers: processes and actions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
