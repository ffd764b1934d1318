"""The picture grid: a hundred thousand pictures, none of which is waited for.

In order: :class:`.model.GridModel` holds asset keys as an array and a cache of rows;
:class:`.layout.Layout` says where every picture lies (pure, numpy); :class:`.view.GridView`
paints what is visible and asks for the rows and thumbnails it lacks;
:class:`.thumbnails.Thumbnails` loads them in threads, newest wish first, and keeps pixmaps by
bytes; :mod:`.painter` draws one cell; :class:`.selection.Selection` and :class:`.hand.Hand` are
what the user has chosen and how; :mod:`.accessible` tells it to a screen reader.
"""

from __future__ import annotations

from picturedesk_app.grid.layout import Section
from picturedesk_app.grid.model import GridModel, Row
from picturedesk_app.grid.thumbnails import Thumbnails
from picturedesk_app.grid.view import GridView

__all__ = ["GridModel", "GridView", "Row", "Section", "Thumbnails"]
