#!/usr/bin/env python3
"""Le jour où un pli est notifié, lu dans le droit sans une ligne du moteur, pour qu'un essai compare les deux.

    python3 tests/core/notification_a_part.py > tests/core/notification_a_part.csv

Chaque cas (a à f) lit le pli sans regarder les autres, et répond une sorte et des jours, rien s'il ne le concerne pas, HORS si
aucun texte lu ne tranche. « inconnue » cède devant une date ou une irrégularité ; deux réponses qui se contredisent sont HORS.
Ce qui est HORS n'est pas dans la table : elle ne tient que ce que le droit, ou la page de la sémantique, dit.
Les jours sont comptés depuis l'envoi, qui est le jour 0.
"""
import itertools
import typing

GARDE = 15  # jours calendaires de mise en instance, le jour de l'avis non compté (R112-20 : autant pour la voie électronique)
HORS = "hors"


class Pli(typing.NamedTuple):
    mode: str
    envoi: int = None
    presente: int = None
    retire: int = None
    retour: int = None
    motif: str = None  # npai, non_reclame, refuse ; rien : le retour ne dit pas pourquoi
    remis: int = None
    disposition: int = None
    consulte: int = None
    avis: str = "inconnu"  # l'avis d'instance est-il prouvé ?
    accord: str = "inconnu"  # à la voie électronique
    adresse: bool = False  # un changement d'adresse avait été signalé
    protegee: bool = False
    plusieurs: bool = False  # un acte de la poste est peut-être de ce pli, peut-être d'un autre


class Lecture(typing.NamedTuple):
    sorte: str
    du: int = None
    au: int = None


INCONNUE = Lecture("inconnue")
IRREGULIERE = Lecture("irreguliere")


def connue(jour):
    return Lecture("connue", jour, jour)


def faits_au(pli, jour):
    """Un fait d'après le jour demandé n'a pas eu lieu, et son motif avec lui."""
    dates = ("envoi", "presente", "retire", "retour", "remis", "disposition", "consulte")
    pli = pli._replace(**{nom: None for nom in dates if getattr(pli, nom) is not None and getattr(pli, nom) > jour})
    return pli if pli.retour is not None else pli._replace(motif=None)


def cas_a(pli, jour):
    """Remise en main propre : le jour de la remise, quel que soit le mode (CE 24 avril 2012, n° 341146)."""
    if pli.remis is not None:
        return connue(pli.remis)
    return INCONNUE if pli.mode == "remise" else None  # un pli à remettre n'est notifié que par sa remise


def cas_b(pli, jour):
    """Absent, puis retrait dans les quinze jours de la mise en instance : le jour du retrait (même décision)."""
    if pli.mode != "lrar" or pli.retire is None:
        return None
    if pli.presente is None:  # la présentation n'est pas d'avant l'envoi : retiré dans les quinze jours de lui, l'est d'elle
        return connue(pli.retire) if pli.envoi is not None and pli.retire <= pli.envoi + GARDE else HORS
    return connue(pli.retire) if pli.retire <= pli.presente + GARDE else None


def cas_c(pli, jour):
    """Non retiré : la première présentation, si l'avis d'instance est prouvé par des mentions précises, claires et concordantes, ou
    par une attestation de la poste (même décision). Avant la fin de la garde, le pli attend : tout jour de l'intervalle."""
    if pli.mode != "lrar" or (pli.presente is None and pli.retour is None):
        return None
    if pli.motif == "npai":
        return None  # le cas d
    if pli.presente is None:
        return INCONNUE
    fin = pli.presente + GARDE
    if any(jour_pris is not None and jour_pris <= fin for jour_pris in (pli.retire, pli.remis)):
        return None
    if pli.adresse:
        return HORS  # l'avis fut-il laissé à l'adresse quittée ?
    if pli.retour is None and jour <= fin:
        return HORS if pli.avis == "non" else Lecture("attente", pli.presente, fin)
    if pli.motif == "refuse":
        return connue(pli.presente) if pli.avis == "oui" else HORS  # un refus veut-il un avis d'instance ?
    if pli.retour is not None and pli.retour < fin:
        return INCONNUE  # la décision parle d'un retour « au terme du délai de mise en instance »
    if pli.retour == fin:
        return HORS  # le dernier jour est-il ce terme ?
    return connue(pli.presente) if pli.avis == "oui" else INCONNUE


def cas_d(pli, jour):
    """Pli revenu, adresse erronée : irrégulière si le changement avait été signalé, sinon régulière à la présentation
    (jurisprudence sur les plis non distribués). Une lettre simple peut revenir aussi."""
    if pli.mode not in ("lrar", "simple") or pli.retour is None:
        return None
    if pli.motif != "npai":  # revenu d'une adresse dont un changement fut signalé, mais est-ce la bonne qui ne réclame pas ?
        return HORS if pli.adresse else None
    if pli.adresse:
        return IRREGULIERE
    if pli.presente is None:
        return INCONNUE
    return connue(pli.presente) if pli.mode == "lrar" else HORS


def cas_e(pli, jour):
    """Lettre simple : pas de date certaine (R262-69-1 veut un moyen qui la donne)."""
    if pli.mode != "simple":
        return None
    return INCONNUE if pli.retire is None else HORS


def cas_f(pli, jour):
    """Électronique : la première consultation ; sans elle dans les quinze jours, la mise à disposition (R112-20). L'accord exprès est
    recueilli avant (L112-15) : sans lui, le silence ne vaut rien."""
    if pli.mode != "electronique":
        return None
    if pli.consulte is None and (pli.accord != "oui" or pli.disposition is None):
        return INCONNUE
    if pli.accord != "oui":
        return HORS  # consulté sans accord : la réception est certaine, le procédé n'était pas permis
    fin = pli.disposition + GARDE
    if pli.consulte is not None:
        return connue(pli.consulte if pli.consulte <= fin else pli.disposition)
    return connue(pli.disposition) if jour > fin else Lecture("attente", pli.disposition, fin)


