"""The source of a web page, or of a mail written as one, to the text that people see (pure)."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_PAGE = re.compile(r"</(?:p|div|li|ul|ol|h[1-6]|td|tr|table|body|html)\s*>", re.IGNORECASE)
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "br", "dd", "div", "dl", "dt", "footer", "header",
    "hr", "main", "ol", "p", "section", "table", "tr", "ul",
})  # fmt: skip
_UNSEEN = frozenset({"script", "style", "title"})
_BOLD = frozenset({"b", "strong"})


def as_text(text: str) -> str:
    """The text with a line a block, ``- `` for items and ``## `` for headings.

    What is no page's source (a mail's ``<jane@acme.com>``, a single tag) is left as it is.
    """
    if not _PAGE.search(text):
        return text
    page = _Page()
    page.feed(text)
    page.close()
    return page.text()


class _Page(HTMLParser):
    """Collects what is seen; entities are characters by then."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._unseen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _UNSEEN:
            self._unseen = tag
        elif tag == "li":
            self._begin_line("- ")
        elif tag in _HEADINGS:
            self._begin_line("## ")
        elif tag in ("td", "th"):
            self._parts.append("\t")
        elif tag in _BOLD:
            self._parts.append("**")
        elif tag in _BLOCKS:
            self._begin_line("")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._unseen:
            self._unseen = ""
        elif tag in _BOLD:
            self._parts.append("**")
        elif tag == "li" or tag in _HEADINGS or tag in _BLOCKS:
            self._begin_line("")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._parts.append(re.sub(r"\s+", " ", data))

    def _begin_line(self, sign: str) -> None:
        # A paragraph inside an item goes on behind the item's sign.
        if sign or not (self._parts and self._parts[-1] in ("\n- ", "\n## ")):
            self._parts.append(f"\n{sign}")

    def text(self) -> str:
        """The lines, without what is empty at their ends."""
        lines = (line.strip(" ") for line in "".join(self._parts).split("\n"))
        return "\n".join(line.removeprefix("\t") for line in lines)
