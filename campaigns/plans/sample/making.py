"""How is the sample circular's Word file made from its text?"""

from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

HERE = Path(__file__).parent
TITLE_LINES = 3


def make_docx(source: Path, target: Path) -> None:
    """Write each line of the text as a paragraph; the title lines stand centred."""
    document = Document()
    for at, line in enumerate(source.read_text(encoding="utf-8").splitlines()):
        paragraph = document.add_paragraph(line)
        if at < TITLE_LINES:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.save(str(target))


if __name__ == "__main__":
    make_docx(HERE / "circular.txt", HERE / "circular.docx")