CAS = {"a": cas_a, "b": cas_b, "c": cas_c, "d": cas_d, "e": cas_e, "f": cas_f}


def sans_empechement(pli, jour):
    """Le cas et sa lecture : les cas l'un sans l'autre, puis d'accord, ou HORS."""
    postaux = (pli.presente, pli.retire, pli.retour)
    if (pli.mode == "inconnu" or pli.envoi is None) and any(fait is not None for fait in postaux):
        return HORS, None
    reponses = {nom: cas(pli, jour) for nom, cas in CAS.items()}
    reponses = {nom: reponse for nom, reponse in reponses.items() if reponse is not None}
    if HORS in reponses.values():
        return HORS, None
    fermes = {nom: reponse for nom, reponse in reponses.items() if reponse != INCONNUE} or reponses
    if not fermes:
        return "rien", INCONNUE  # ni présenté, ni remis, ni revenu
    return next(iter(fermes.items())) if len(set(fermes.values())) == 1 else (HORS, None)


def lecture(pli, jour):
    pli = faits_au(pli, jour)
    nom, lue = sans_empechement(pli, jour)
    if nom == HORS:
        return HORS, None
    if pli.protegee:  # notifié au représentant, dont on ne sait rien
        return (HORS, None) if lue == IRREGULIERE else ("protegee", INCONNUE)
    if pli.plusieurs and pli.remis is None:  # notification inconnue, sauf s'il fut sûrement remis
        return "plusieurs", INCONNUE
    return nom, lue


def suites_postales():
    """Ce qui peut arriver d'un pli présenté, ou jamais présenté."""
    yield {}
    for remis in (0, 8):
        yield {"remis": remis}
    for retire in (3, 15, 16):
        yield {"retire": retire}
    for motif in ("npai", "non_reclame", "refuse", None):
        yield {"retour": 20, "motif": motif}
    for presente in (1, 4):
        yield {"presente": presente}
        for apres in (0, 1, 14, 15, 16, 40):
            yield {"presente": presente, "retire": presente + apres}
        for apres, motif in itertools.product((3, 15, 16, 25), ("npai", "non_reclame", "refuse", None)):
            yield {"presente": presente, "retour": presente + apres, "motif": motif}
        for apres in (0, 2, 15, 16, 30):
            yield {"presente": presente, "remis": presente + apres}
        yield {"presente": presente, "retire": presente + 5, "remis": presente + 5}
        for motif in ("npai", "non_reclame"):
            yield {"presente": presente, "retour": presente + 16, "motif": motif, "remis": presente + 20}


def plis():
    etats = [{"avis": avis} for avis in ("oui", "non", "inconnu")]
    etats += [{"avis": "oui", "protegee": p, "plusieurs": q} for p, q in ((True, False), (False, True), (True, True))]
    for suite, etat, adresse in itertools.product(suites_postales(), etats, (False, True)):
        yield Pli("lrar", 0, **suite, **etat, adresse=adresse)
    for mode, envoi, etat, adresse in itertools.product(("lrar", "simple", "remise", "inconnu"), (None, 0), etats, (False, True)):
        for suite in ({}, {"remis": 0}, {"remis": 5}):
            yield Pli(mode, envoi, **suite, **etat, adresse=adresse)
    for etat, adresse in itertools.product(etats, (False, True)):
        for suite in ({"presente": 2}, {"retour": 9, "motif": "npai"}):
            yield Pli("simple", 0, **suite, **etat, adresse=adresse)
    vus = [(None, None), (0, None), (2, None), (20, None)]
    vus += [(mis, mis + apres) for mis in (2, 20) for apres in (0, 1, 14, 15, 16, 40)]
    for (disposition, consulte), accord, protegee in itertools.product(vus, ("oui", "non", "inconnu"), (False, True)):
        if disposition is None and accord == "oui":
            continue  # mis à disposition un jour que rien ne dit : celui de l'envoi ?
        yield Pli("electronique", 0, disposition=disposition, consulte=consulte, accord=accord, protegee=protegee)


def jours_demandes(pli):
    """Autour de chaque fait et de la fin de la garde, et longtemps après."""
    faits = [jour for jour in pli if isinstance(jour, int) and not isinstance(jour, bool)]
    fins = [jour + GARDE for jour in (pli.presente, pli.disposition) if jour is not None]
    return sorted({-1, 0, 90} | {jour + ecart for jour in faits + fins for ecart in (-1, 0, 1)})


def main():
    print("# python3 tests/core/notification_a_part.py : ne se récrit pas à la main")
    print("# jours comptés depuis l'envoi ; « - » : le fait n'a pas eu lieu, ou la notification n'a pas de date")
    print("# cas : a remis, b retiré à temps, c non retiré, d revenu de l'adresse, e simple, f électronique ; ou ce qui les empêche")
    print("# " + ";".join(("cas", *Pli._fields, "jour", *Lecture._fields)))
    mots = {None: "-", True: "oui", False: "non"}
    lignes = {}  # deux suites peuvent donner le même pli
    for pli in plis():
        for jour in jours_demandes(pli):
            nom, lue = lecture(pli, jour)
            if nom != HORS:
                cellules = (*pli, jour, *lue)
                lignes[";".join([nom] + [mots[c] if c is None or isinstance(c, bool) else str(c) for c in cellules])] = None
    print(*lignes, sep="\n")


main()
