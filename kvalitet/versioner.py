"""Two people at once: a save locks the row and compares versions; a conflict shows both texts and loses neither."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse

from kvalitet.personnummer import Textvakt
from kvalitet.skillnad import Segment, ord_for_ord


class Versionerad(models.Model):
    """A record that several may edit. `version` grows by one at each save made by `spara_ny_version`."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def spara_ny_version(self, *, orsak: str = "") -> None:
        """Save as the next version; `orsak` goes to the history. The caller holds the row's lock."""
        self.version += 1
        if orsak:
            self._change_reason = orsak[:100]
        self.save()


class VersionsForm(Textvakt, forms.ModelForm):
    """Model form that remembers which version it was opened from."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["version"].initial = self.instance.version
            self.initial["version"] = self.instance.version
        else:
            del self.fields["version"]


@dataclass(frozen=True)
class Konfliktfalt:
    """One field that differs: mine as typed, theirs as stored, and the difference from theirs to mine."""

    etikett: str
    ditt: str
    deras: str
    segment: tuple[Segment, ...]


def visat(form: forms.BaseForm, namn: str, varde: Any) -> str:
    """A field's value as a person reads it."""
    falt = form.fields[namn]
    if hasattr(falt, "som_text"):  # rich text
        return str(falt.som_text(varde or ""))
    if isinstance(falt, forms.ModelMultipleChoiceField):
        nycklar = {str(v.pk if isinstance(v, models.Model) else v) for v in varde or []}
        return ", ".join(str(obj) for obj in falt.queryset or () if str(obj.pk) in nycklar)
    if isinstance(falt, forms.ModelChoiceField):
        return next((str(obj) for obj in falt.queryset or () if str(obj.pk) == str(varde)), "")
    if isinstance(falt, forms.ChoiceField):
        # What was posted is text also where the stored choice is a number.
        val: Any = falt.choices
        etiketter = {str(v): str(etikett) for v, etikett in val}
        return etiketter.get("" if varde is None else str(varde), str(varde or ""))
    if isinstance(varde, bool):
        return "ja" if varde else "nej"
    return "" if varde is None else str(varde)


def konflikt(form: VersionsForm) -> list[Konfliktfalt]:
    """The fields where a bound form from an older version differs from what is stored now; empty: no conflict."""
    if str(form.data.get(form.add_prefix("version"), "")) == str(form.instance.version):
        return []
    skiljer = []
    for namn, falt in form.fields.items():
        if namn == "version" or falt.disabled:
            continue
        mitt = visat(form, namn, falt.widget.value_from_datadict(form.data, form.files, form.add_prefix(namn)))
        deras = visat(form, namn, falt.prepare_value(form.initial.get(namn)))
        if mitt.replace("\r\n", "\n").strip() != deras.replace("\r\n", "\n").strip():
            skiljer.append(Konfliktfalt(str(falt.label), mitt, deras, tuple(ord_for_ord(deras, mitt))))
    return skiljer


class SparaMedVersion:
    """Mixin before UpdateView: fetch with a lock, compare versions, show both texts when someone was first."""

    object: Any

    def get_queryset(self) -> Any:
        qs = super().get_queryset()  # type: ignore[misc]
        return qs.select_for_update(of=("self",)) if self.request.method == "POST" else qs  # type: ignore[attr-defined]

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()  # type: ignore[attr-defined]
        form = self.get_form()  # type: ignore[attr-defined]
        if skiljer := konflikt(form):
            senast = self.object.history.select_related("history_user").first()
            form.data = form.data.copy()
            form.data[form.add_prefix("version")] = str(self.object.version)
            return self.render_to_response(  # type: ignore[attr-defined]
                self.get_context_data(form=form, konflikt=skiljer, konflikt_senast=senast)  # type: ignore[attr-defined]
            )
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)  # type: ignore[attr-defined]

    def form_valid(self, form: VersionsForm) -> HttpResponse:
        form.instance.version += 1
        return super().form_valid(form)  # type: ignore[misc]
