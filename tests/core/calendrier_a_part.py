#!/usr/bin/env python3
"""Le calendrier et les délais, calculés sans une ligne du moteur, pour qu'un essai compare les deux.

    python3 tests/core/calendrier_a_part.py > tests/core/calendrier_a_part.csv

Pâques par le nombre d'or et l'épacte (méthode de Clavius), les jours de la semaine par le module datetime. Fêtes : code du travail
L3133-1, L3134-13, L3422-2. Quantièmes et report : code de procédure civile, articles 641 et 642. Un délai franc a un jour de plus,
compté avant le report ; compté à rebours, un de plus en arrière, et rien ne se reporte.
"""
import datetime
import random

JOUR = datetime.timedelta(days=1)
PROPRES = {
    "alsace-moselle": (12, 26), "guadeloupe": (5, 27), "martinique": (5, 22), "guyane": (6, 10), "reunion": (12, 20),
    "mayotte": (4, 27), "saint-barthelemy": (10, 9), "saint-martin": (5, 27), "metropole": None,
}


def paques(annee):
    nombre_d_or = annee % 19 + 1
    siecle = annee // 100 + 1
    bissextiles_omises = 3 * siecle // 4 - 12
    correction_lunaire = (8 * siecle + 5) // 25 - 5
    dimanche = 5 * annee // 4 - bissextiles_omises - 10
    epacte = (11 * nombre_d_or + 20 + correction_lunaire - bissextiles_omises) % 30
    if epacte == 24 or (epacte == 25 and nombre_d_or > 11):
        epacte += 1
    pleine_lune = 44 - epacte
    if pleine_lune < 21:
        pleine_lune += 30
    jour = pleine_lune + 7 - (dimanche + pleine_lune) % 7
    return datetime.date(annee, 3, 1) + (jour - 1) * JOUR


def fetes(annee, territoire, vendredi_saint):
    dimanche = paques(annee)
    jours = {datetime.date(annee, mois, jour)
             for mois, jour in [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]}
    jours |= {dimanche + jours_apres * JOUR for jours_apres in (1, 39, 50)}
    if PROPRES[territoire]:
        jours.add(datetime.date(annee, *PROPRES[territoire]))
    if vendredi_saint:
        jours.add(dimanche - 2 * JOUR)
    return jours


def travaille(jour, territoire, vendredi_saint, dernier):
    """dernier : le dernier jour ouvré de la semaine, 4 le vendredi, 5 le samedi."""
    return jour.weekday() <= dernier and jour not in fetes(jour.year, territoire, vendredi_saint)


def quantieme(jour, mois):
    rang = jour.year * 12 + jour.month - 1 + mois
    annee, mois = rang // 12, rang % 12 + 1
    fin = (datetime.date(annee + mois // 12, mois % 12 + 1, 1) - JOUR).day
    return datetime.date(annee, mois, min(jour.day, fin))


def delai(depart, mois, jours, sorte, franc, report, territoire, vendredi_saint, rebours):
    sens = -1 if rebours else 1
    jour = quantieme(depart, sens * mois)
    if sorte == "jours":
        jour += sens * jours * JOUR
    else:
        while jours:
            jour += sens * JOUR
            jours -= travaille(jour, territoire, vendredi_saint, 4 if sorte == "jours ouvrés" else 5)
    brut = jour
    if franc:
        jour += sens * JOUR
    if report and not rebours:
        while not travaille(jour, territoire, vendredi_saint, 4):
            jour += JOUR
    return brut, jour


def main():
    hasard = random.Random(2026)
    territoires = sorted(PROPRES)
    print("# python3 tests/core/calendrier_a_part.py : ne se récrit pas à la main")
    for annee in range(1900, 2200):
        print(f"paques;{paques(annee)}")
    for annee in (2024, 2025, 2026, 2027, 2028, 2038):
        for territoire in territoires:
            for saint in (False, True) if territoire == "alsace-moselle" else (False,):
                liste = " ".join(str(jour) for jour in sorted(fetes(annee, territoire, saint)))
                print(f"fetes;{annee};{territoire};{'oui' if saint else 'non'};{liste}")
    for _ in range(1500):
        annee = hasard.choice([2024, 2025, 2026, 2027, hasard.randrange(1905, 2190)])
        depart = datetime.date(annee, 1, 1) + hasard.randrange(365) * JOUR
        if hasard.random() < 0.3:  # les derniers jours du mois, où les quantièmes manquent
            depart = quantieme(datetime.date(annee, 1, 31), hasard.randrange(12)) - hasard.randrange(3) * JOUR
        territoire = hasard.choice(territoires)
        saint = territoire == "alsace-moselle" and hasard.random() < 0.5
        sorte = hasard.choice(["jours", "jours", "jours", "jours ouvrés", "jours ouvrables"])
        mois = hasard.choice([0, 0, 1, 1, 2, 3, 4, 6, 12, 24]) if sorte == "jours" else 0
        jours = hasard.choice([0, 5, 10, 15, 30]) if mois else hasard.choice([1, 2, 5, 8, 10, 15, 20, 30, 60])
        franc, report, rebours = (hasard.random() < p for p in (0.3, 0.6, 0.25))
        brut, fin = delai(depart, mois, jours, sorte, franc, report, territoire, saint, rebours)
        longueur = " ".join(([f"{mois} mois"] if mois else []) + ([f"{jours} {sorte}"] if jours else []))
        dits = [mot for mot, vrai in (("franc", franc), ("report", report), ("rebours", rebours), ("saint", saint)) if vrai]
        print(f"delai;{depart};{longueur};{territoire};{' '.join(dits)};{brut};{fin}")


main()
