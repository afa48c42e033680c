from django.urls import URLPattern

app_name = "egenkontroller"

urlpatterns: list[URLPattern] = []
