"""The one way in which words reach the screen, so that they can be translated.

``tr("{n} pictures", n=3)`` looks the sentence up and then fills it in. Plural sentences give
both forms: ``trn("{n} picture", "{n} pictures", 3)``. Numbers are written for people here too.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from picturedesk.paths import resource_path

_CONTEXT = "PictureDesk"


def tr(text: str, **values: object) -> str:
    """The sentence in the user's language, with its named places filled in."""
    words = QCoreApplication.translate(_CONTEXT, text)
    return words.format(**values) if values else words


def trn(one: str, many: str, n: int, **values: object) -> str:
    """The singular or plural sentence for ``n``; ``{n}`` in it is the number, grouped."""
    return tr(one if n == 1 else many, n=number(n), **values)


def number(value: int) -> str:
    """A whole number with the language's grouping."""
    return QLocale().toString(value)


def size(value: int) -> str:
    """A number of bytes as people say it: "2.4 MB", "604 MB"."""
    head = float(value)
    while head >= 1000:
        head /= 1000
    digits = 1 if 0 < head < 10 and value >= 1000 else 0
    return QLocale().formattedDataSize(value, digits, QLocale.DataSizeFormat.DataSizeSIFormat)


def duration(seconds: float) -> str:
    """How long, rounded for people: "40 s", "6 min", "2 h"."""
    if seconds < 90:
        step = 1 if seconds < 10 else 5
        return tr("{n} s", n=max(1, round(seconds / step) * step))
    if seconds < 90 * 60:
        return tr("{n} min", n=round(seconds / 60))
    return tr("{n} h", n=round(seconds / 3600))


def rate(per_second: float) -> str:
    """How fast, rounded for people: "41/s", "0.8/s"."""
    return f"{per_second:.1f}/s" if per_second < 3 else f"{number(round(per_second))}/s"


def listed(words: Sequence[str]) -> str:
    """A list as people say it: "English, German and Czech"."""
    if len(words) < 2:
        return "".join(words)
    return tr("{some} and {last}", some=", ".join(words[:-1]), last=words[-1])


def language_name(code: str) -> str:
    """The name of a language from its code ("cs": "Czech"); the code where it is not known."""
    language = QLocale(code).language()
    return code if language is QLocale.Language.C else QLocale.languageToString(language)


def install(application: QCoreApplication, language: str) -> QTranslator | None:
    """Load the translation of a language (empty: the system's), if there is one."""
    locale = QLocale(language) if language else QLocale.system()
    QLocale.setDefault(locale)
    translator = QTranslator(application)
    folder = str(resource_path("translations"))
    if translator.load(locale, "picturedesk", "_", folder):
        application.installTranslator(translator)
        return translator
    return None
