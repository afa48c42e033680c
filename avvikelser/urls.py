from django.urls import URLPattern

app_name = "avvikelser"

urlpatterns: list[URLPattern] = []
