"""Writes an understood workbook into a plan: what exists is updated by id, what is missing in the file is left."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from egenkontroller.models import Egenkontroll
from kvalitet.models import Atgard, Process
from risker.importen.bok import Importfel
from risker.importen.resultat import Faltandring, Importresultat
from risker.importen.tolkning import Planunderlag, Riskrad, normaliserad
from risker.models import Delrisk, Forbattringsomrade, Kvalitetsplan, Planprocess, Planrad, Risk


def skriv(plan: Kvalitetsplan, underlag: Planunderlag, orsak: str) -> Importresultat:
    """Write everything and say what was new, changed or unchanged. The caller holds the plan's lock in a transaction.

    An empty cell changes nothing that is stored. `orsak` goes to each changed record's history. Raises Importfel when
    ids have been moved between rows in a way that cannot be followed.
    """
    return _Skrivare(plan, underlag, orsak).kor()


def _visat(varde: Any) -> str:
    return "" if varde is None else str(varde)


class _Skrivare:
    def __init__(self, plan: Kvalitetsplan, underlag: Planunderlag, orsak: str) -> None:
        self.plan, self.underlag, self.orsak = plan, underlag, orsak[:100]
        self.resultat = Importresultat(anmarkningar=underlag.anmarkningar)
        self.prefix = f"{plan.enhet_id}/{plan.ar}/"
        self.processer: dict[str, Process] = {}
        self.planprocesser: dict[str, Planprocess] = {}
        self.rader: dict[str, Planrad] = {}
        self.kontroller: dict[str, Egenkontroll] = {}

    def kor(self) -> Importresultat:
        self._skriv_processer()
        fore = list(self.plan.rader.select_related("risk__process", "planprocess__process", "enhet"))
        self._skriv_risker(fore)
        egna = Egenkontroll.objects.filter(importnyckel__startswith=self.prefix).select_related("enhet", "process")
        kontroller = {k.importnyckel.casefold(): k for k in egna}
        atgarder = {
            a.importnyckel.casefold(): a
            for a in Atgard.objects.filter(importnyckel__startswith=self.prefix).select_related("enhet", "process")
        }
        self._skriv_egenkontroller(kontroller)
        self._skriv_atgarder(atgarder)
        self._skriv_forbattringsomraden()
        self._notera_utanfor(fore, kontroller.values(), atgarder.values())
        return self.resultat

    # Saving

    def _spara(self, post: Any) -> None:
        post._change_reason = self.orsak
        if post.pk and hasattr(post, "version"):
            post.version += 1
        post.save()

    def _satt(self, post: models.Model, varden: dict[str, Any]) -> list[Faltandring]:
        """Set the given non-empty values. Returns what differed from before."""
        andringar = []
        for namn, varde in varden.items():
            if varde in (None, ""):
                continue
            fore = getattr(post, namn)
            if fore == varde:
                continue
            falt = post._meta.get_field(namn)
            visade = dict(falt.flatchoices) if getattr(falt, "choices", None) else {}  # type: ignore[union-attr]
            andringar.append(
                Faltandring(
                    str(falt.verbose_name).capitalize(),  # type: ignore[union-attr]
                    _visat(visade.get(fore, fore)),
                    _visat(visade.get(varde, varde)),
                )
            )
            setattr(post, namn, varde)
        return andringar

    # Processes

    def _skriv_processer(self) -> None:
        finns = {p.namn.casefold(): p for p in Process.objects.filter(enhet=self.plan.enhet)}
        i_filen = {rad.nyckel for rad in self.underlag.processer}
        lediga = {p.nummer: p for namn, p in finns.items() if p.nummer and namn not in i_filen}
        for rad in self.underlag.processer:
            process = finns.get(rad.nyckel) or (lediga.pop(rad.nummer, None) if rad.nummer else None)
            ny = process is None
            process = process or Process(enhet=self.plan.enhet)
            andringar = self._satt(process, {"namn": rad.namn, "nummer": rad.nummer, "typ": rad.typ})
            if ny or andringar:
                self._spara(process)
            self.processer[rad.nyckel] = process
            self.resultat.lagg("Processer", rad.nummer, rad.namn, ny, andringar)
        self.processer = finns | self.processer
        pa_plats = {pp.process_id: pp for pp in self.plan.planprocesser.select_related("process")}
        anvanda = [rad.nyckel for rad in self.underlag.processer]
        anvanda += [rad.process for rad in self.underlag.risker if rad.process]
        anvanda += [rad.process for rad in self.underlag.egenkontroller if rad.process and not rad.risker]
        anvanda += [rad.process for rad in self.underlag.atgarder if rad.process and not rad.risker]
        for ordning, nyckel in enumerate(dict.fromkeys(anvanda), start=1):
            process = self.processer[nyckel]
            planprocess = pa_plats.get(process.pk) or Planprocess(plan=self.plan, process=process)
            if planprocess.pk is None or planprocess.ordning != ordning:
                planprocess.ordning = ordning
                planprocess.save()
            self.planprocesser[nyckel] = planprocess

    # Risks and rows

    def _skriv_risker(self, fore: list[Planrad]) -> None:
        med_id = {rad.importnyckel.casefold(): rad for rad in fore if rad.importnyckel}
        grupper: dict[tuple[str, str], list[Riskrad]] = {}
        for rad in self.underlag.risker:
            grupper.setdefault(rad.gemensam, []).append(rad)
        risker = self._para_ihop(grupper, med_id)
        for nyckel, rader in grupper.items():
            risker[nyckel] = self._skriv_risk(rader, risker.get(nyckel))
        self._skriv_rader(risker, fore, med_id)

    def _para_ihop(
        self, grupper: dict[tuple[str, str], list[Riskrad]], med_id: dict[str, Planrad]
    ) -> dict[tuple[str, str], Risk]:
        """Which stored risk each risk of the file is: by the rows' ids, unchanged texts first, then by text alone."""
        svar: dict[tuple[str, str], Risk] = {}
        tagna: set[int] = set()

        def ta(nyckel: tuple[str, str], risk: Risk) -> None:
            if nyckel not in svar and risk.pk not in tagna:
                svar[nyckel] = risk
                tagna.add(risk.pk)

        for bara_lika in (True, False):
            for nyckel, rader in grupper.items():
                for rad in rader:
                    planrad = med_id.get(rad.id.casefold())
                    if planrad and (not bara_lika or self._gemensam(planrad.risk) == nyckel):
                        ta(nyckel, planrad.risk)
        if len(svar) < len(grupper):
            enhetens = Risk.objects.filter(enhet=self.plan.enhet).select_related("process").order_by("-pk")
            efter_text = {self._gemensam(risk): risk for risk in enhetens}
            for nyckel in grupper:
                if nyckel in efter_text:
                    ta(nyckel, efter_text[nyckel])
        return svar

    def _gemensam(self, risk: Risk) -> tuple[str, str]:
        return (risk.process.namn.casefold() if risk.process else "", normaliserad(risk.text))

    def _skriv_risk(self, rader: list[Riskrad], risk: Risk | None) -> Risk:
        """Create or update a risk from its rows; what several rows say, the first that says it decides."""
        ny = risk is None
        risk = risk or Risk(enhet=self.plan.enhet)

        def forsta(namn: str) -> str:
            return next((v for rad in rader if (v := getattr(rad, namn))), "")

        andringar = self._satt(
            risk,
            {
                "process": self.processer[rader[0].process] if rader[0].process else None,
                "text": rader[0].text,
                "tema": forsta("tema"),
                "orsak": forsta("orsak"),
                "konsekvens": forsta("konsekvens"),
            },
        )
        omraden = list(dict.fromkeys(omrade for rad in rader for omrade in rad.omraden))
        fore = [] if ny else list(risk.kvalitetsomraden.all())
        byt_omraden = bool(omraden) and {o.pk for o in omraden} != {o.pk for o in fore}
        if byt_omraden and not ny:
            andringar.append(Faltandring("Kvalitetsområden", ", ".join(map(str, fore)), ", ".join(map(str, omraden))))
        delrisker = next((rad.delrisker for rad in rader if rad.delrisker), [])
        delar = [] if ny else list(risk.delrisker.all())
        if ny or andringar:
            self._spara(risk)
        if byt_omraden:
            risk.kvalitetsomraden.set(omraden)
        self.resultat.lagg("Risker", rader[0].id, risk.text, ny, andringar)
        if delrisker:
            self._skriv_delrisker(risk, rader[0].id, delar, delrisker)
        return risk

    def _skriv_delrisker(self, risk: Risk, id: str, fore: list[Delrisk], texter: list[str]) -> None:
        for ordning, text in enumerate(texter, start=1):
            del_ = fore[ordning - 1] if ordning <= len(fore) else Delrisk(risk=risk)
            ny = del_.pk is None
            andringar = self._satt(del_, {"ordning": ordning, "text": text})
            if ny or andringar:
                self._spara(del_)
            self.resultat.lagg("Delrisker", f"{id} ({ordning})", text, ny, andringar)
        for del_ in fore[len(texter) :]:
            self.resultat.lagg(
                "Delrisker", f"{id} ({del_.ordning})", del_.text, False, [Faltandring("Delrisk", del_.text, "")]
            )
            del_.delete()

    def _skriv_rader(
        self, risker: dict[tuple[str, str], Risk], fore: list[Planrad], med_id: dict[str, Planrad]
    ) -> None:
        upptagna = {(rad.risk_id, rad.enhet_id): rad for rad in fore}
        kvar = list(enumerate(self.underlag.risker, start=1))
        while kvar:
            vantar = []
            for ordning, rad in kvar:
                risk = risker[rad.gemensam]
                plats = (risk.pk, rad.enhet.pk)
                planrad = med_id.get(rad.id.casefold())
                innehavare = upptagna.get(plats)
                if planrad is None and innehavare is not None and not innehavare.importnyckel:
                    planrad = innehavare  # added by hand: from now on it has the file's id
                if innehavare is not None and innehavare is not planrad:
                    vantar.append((ordning, rad))
                    continue
                if planrad is not None:
                    upptagna.pop((planrad.risk_id, planrad.enhet_id), None)
                upptagna[plats] = self._skriv_rad(planrad, rad, risk, ordning)
            if len(vantar) == len(kvar):
                raise Importfel([self._krock(rad, upptagna[risker[rad.gemensam].pk, rad.enhet.pk]) for _, rad in kvar])
            kvar = vantar

    def _krock(self, rad: Riskrad, innehavare: Planrad) -> str:
        return (
            f"Bladet Risker, id {rad.id}: risken ”{rad.text[:80]}” finns redan i planen för {rad.enhet} med id "
            f"{innehavare.importnyckel}. Använd det id:t."
        )

    def _skriv_rad(self, planrad: Planrad | None, rad: Riskrad, risk: Risk, ordning: int) -> Planrad:
        ny = planrad is None
        planrad = planrad or Planrad(plan=self.plan)
        varden = {
            "risk": risk,
            "planprocess": self.planprocesser.get(rad.process),
            "enhet": rad.enhet,
            "ordning": ordning,
            "importnyckel": rad.id,
            "lage": rad.lage,
            "lage_kommentar": rad.kommentar,
        }
        if ny:
            for namn, varde in varden.items():
                setattr(planrad, namn, varde)
            andringar: list[Faltandring] = []
        else:
            andringar = self._satt(planrad, varden)
        if ny or andringar:
            self._spara(planrad)
        self.rader[rad.id] = planrad
        self.resultat.lagg("Rader i planen", rad.id, risk.text, ny, andringar)
        return planrad

    # Self-checks and actions

    def _skriv_egenkontroller(self, finns: dict[str, Egenkontroll]) -> None:
        koppling = _Koppling(self, "egenkontroller", Egenkontroll)
        for rad in self.underlag.egenkontroller:
            nyckel = f"{self.prefix}{rad.id}"
            kontroll = finns.get(nyckel.casefold())
            ny = kontroll is None
            kontroll = kontroll or Egenkontroll(enhet=rad.enhet or self.plan.enhet, importnyckel=nyckel)
            process = self.processer.get(rad.process)
            andringar = self._satt(kontroll, {**rad.falt, "enhet": rad.enhet, "process": process})
            if ny or andringar:
                self._spara(kontroll)
            self.kontroller[rad.id] = kontroll
            andringar += koppling.koppla(kontroll, rad.process, rad.risker)
            self.resultat.lagg("Egenkontroller", rad.id, kontroll.text, ny, andringar)
        koppling.skriv()

    def _skriv_atgarder(self, finns: dict[str, Atgard]) -> None:
        koppling = _Koppling(self, "atgarder", Atgard)
        genom = Egenkontroll.atgarder.through
        par = set(
            genom.objects.filter(egenkontroll__in=[k.pk for k in self.kontroller.values()]).values_list(
                "egenkontroll_id", "atgard_id"
            )
        )
        etiketter = {kontroll.pk: id for id, kontroll in self.kontroller.items()}
        for rad in self.underlag.atgarder:
            nyckel = f"{self.prefix}{rad.id}"
            atgard = finns.get(nyckel.casefold())
            ny = atgard is None
            atgard = atgard or Atgard(enhet=rad.enhet or self.plan.enhet, importnyckel=nyckel)
            process = self.processer.get(rad.process)
            andringar = self._satt(atgard, {**rad.falt, "enhet": rad.enhet, "process": process})
            if ny or andringar:
                self._spara(atgard)
            andringar += koppling.koppla(atgard, rad.process, rad.risker)
            onskade = {self.kontroller[id].pk for id in rad.egenkontroller}
            nu = {kontroll for kontroll, a in par if a == atgard.pk}
            if onskade != nu:
                genom.objects.filter(atgard=atgard, egenkontroll__in=nu - onskade).delete()
                genom.objects.bulk_create(genom(atgard_id=atgard.pk, egenkontroll_id=k) for k in onskade - nu)
                andringar.append(Faltandring("Egenkontroller", _lista(etiketter, nu), _lista(etiketter, onskade)))
            self.resultat.lagg("Åtgärder", rad.id, atgard.rubrik, ny, andringar)
        koppling.skriv()

    def _skriv_forbattringsomraden(self) -> None:
        finns = {(f.kvalitetsomrade_id, normaliserad(f.text)) for f in self.plan.forbattringsomraden.all()}
        for ordning, rad in enumerate(self.underlag.forbattringsomraden, start=1):
            nyckel = (rad.omrade.pk if rad.omrade else None, normaliserad(rad.text))
            ny = nyckel not in finns
            if ny:
                finns.add(nyckel)
                self._spara(
                    Forbattringsomrade(plan=self.plan, kvalitetsomrade=rad.omrade, ordning=ordning, text=rad.text)
                )
            self.resultat.lagg("Förbättringsområden", "", rad.text, ny)

    # What the file leaves out

    def _notera_utanfor(
        self, fore: list[Planrad], kontroller: Iterable[Egenkontroll], atgarder: Iterable[Atgard]
    ) -> None:
        utanfor = Importresultat()
        skrivna = {rad.pk for rad in self.rader.values()}
        for rad in fore:
            if rad.pk not in skrivna:
                utanfor.lagg("Rader i planen", rad.importnyckel, rad.risk.text, False)
        i_filen = {f"{self.prefix}{rad.id}".casefold() for rad in self.underlag.egenkontroller}
        for kontroll in kontroller:
            if kontroll.importnyckel.casefold() not in i_filen:
                utanfor.lagg("Egenkontroller", kontroll.importnyckel.removeprefix(self.prefix), kontroll.text, False)
        i_filen = {f"{self.prefix}{rad.id}".casefold() for rad in self.underlag.atgarder}
        for atgard in atgarder:
            if atgard.importnyckel.casefold() not in i_filen:
                utanfor.lagg("Åtgärder", atgard.importnyckel.removeprefix(self.prefix), atgard.rubrik, False)
        self.resultat.utanfor = utanfor.poster


