"""How forms are drawn: the error summary first, then label, help, error and field for each question."""

from django.forms.renderers import TemplatesSetting


class Blankettrenderare(TemplatesSetting):
    """Draws every form with the project's own templates, widgets from templates/django/forms/widgets/ included."""

    form_template_name = "_form.html"
    field_template_name = "_falt.html"
