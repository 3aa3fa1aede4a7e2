"""Tag the content of a PDF for screen readers: what each piece is, in which order and language (ISO 32000-1, 14.7 and 14.8).

Content on a page has a number there, ``/P <</MCID 3>> BDC … EMC``, which an element of the structure tree names::

    Document
      H1 "Entrar a la clase por Zoom"
      L
        LI
          Lbl "1"
          LBody
            Figure, with its alternative text
            P "Toque el botón Unirse."
            P "Tap the Join button.", in English

reportlab has no words for this, but it writes operators and most objects as they are; what it leaves out of a page is added in
`PaperTags.end_page`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from the lower left corner of the page."""


@dataclass
class _Element:
    """An element of the tree, such as an ``LI``: its language, reportlab's dictionary with a reference to it, its children."""

    role: str
    lang: str
    entries: Any
    reference: Any
    children: list["_Element"] = field(default_factory=list)


class PaperTags:
    """The structure tree of a reportlab canvas. Elements are read in the order in which they are begun."""

    def __init__(self, canvas: Any) -> None:
        """Tag what is drawn on ``canvas``."""
        from reportlab.pdfbase import pdfdoc  # slow to load, and only for paper

        self._canvas, self._pdf = canvas, pdfdoc
        root = pdfdoc.PDFDictionary({"Type": "/StructTreeRoot"})
        lang = getattr(canvas._doc.Catalog, "Lang", None)
        self._root = _Element("", lang.s if lang else "", root, canvas._doc.Reference(root))
        self._path = [self._root, self._begin("Document", self._root)]
        self._is_open = False
        self._pages: list[list[_Element]] = [[]]
        """The elements of each page, by the number of their content."""

    @contextmanager
    def group(self, role: str, lang: str = "") -> Iterator[None]:
        """Put the elements that are begun within into one element; within content, which has no elements, do nothing.

        A list (``L``) or the text of its item (``LBody``) is continued, in its language, if it is the parent's last element.
        """
        parent = self._path[-1]
        if self._is_open:
            yield
            return
        last = parent.children[-1] if parent.children else None
        if last is None or last.role != role or role not in ("L", "LBody"):
            last = self._begin(role, parent, lang)
        self._path.append(last)
        try:
            yield
        finally:
            self._path.pop()

    @contextmanager
    def content(self, role: str = "P", lang: str = "", alt: str = "", box: Box | None = None) -> Iterator[None]:
        """Let what is drawn within be one element; within other content, it belongs to that."""
        if self._is_open:
            yield
            return
        element = self._begin(role, self._path[-1], lang)
        page = self._pages[-1]
        element.entries["Pg"] = self._canvas._doc.thisPageRef()
        element.entries["K"] = len(page)
        if alt:
            element.entries["Alt"] = self._pdf.PDFString(alt)
        if box:
            corners = self._pdf.PDFArrayCompact(round(value, 1) for value in box)
            element.entries["A"] = self._pdf.PDFDictionary({"O": "/Layout", "BBox": corners})
        with self._marked(f"/{role} <</MCID {len(page)}>> BDC"):
            page.append(element)
            yield

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Let what is drawn within be skipped, as decoration or as a repetition; within other content, it belongs to that."""
        if self._is_open:
            yield
            return
        with self._marked("/Artifact BMC"):
            yield

    def end_page(self) -> None:
        """Show the page, with the number of its row in the table of elements (``ParentTree``)."""
        self._canvas.showPage()
        page = self._canvas._doc.Pages.pages[-1]
        # What reportlab doesn't know of a page, it leaves out.
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._pages) - 1
        page.Tabs = "/S"
        self._pages.append([])

    def finish(self) -> None:
        """Put the tree into the document, whose last page has ended."""
        pdf, document = self._pdf, self._canvas._doc
        rows = (pdf.PDFArray(element.reference for element in page) for page in self._pages[:-1])
        numbered = [entry for number, row in enumerate(rows) for entry in (number, document.Reference(row))]
        self._root.entries["ParentTree"] = document.Reference(pdf.PDFDictionary({"Nums": pdf.PDFArray(numbered)}))
        document.Catalog.StructTreeRoot = self._root.reference
        document.Catalog.MarkInfo = pdf.PDFDictionary({"Marked": "true"})

    def _begin(self, role: str, parent: _Element, lang: str = "") -> _Element:
        """Add an element at the end of another one."""
        entries = self._pdf.PDFDictionary({"S": f"/{role}", "P": parent.reference})
        element = _Element(role, lang or parent.lang, entries, self._canvas._doc.Reference(entries))
        parent.children.append(element)
        parent.entries["K"] = self._pdf.PDFArray(child.reference for child in parent.children)
        if element.lang != parent.lang:
            entries["Lang"] = self._pdf.PDFString(lang)
        if role == "L":
            entries["A"] = self._pdf.PDFDictionary({"O": "/List", "ListNumbering": "/Decimal"})
        return element

    @contextmanager
    def _marked(self, operator: str) -> Iterator[None]:
        """Put what is drawn within between an operator and its end."""
        self._is_open = True
        self._canvas.addLiteral(operator)
        try:
            yield
        finally:
            self._canvas.addLiteral("EMC")
            self._is_open = False
