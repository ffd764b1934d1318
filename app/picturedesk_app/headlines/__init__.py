"""The Headlines page: a line of copy finds its picture, for every channel.

:class:`~.page.HeadlinesPage` puts the parts together. The user writes a line in
:class:`~.head.Head` and ticks channels; :class:`~.commands.Commands` asks a reader for proposals
(:func:`~.asking.find`), which become lines of the :class:`~.sheet.Sheet`; :class:`~.matrix.Matrix`
draws them, each crop in its channel's frame (:mod:`.frames`). At once the lines are asked for
again, one by one, from the originals (:func:`~.asking.again`): a line that changed says so.

Enter and R decide (:mod:`.deciding`, in the writer's thread), C opens the
:class:`~.crop_editor.CropEditor` whose score follows the box (:func:`~.asking.scored`, newest
ticket wins), E asks what to write (:class:`~.export_dialog.ExportDialog`) and
:class:`~.exporting.Exporter` writes it in a thread of its own. Whatever is done goes to the
:class:`~.history.History`, which U takes back.

A copy deck (:func:`~.asking.deck`) becomes lines of the same sheet, a headline each.
"""