def _lista(etiketter: dict[int, str], pk: Iterable[int]) -> str:
    return ", ".join(sorted(etiketter[nyckel] for nyckel in pk))


class _Koppling:
    """The places in the plan, rows or processes, that hold a self-check or an action. Read once, written once."""

    def __init__(self, skrivare: _Skrivare, falt: str, modell: type[models.Model]) -> None:
        self.skrivare = skrivare
        self.kolumn = f"{modell._meta.model_name}_id"
        self.genom = {"planrad": getattr(Planrad, falt).through, "planprocess": getattr(Planprocess, falt).through}
        self.etiketter = {("planrad", rad.pk): id for id, rad in skrivare.rader.items()}
        self.etiketter |= {("planprocess", pp.pk): f"processen {pp.process}" for pp in skrivare.planprocesser.values()}
        self.nu: dict[int, set[tuple[str, int]]] = {}
        for slag, genom in self.genom.items():
            poster = genom.objects.filter(**{f"{slag}__plan": skrivare.plan})
            for plats, pk in poster.values_list(f"{slag}_id", self.kolumn):
                if (slag, plats) in self.etiketter:  # rows that the file leaves out keep what they have
                    self.nu.setdefault(pk, set()).add((slag, plats))
        self.nya: list[tuple[str, int, int]] = []
        self.bort: list[tuple[str, int, int]] = []

    def koppla(self, post: models.Model, process: str, risker: list[str]) -> list[Faltandring]:
        """Tie the record to the risks or, without any, to the process. Returns the difference, if any."""
        if risker:
            onskade = {("planrad", self.skrivare.rader[id].pk) for id in risker}
        else:
            onskade = {("planprocess", self.skrivare.planprocesser[process].pk)}
        nu = self.nu.get(post.pk, set())
        if nu == onskade:
            return []
        self.nya += [(slag, plats, post.pk) for slag, plats in onskade - nu]
        self.bort += [(slag, plats, post.pk) for slag, plats in nu - onskade]

        def visade(platser: set[tuple[str, int]]) -> str:
            return ", ".join(sorted(self.etiketter[plats] for plats in platser))

        return [Faltandring("Hör till", visade(nu), visade(onskade))]

    def skriv(self) -> None:
        for slag, genom in self.genom.items():
            genom.objects.bulk_create(
                genom(**{f"{slag}_id": plats, self.kolumn: pk}) for s, plats, pk in self.nya if s == slag
            )
            for s, plats, pk in self.bort:
                if s == slag:
                    genom.objects.filter(**{f"{slag}_id": plats, self.kolumn: pk}).delete()
