"""A pack as a tagged PDF (PDF/UA-1), set by Typst. The same content gives the same bytes.

What it says goes to the layout as data and is never read as markup. Only the fonts that come with Typst are used, so
that no machine's own fonts change the result.
"""

import dataclasses
import json
from pathlib import Path

from web.pack.document import Document

LAYOUT = Path(__file__).parents[1] / "templates" / "pack.typ"


def pdf(document: Document) -> bytes:
    """The pack as a file to print or keep."""
    import typst

    told = json.dumps(dataclasses.asdict(document), ensure_ascii=False)
    return typst.compile(
        LAYOUT, format="pdf", sys_inputs={"document": told}, ignore_system_fonts=True, pdf_standards="ua-1",
        timestamp=0,
    )  # fmt: skip
