"""The chain of a unit and a year: what there is in each link, and where it is broken, said in words first."""

from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.views.generic import TemplateView

from kvalitet import bidrag
from kvalitet.datum import SENASTE_AR, TIDIGASTE_AR, idag
from kvalitet.kedja import lankar
from kvalitet.models import Anvandare, Enhet
from kvalitet.roller import Ratt


class Urval(forms.Form):
    """Which unit (with those below) and which year."""

    enhet = forms.ModelChoiceField(
        label="Enhet", queryset=Enhet.objects.none(), required=False, empty_label="Alla mina"
    )
    ar = forms.IntegerField(label="År", required=False, min_value=TIDIGASTE_AR, max_value=SENASTE_AR)

    def __init__(self, *args: Any, anvandare: Anvandare, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mina = Enhet.objects.giltiga().filter(pk__in=anvandare.enhetsid_med(Ratt.PLAN_LASA)).pa_svenska()
        self.fields["enhet"].queryset = mina  # type: ignore[attr-defined]


class Kedja(LoginRequiredMixin, TemplateView):
    template_name = "start/kedja.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not request.user.har_ratt(Ratt.PLAN_LASA):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        anvandare: Anvandare = self.request.user  # type: ignore[assignment]
        form = Urval({"ar": idag().year, **self.request.GET.dict()}, anvandare=anvandare)
        val = form.cleaned_data if form.is_valid() else {}
        ar, enhet = val.get("ar") or idag().year, val.get("enhet")
        mina = anvandare.enhetsid_med(Ratt.PLAN_LASA)
        ids = mina & anvandare.enhetsid_under(enhet.pk) if enhet else mina
        kedjan = lankar(bidrag.kedja(ids, ar, anvandare)) if form.is_valid() else []
        return super().get_context_data(
            form=form,
            enhet=enhet,
            ar=ar,
            kedjan=kedjan,
            brott=sorted(((b, lank) for lank in kedjan for b in lank.brott), key=lambda par: -par[0].antal),
            **kwargs,
        )
