from django.urls import URLPattern

app_name = "risker"

urlpatterns: list[URLPattern] = []
