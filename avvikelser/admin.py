"""Django admin: only the lists that sort the cases, never the cases."""

from django.contrib import admin

from avvikelser.models import Kategori, Orsaksomrade
from kvalitet.admin import ListAdmin

admin.site.register([Kategori, Orsaksomrade], ListAdmin)
