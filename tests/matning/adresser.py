"""The product's addresses and, beside them, Django's plain admin over the same rows to measure against."""

from django.contrib import admin
from django.urls import path

from avvikelser.models import Avvikelse
from kvalitet.urls import urlpatterns as produktens
from tests.matning.register import REGISTER, Register


class VanligAdmin(admin.ModelAdmin):
    """What a developer gets for free: the same columns and filters as the product's list."""

    list_display = ["nummer", "rubrik", "slag", "enhet", "status", "allvarlighetsgrad", "mottagen"]
    list_filter = ["slag", "status", "enhet"]
    list_select_related = ["enhet"]
    search_fields = ["nummer", "rubrik", "handelse"]
    list_per_page = 25
    ordering = ["-mottagen", "-id"]


def vanlig(register: Register) -> type[admin.ModelAdmin]:
    """The same for another register: its columns, its filter, its order."""
    falt = register.admin_filter.split("=")[0].split("__")[0]
    utforliga = [f.name for f in register.modell._meta.fields if f.is_relation and f.name in register.kolumner]
    return type(
        f"{register.modell.__name__}Vanlig",
        (admin.ModelAdmin,),
        {
            "list_display": register.kolumner,
            "list_filter": () if falt == "q" else (falt,),
            "list_select_related": utforliga,
            "search_fields": [register.kolumner[0]] if falt == "q" else [],
            "list_per_page": 25,
            "ordering": [register.ordning, "-id" if register.ordning.startswith("-") else "id"],
        },
    )


sajt = admin.AdminSite(name="vanlig")
sajt.register(Avvikelse, VanligAdmin)
for post in REGISTER:
    sajt.register(post.modell, vanlig(post))

urlpatterns = [*produktens, path("vanlig-admin/", sajt.urls)]
