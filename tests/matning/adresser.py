"""The product's addresses and, beside them, Django's plain admin over the same rows to measure against."""

from django.contrib import admin
from django.urls import path

from avvikelser.models import Avvikelse
from kvalitet.urls import urlpatterns as produktens


class VanligAdmin(admin.ModelAdmin):
    """What a developer gets for free: the same columns and filters as the product's list."""

    list_display = ["nummer", "rubrik", "slag", "enhet", "status", "allvarlighetsgrad", "mottagen"]
    list_filter = ["slag", "status", "enhet"]
    list_select_related = ["enhet"]
    search_fields = ["nummer", "rubrik", "handelse"]
    list_per_page = 25
    ordering = ["-mottagen", "-id"]


sajt = admin.AdminSite(name="vanlig")
sajt.register(Avvikelse, VanligAdmin)

urlpatterns = [*produktens, path("vanlig-admin/", sajt.urls)]
