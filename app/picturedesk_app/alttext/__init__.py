"""The Alt text page: a queue of pictures, a text for each, one key to decide and go on.

:class:`~picturedesk_app.alttext.page.AltTextPage` asks :mod:`.asking` for the queue and for the
next few pictures ahead of time, shows the current one on the :mod:`.stage` and its text in an
:mod:`.editor` (field, words with their alternatives, other sentences, warnings, examples).
:class:`~picturedesk_app.alttext.commands.Commands` turns keys into decisions: it shows the next
picture at once and has :mod:`.deciding` make the change behind it; an answer that comes late or a
change that is refused is sorted out by ticket and by key. The :mod:`.sheet` shows what approving
many would do before it is done, :mod:`.publishing` what writing would.

Two places have the keyboard. In the queue single letters act (Enter, R, S, D, U, 1 to 9); in the
field they are text, and the same acts are there with Ctrl. Enter approves in both.
"""
