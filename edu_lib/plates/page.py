"""A printed page of A4: headings, paragraphs, tables and pictures, set one below the other from the top."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.image import imread

from .style import LIGHT

__all__ = ["Page"]

_WIDTH, _HEIGHT = 595.3, 841.9  # points, A4
_MARGIN = 36.0
_LEADING = 1.28  # from one line to the next, in type sizes
_FINE = 8
_DOTS_PER_POINT = 200 / 72  # of pictures


class Page:
    """One sheet of paper. Every method sets something across the page and moves `y`, the place of the next, down.

    What no longer fits raises `ValueError` with how much is missing: a page that runs over is not printed by halves.
    """

    def __init__(self):
        self.figure = Figure(figsize=(_WIDTH / 72, _HEIGHT / 72), dpi=72, facecolor=LIGHT["paper"])
        self._renderer = FigureCanvasAgg(self.figure).get_renderer()
        self.ax = self.figure.add_axes((0, 0, 1, 1))
        self.ax.set(xlim=(0, _WIDTH), ylim=(0, _HEIGHT))
        self.ax.set_axis_off()
        self.left, self.right, self.y = _MARGIN, _WIDTH - _MARGIN, _HEIGHT - _MARGIN
        self._widths: dict[tuple, float] = {}
        self.words: list[str] = []  # all that is printed, in reading order

    def _down(self, height: float) -> None:
        self.y -= height
        if self.y < _MARGIN:
            raise ValueError(f"The page is too full by {_MARGIN - self.y:.0f} points. Leave something out.")

    def _wide(self, word: str, font: FontProperties) -> float:
        key = word, font.get_size_in_points(), font.get_weight(), font.get_style()
        if key not in self._widths:
            # Measured large, since small letters are rounded to whole pixels.
            large = font.copy()
            large.set_size(font.get_size_in_points() * _FINE)
            self._widths[key] = self._renderer.get_text_width_height_descent(word, large, False)[0] / _FINE
        return self._widths[key]

    def _wrapped(self, words: str, font: FontProperties, width: float) -> list[str]:
        # The space between two words, without the kerning that a space alone may have.
        space = self._wide("n n", font) - 2 * self._wide("n", font)
        lines, reach = [""], 0.0
        for word in words.split():
            wide = self._wide(word, font)
            if lines[-1] and reach + space + wide > width:
                lines.append(word)
                reach = wide
            else:
                lines[-1] = f"{lines[-1]} {word}".strip()
                reach += wide + (space if reach else 0.0)
        return lines

    def _write(self, lines, x, y, size, **style) -> None:
        for i, line in enumerate(lines):
            self.ax.text(x, y - size * (1 + i * _LEADING), line, fontsize=size, va="baseline", **style)

    def paragraph(self, words: str, size: float = 8.0, role: str = "ink", after: float = 3.0, **font) -> None:
        """Words across the page; `font` as for `FontProperties`, such as ``weight="bold"``."""
        self.words.append(words)
        lines = self._wrapped(words, FontProperties(size=size, **font), self.right - self.left)
        top = self.y
        self._down(len(lines) * size * _LEADING + after)
        self._write(lines, self.left, top, size, color=LIGHT[role], **font)

    def heading(self, words: str, size: float = 10.5) -> None:
        """A heading with a rule above it."""
        self._down(5)
        self.ax.plot([self.left, self.right], [self.y, self.y], color=LIGHT["rule"], linewidth=0.6)
        self._down(3)
        self.paragraph(words, size, weight="bold", after=2)

    def table(self, head: list[str], rows: list[list[str]], shares: list[float], size: float = 6.6) -> None:
        """A table whose columns take `shares` of the page's width. A cell's first line is bold where it ends in a line break."""
        widths = np.array(shares) / sum(shares) * (self.right - self.left)
        at = self.left + np.concatenate([[0], np.cumsum(widths)[:-1]])
        for i, row in enumerate([head, *rows]):
            self.words.append("; ".join(re.sub(r"\s*\n\s*", ", ", cell) for cell in row if cell))
            cells = []
            for cell, width in zip(row, widths, strict=True):
                first, _, rest = cell.rpartition("\n")
                bold = FontProperties(size=size, weight="bold")
                strong = self._wrapped(first or (rest if not i else ""), bold, width - 6)
                plain = self._wrapped(rest if i else "", FontProperties(size=size), width - 6)
                cells.append(([line for line in strong if line], [line for line in plain if line]))
            top, high = self.y, max(len(strong) + len(plain) for strong, plain in cells)
            self._down(high * size * _LEADING + 3.0)
            for (strong, plain), x in zip(cells, at, strict=True):
                self._write(strong, x, top, size, color=LIGHT["ink"], weight="bold")
                self._write(plain, x, top - len(strong) * size * _LEADING, size, color=LIGHT["ink"])
            line = self.y + 0.6
            self.ax.plot(
                [self.left, self.right], [line, line], color=LIGHT["rule" if not i else "track"], linewidth=0.5
            )

    def pictures(self, figures: Iterable[tuple[Figure, str]], height: float, size: float = 6.6) -> None:
        """Figures side by side, each as high as `height` points at most, with a caption below.

        Each is drawn as it comes, so that one plate may be updated and given again.
        """
        drawn = []
        for figure, caption in figures:
            file = io.BytesIO()
            wide, high = figure.get_size_inches()
            figure.savefig(file, format="png", dpi=min(_DOTS_PER_POINT * 72 * height / (high * 72), 400))
            drawn.append((imread(io.BytesIO(file.getvalue())), wide / high, caption))
        gap = 8.0
        room = self.right - self.left - gap * (len(drawn) - 1)
        height = min(height, room / sum(ratio for _, ratio, _ in drawn))
        x, top, below = self.left + (room - height * sum(r for _, r, _ in drawn)) / 2, self.y, 0.0
        for picture, ratio, caption in drawn:
            inset = self.figure.add_axes(
                (x / _WIDTH, (top - height) / _HEIGHT, height * ratio / _WIDTH, height / _HEIGHT)
            )
            inset.imshow(picture, aspect="auto", interpolation="antialiased")
            inset.set_axis_off()
            lines = self._wrapped(caption, FontProperties(size=size), height * ratio)
            self._write(lines, x, top - height - 2, size, color=LIGHT["quiet"])
            below = max(below, len(lines) * size * _LEADING)
            self.words.append(caption)
            x += height * ratio + gap
        self._down(height + below + 6)

    def webp(self, dpi: float = 110) -> bytes:
        """The page as a picture."""
        file = io.BytesIO()
        with mpl.rc_context({"text.hinting": "no_hinting"}):  # else small letters grow wider than on paper
            self.figure.savefig(file, format="webp", dpi=dpi, pil_kwargs={"quality": 70, "method": 3})
        return file.getvalue()

    def pdf(self) -> bytes:
        """The page as a PDF whose words stay words."""
        file = io.BytesIO()
        with mpl.rc_context({"pdf.fonttype": 42}):
            self.figure.savefig(file, format="pdf", metadata={"CreationDate": None, "Creator": None, "Producer": None})
        return file.getvalue()
