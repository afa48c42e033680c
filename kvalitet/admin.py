"""Django admin: organisation, users and lists only. Who may is decided by roles, not by `is_superuser`."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django_tasks_db.models import DBTaskResult
from simple_history.admin import SimpleHistoryAdmin

from kvalitet.models import Anvandare, Enhet, Kvalitetsomrade, Lagrum, Rolltilldelning
from kvalitet.roller import Ratt

# What packages register on their own account is none of an administrator's business here.
for modell in (Group, EmailAddress, SocialAccount, SocialApp, SocialToken, DBTaskResult):
    admin.site.unregister(modell)
admin.site.site_header = "Kvalitet: organisation och listor"
admin.site.site_title = "Kvalitet"
admin.site.index_title = "Organisation och listor"


class RattStyrd:
    """Mixin: the right decides everything but deletion, which nobody does here (retire instead)."""

    kravd_ratt: Ratt = Ratt.LISTOR

    def _far(self, request: HttpRequest) -> bool:
        anvandare = request.user
        return anvandare.is_authenticated and (anvandare.is_superuser or anvandare.har_ratt(self.kravd_ratt))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._far(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._far(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._far(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._far(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Enhet)
class EnhetAdmin(RattStyrd, SimpleHistoryAdmin):
    kravd_ratt = Ratt.ORGANISATION
    list_display = ["namn", "slag", "parent", "giltig_fran", "giltig_till"]
    list_filter = ["slag"]
    search_fields = ["namn", "kortnamn"]


class RolltilldelningRad(RattStyrd, admin.TabularInline):
    kravd_ratt = Ratt.ORGANISATION
    model = Rolltilldelning
    extra = 1


@admin.register(Anvandare)
class AnvandareAdmin(RattStyrd, UserAdmin):
    kravd_ratt = Ratt.ORGANISATION
    inlines = [RolltilldelningRad]
    list_display = ["username", "first_name", "last_name", "titel", "is_active", "skyddad"]
    list_filter = ["is_active"]
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "titel", "email", "skyddad")}),
        ("Inloggning", {"fields": ("is_active", "is_staff")}),
    )
    add_fieldsets = (
        (None, {"classes": ("wide",), "fields": ("username", "email", "usable_password", "password1", "password2")}),
    )
    filter_horizontal = ()
    actions = ["losgor"]

    @admin.action(description="Lossa från kommunens inloggningstjänst, så att personen kopplas på nytt")
    def losgor(self, request: HttpRequest, fraga: Any) -> None:
        antal, _ = SocialAccount.objects.filter(user__in=fraga).delete()
        self.message_user(request, f"Lossade: {antal}.")

    def get_queryset(self, request: HttpRequest) -> Any:
        fraga = super().get_queryset(request)
        return fraga if request.user.is_superuser else fraga.filter(is_superuser=False)  # type: ignore[union-attr]


@admin.register(Rolltilldelning)
class RolltilldelningAdmin(RattStyrd, SimpleHistoryAdmin):
    kravd_ratt = Ratt.ORGANISATION
    list_display = ["anvandare", "roll", "enhet", "fran", "till"]
    list_filter = ["roll", "enhet"]
    autocomplete_fields = ["anvandare", "enhet"]


@admin.register(Kvalitetsomrade)
class KvalitetsomradeAdmin(RattStyrd, admin.ModelAdmin):
    list_display = ["namn", "ordning", "fran_ar", "till_ar"]


@admin.register(Lagrum)
class ListAdmin(RattStyrd, admin.ModelAdmin):
    list_display = ["namn", "giltig_till"]
    search_fields = ["namn"]
