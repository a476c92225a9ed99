"""What months and weekdays are called: in English, which is what people type, and in the languages of documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_MONTHS = (
    ("jan january", "januar janvier januari janeiro enero gennaio"),
    ("feb february", "februar februari février fevrier févr febrero fevereiro febbraio"),
    ("mar march", "märz marts mars maart marzo março"),
    ("apr april", "avril avr abril aprile"),
    ("may", "mai maj mei mayo maio maggio"),
    ("jun june", "juni juin junio junho giugno"),
    ("jul july", "juli juillet juil julio julho luglio"),
    ("aug august", "août aout augustus augusti agosto"),
    ("sep sept september", "septembre septiembre setembro settembre"),
    ("oct october", "okt oktober octobre octubre outubro ottobre"),
    ("nov november", "novembre noviembre novembro"),
    ("dec december", "dez dezember décembre desember diciembre dezembro dicembre"),
)
_WEEKDAYS = (
    ("mon monday", "montag lundi lunes"),
    ("tue tues tuesday", "dienstag mardi martes"),
    ("wed wednesday", "wednes mittwoch mercredi miércoles"),
    ("thu thur thurs thursday", "donnerstag jeudi jueves"),
    ("fri friday", "freitag vendredi viernes"),
    ("sat saturday", "satur samstag samedi sábado"),
    ("sun sunday", "sonntag dimanche domingo"),
)
"""English names, and names in other languages. The first three letters of an English one tell which it is."""

ENGLISH_MONTHS = tuple(name for english, _ in _MONTHS for name in english.split())
ENGLISH_WEEKDAYS = tuple(name for english, _ in _WEEKDAYS for name in english.split())
MONTH_NUMBERS: Mapping[str, int] = {
    name: number for number, names in enumerate(_MONTHS, 1) for name in " ".join(names).split()
}
"""Months in any language, from 1."""
WEEKDAY_NUMBERS: Mapping[str, int] = {
    name: number for number, names in enumerate(_WEEKDAYS) for name in " ".join(names).split()
}
"""Weekdays in any language, Monday being 0."""
SHORT_MONTHS = tuple(english[:3].title() for english, _ in _MONTHS)
"""What the app calls months: ``Jan``."""
SHORT_WEEKDAYS = tuple(english[:3] for english, _ in _WEEKDAYS)


def any_of(names: Iterable[str]) -> str:
    """Return names as alternatives of a regular expression, the longest first."""
    return "|".join(sorted(names, key=len, reverse=True))
