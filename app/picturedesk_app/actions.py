"""Everything a user can do, as one table: menus, shortcuts and the command palette read it.

``call`` names a method of the widget that :func:`install` is given for the row's ``where``.
Single-key shortcuts act only while the place they belong to has the focus (``focused``), so that
typing into a field never rates a picture.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from picturedesk_app import icons
from picturedesk_app.i18n import tr


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a user can do."""

    id: str
    title: str
    where: str
    """Whose widget installs it: window, library, grid, …"""
    call: str
    shortcut: tuple[str, ...] = ()
    icon: str = ""
    words: str = ""
    """Other words by which the palette finds it."""
    focused: bool = False
    """The shortcut acts only while the widget has the focus."""


ACTIONS: tuple[Action, ...] = (
    Action("palette", "Find a command…", "window", "open_palette", ("Ctrl+K",), "search"),
    Action("add-folder", "Add a folder…", "window", "add_folder", ("Ctrl+O",), "folder-add",
           "import root open"),
    Action("rescan", "Look for new pictures", "window", "rescan", ("F5",), "refresh",
           "rescan refresh reload"),
    Action("shortcuts", "Show all shortcuts", "window", "show_shortcuts", ("F1",), "keyboard",
           "help keys"),
    Action("theme-dark", "Use the dark theme", "window", "use_dark", (), "theme", "night"),
    Action("theme-light", "Use the light theme", "window", "use_light", (), "theme", "day"),
    Action("theme-system", "Follow the system's theme", "window", "use_system", (), "theme"),
    Action("text-larger", "Make text larger", "window", "text_larger", ("Ctrl+Shift++",), "plus",
           "scale font"),
    Action("text-smaller", "Make text smaller", "window", "text_smaller", ("Ctrl+Shift+-",),
           "minus", "scale font"),
    Action("pause", "Pause or go on with reading", "window", "toggle_pause", (), "pause",
           "import resume"),
    Action("full-screen", "Full screen", "window", "toggle_full_screen", ("F11",), "zoom-fit"),
    Action("quit", "Close the window", "window", "close", ("Ctrl+Q",), "close", "quit exit"),
    # -- Library page
    Action("search", "Search", "library", "focus_search", ("Ctrl+F", "/"), "search", "find query"),
    Action("clear-search", "Clear the search and filters", "library", "clear_search",
           ("Ctrl+Shift+F",), "close", "reset all"),
    Action("save-search", "Save this search", "library", "save_search", ("Ctrl+S",), "saved",
           "bookmark smart"),
    Action("sidebar", "Show or hide folders", "library", "toggle_sidebar", ("Ctrl+B",), "sidebar",
           "tree"),
    Action("inspector", "Show or hide the inspector", "library", "toggle_inspector", ("Ctrl+I",),
           "inspector", "details info"),
    Action("problems", "Show pictures that could not be read", "library", "show_problems", (),
           "warning", "errors"),
    Action("layout", "Switch between rows and squares", "library", "toggle_layout", ("Ctrl+L",),
           "justified", "grid"),
    Action("sample-brief", "Try the sample brief", "library", "try_sample", (), "brief"),
    # -- the grid
    Action("preview", "Preview", "grid", "preview", ("Space",), "preview", "quick look", True),
    Action("similar", "More like this", "grid", "more_like_this", ("Shift+S",), "similar",
           "near", True),
    Action("show-file", "Show in file manager", "grid", "show_file", ("Ctrl+Shift+R",), "folder",
           "reveal finder explorer"),
    Action("open-with", "Open in another program", "grid", "open_file", ("Ctrl+Return",),
           "external"),
    Action("copy-path", "Copy path", "grid", "copy_paths", ("Ctrl+Shift+C",), "copy"),
    Action("copy-files", "Copy files", "grid", "copy_files", ("Ctrl+C",), "copy"),
    Action("select-all", "Select all", "grid", "select_all", ("Ctrl+A",), "check"),
    Action("select-none", "Select nothing", "grid", "select_none", ("Ctrl+Shift+A",), "close"),
    Action("zoom-in", "Larger pictures", "grid", "zoom_in", ("Ctrl++", "Ctrl+="), "plus"),
    Action("zoom-out", "Smaller pictures", "grid", "zoom_out", ("Ctrl+-",), "minus"),
    Action("open-stack", "Open or close the stack", "grid", "toggle_stack", ("Shift+O",), "stack",
           "near identical", True),
    Action("add-to-board", "Add to board", "grid", "add_to_board", ("Ctrl+Shift+B",), "boards",
           "moodboard"),
    Action("alt-text-of", "Alt text for these pictures", "grid", "describe", ("Ctrl+Shift+D",),
           "alttext", "describe selection accessibility"),
    Action("rate-0", "No rating", "grid", "rate_0", ("0",), "star", "stars", True),
    Action("rate-1", "Rate 1", "grid", "rate_1", ("1",), "star", "stars", True),
    Action("rate-2", "Rate 2", "grid", "rate_2", ("2",), "star", "stars", True),
    Action("rate-3", "Rate 3", "grid", "rate_3", ("3",), "star", "stars", True),
    Action("rate-4", "Rate 4", "grid", "rate_4", ("4",), "star", "stars", True),
    Action("rate-5", "Rate 5", "grid", "rate_5", ("5",), "star", "stars", True),
    Action("add-tag", "Add a tag", "library", "focus_tags", ("Ctrl+T",), "tag", "keyword"),
    Action("undo", "Undo", "window", "undo", ("Ctrl+Z",), "undo"),
    # -- Moodboards page
    Action("redo", "Redo", "moodboards", "redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", "again"),
    Action("new-board", "New board", "moodboards", "new_board", ("Ctrl+N",), "plus", "moodboard"),
    Action("boards", "Open a board…", "moodboards", "choose_board", ("Ctrl+Shift+O",), "boards",
           "switch list"),
    Action("rename-board", "Rename this board", "moodboards", "rename_board", ("F2",), "note",
           "title name"),
    Action("duplicate-board", "Duplicate this board", "moodboards", "duplicate_board", (), "copy"),
    Action("delete-board", "Delete this board", "moodboards", "delete_board", (), "trash"),
    Action("edit-brief", "Edit the brief", "moodboards", "edit_brief", ("Ctrl+Shift+E",), "brief",
           "paste text"),
    Action("rerun-beat", "Ask the library again for this beat", "moodboards", "rerun_beat",
           ("Ctrl+R",), "refresh", "re-run propose"),
    Action("rerun-board", "Ask the library again for all beats", "moodboards", "rerun_board",
           ("Ctrl+Alt+R",), "refresh", "re-run propose"),
    Action("add-beat", "Add a beat", "moodboards", "add_beat", ("Ctrl+Shift+N",), "plus", "line"),
    Action("shot-list", "Shot list", "moodboards", "show_shots", ("Ctrl+L",), "shots",
           "gaps missing photographer"),
    Action("board-canvas", "Back to the canvas", "moodboards", "show_canvas", ("Ctrl+1",),
           "boards"),
    Action("board-panes", "Show or hide the side panes", "moodboards", "toggle_panes", ("Ctrl+B",),
           "sidebar", "focus"),
    Action("export-pdf", "Export as PDF…", "board-export", "export_pdf", ("Ctrl+E",), "export",
           "save write"),
    Action("export-pptx", "Export as slides (PPTX)…", "board-export", "export_pptx", (), "export",
           "powerpoint keynote"),
    Action("export-png", "Export as a picture (PNG)…", "board-export", "export_png", (), "export"),
    Action("export-html", "Export as a web page (HTML)…", "board-export", "export_html", (),
           "export"),
    Action("export-shots", "Export the shot list (CSV)…", "board-export", "export_shots", (),
           "export", "table"),
    # -- things on the board
    Action("board-crop", "Crop", "board-items", "crop", ("C",), "crop"),
    Action("board-flip-h", "Flip left and right", "board-items", "flip_horizontal", ("H",),
           "flip-h", "mirror"),
    Action("board-flip-v", "Flip top and bottom", "board-items", "flip_vertical", ("Shift+H",),
           "flip-v", "mirror"),
    Action("board-grey", "Greyscale", "board-items", "greyscale", ("G",), "grey",
           "black and white"),
    Action("board-pin", "Pin", "board-items", "pin", ("P",), "pin", "keep"),
    Action("board-front", "Bring to front", "board-items", "to_front", ("Ctrl+Shift+]",), "front",
           "above"),
    Action("board-forward", "Bring forward", "board-items", "forward", ("Ctrl+]",), "front"),
    Action("board-backward", "Send backward", "board-items", "backward", ("Ctrl+[",), "back"),
    Action("board-back", "Send to back", "board-items", "to_back", ("Ctrl+Shift+[",), "back",
           "below"),
    Action("board-group", "Group", "board-items", "group", ("Ctrl+G",), "group"),
    Action("board-ungroup", "Ungroup", "board-items", "ungroup", ("Ctrl+Shift+G",), "group"),
    Action("board-delete", "Take off the board", "board-items", "delete",
           ("Del", "Backspace", "R"), "trash", "remove reject"),
    Action("board-duplicate", "Duplicate", "board-items", "duplicate", ("Ctrl+D",), "copy"),
    Action("board-copy", "Copy", "board-make", "copy", ("Ctrl+C",), "copy"),
    Action("board-cut", "Cut", "board-make", "cut", ("Ctrl+X",), "copy"),
    Action("board-paste", "Paste", "board-make", "paste", ("Ctrl+V",), "copy"),
    Action("board-note", "Write a note", "board-make", "note", ("N", "T"), "note", "text"),
    Action("board-bold", "Bold note", "board-items", "bold", ("Ctrl+Shift+T",), "note"),
    Action("board-colour", "Colour of notes, swatches and arrows…", "board-items",
           "choose_colour", ("Ctrl+Shift+K",), "palette", "recolour"),
    Action("board-swatches", "Add colour swatches", "board-make", "swatches", ("S",), "palette",
           "colours"),
    Action("board-arrow", "Draw an arrow", "board-make", "arrow", ("A",), "arrow", "line"),
    # -- looking at the board; laying it out
    Action("board-zoom-in", "Zoom in", "board-view", "zoom_in", ("Ctrl++", "Ctrl+="), "plus"),
    Action("board-zoom-out", "Zoom out", "board-view", "zoom_out", ("Ctrl+-",), "minus"),
    Action("board-100", "Zoom to 100 %", "board-view", "zoom_whole", ("Ctrl+Alt+0", "Shift+0"),
           "preview", "actual size"),
    Action("board-fit", "Fit the board", "board-view", "fit", ("Ctrl+0",), "zoom-fit", "zoom all"),
    Action("board-fit-chosen", "Zoom to what is chosen", "board-view", "fit_chosen", ("Shift+2",),
           "zoom-fit"),
    Action("board-all", "Choose everything", "board-view", "choose_all", ("Ctrl+A",), "check"),
    Action("align-left", "Align left", "board-layout", "align_left", ("Alt+A",), "align"),
    Action("align-centre", "Align centres", "board-layout", "align_centre", ("Alt+H",), "align"),
    Action("align-right", "Align right", "board-layout", "align_right", ("Alt+D",), "align"),
    Action("align-top", "Align top", "board-layout", "align_top", ("Alt+W",), "align"),
    Action("align-middle", "Align middles", "board-layout", "align_middle", ("Alt+V",), "align"),
    Action("align-bottom", "Align bottom", "board-layout", "align_bottom", ("Alt+S",), "align"),
    Action("distribute-across", "Distribute across", "board-layout", "distribute_across",
           ("Ctrl+Alt+H",), "align"),
    Action("distribute-down", "Distribute down", "board-layout", "distribute_down", ("Ctrl+Alt+V",),
           "align"),
    Action("arrange-grid", "Arrange in rows", "board-layout", "arrange_grid", ("Shift+A",),
           "justified", "grid tidy"),
    Action("arrange-masonry", "Arrange in columns", "board-layout", "arrange_masonry", (),
           "arrange", "masonry tidy"),
    Action("arrange-beats", "Arrange by beat", "board-layout", "arrange_by_beat", (), "brief",
           "tidy"),
    Action("arrange-colour", "Arrange by colour", "board-layout", "arrange_by_colour", (),
           "palette", "tidy hue"),
    # -- Headlines page
    Action("headline", "Write a headline", "headlines", "focus_headline", ("Ctrl+F", "/"),
           "headlines", "copy line text"),
    Action("headline-deck", "Open a deck of headlines…", "headlines", "open_deck",
           ("Ctrl+Shift+O",), "brief", "csv table copy list"),
    Action("headline-close-deck", "Close the deck", "headlines", "close_deck", (), "close"),
    Action("headline-pick-first", "Pick the first crop of every line", "headlines", "pick_first",
           ("Ctrl+Shift+Return",), "check", "all"),
    Action("headline-forget", "Let earlier picks and rejects count no more…", "headlines",
           "forget", (), "undo", "feedback reset"),
    # -- crops
    Action("headline-pick", "Pick this crop", "headline-crops", "pick", ("Return", "Enter"),
           "check", "choose take", True),
    Action("headline-reject", "Reject this crop", "headline-crops", "reject", ("R",), "reject",
           "no", True),
    Action("headline-undo", "Take the last decision back", "headline-crops", "undo", ("U",),
           "undo", "", True),
    Action("headline-crop", "Crop…", "headline-crops", "crop", ("C",), "crop", "edit box", True),
    Action("headline-variants", "Three different ones to test (A/B/C)", "headline-crops",
           "variants", ("V",), "similar", "ab test", True),
    Action("headline-export", "Export the picked crops…", "headline-crops", "export",
           ("E", "Ctrl+E"), "export", "write files save", True),
    Action("headline-show-file", "Show the original in file manager", "headline-crops",
           "show_file", (), "folder", "reveal"),
    # -- Alt text page: everywhere on it; in the queue; the text; many at once
    Action("alttext-approve", "Approve and go on", "alttext", "approve", ("Ctrl+Return",), "check",
           "accept alt text"),
    Action("alttext-reject", "Reject the suggestion", "alttext", "reject", ("Ctrl+R",), "reject"),
    Action("alttext-skip", "Skip this picture", "alttext", "skip", ("Ctrl+S",), "chevron-right",
           "later next"),
    Action("alttext-decorative", "Mark as decorative", "alttext", "decorative", ("Ctrl+D",),
           "minus", "empty alt"),
    Action("alttext-undo", "Take the last decision back", "alttext", "undo", ("Ctrl+U",), "undo"),
    Action("alttext-unapprove", "Take this approval back", "alttext", "unapprove", (), "undo",
           "un-approve"),
    Action("alttext-key-approve", "Approve and go on", "alttext-queue", "approve",
           ("Return", "Enter"), "check", "", True),
    Action("alttext-key-reject", "Reject the suggestion", "alttext-queue", "reject", ("R",),
           "reject", "", True),
    Action("alttext-key-skip", "Skip this picture", "alttext-queue", "skip", ("S",),
           "chevron-right", "", True),
    Action("alttext-key-decorative", "Mark as decorative", "alttext-queue", "decorative", ("D",),
           "minus", "", True),
    Action("alttext-key-undo", "Take the last decision back", "alttext-queue", "undo", ("U",),
           "undo", "", True),
    Action("alttext-edit", "Edit the text", "alttext-text", "edit", ("E", "F2"), "note",
           "write", True),
    Action("alttext-role", "Say what the picture is for", "alttext-text", "choose_role", ("O",),
           "info", "role informative decorative", True),
    Action("alttext-again", "Propose anew for this picture", "alttext-text", "propose_again",
           ("P",), "refresh", "suggest stale", True),
    Action("alttext-read", "Read the text in the picture", "alttext-text", "read_text", ("T",),
           "search", "ocr words", True),
    Action("alttext-languages", "Two languages side by side", "alttext-text", "toggle_languages",
           ("L",), "sidebar", "translation", True),
    Action("alttext-preview", "Enlarge the picture", "alttext-text", "preview", ("Space",),
           "preview", "full size", True),
    Action("alttext-propose", "Propose texts for all pictures without one", "alttext-many",
           "propose_all", (), "alttext", "suggest"),
    Action("alttext-sheet", "Approve many…", "alttext-many", "show_sheet", ("Ctrl+Shift+A",),
           "squares", "batch contact sheet"),
    Action("alttext-write", "Write to files…", "alttext-many", "write_files", ("Ctrl+Shift+W",),
           "download", "save embed xmp iptc"),
    Action("alttext-export", "Export alt texts…", "alttext-many", "export_texts", ("Ctrl+E",),
           "export", "csv xlsx json html markdown wordpress"),
    Action("alttext-import", "Import alt texts…", "alttext-many", "import_texts", (), "download",
           "csv xlsx json agency"),
    Action("alttext-templates", "Import templates…", "alttext-many", "import_templates", (),
           "folder-add", "bank toml"),
    Action("alttext-channels", "Where texts are published…", "alttext-many", "show_channels", (),
           "headlines", "channel limit length"),
    Action("alttext-learnt", "What was learnt from decisions…", "alttext-many", "show_learnt", (),
           "info", "lessons precision forget"),
    Action("alttext-audit", "Export the audit…", "alttext-many", "export_audit", (), "export",
           "who decided"),
)  # fmt: skip


def install(owner: QWidget, where: str, target: object | None = None) -> dict[str, QAction]:
    """Make the QActions of one place on ``owner``; ``target`` has the methods (else the owner)."""
    made: dict[str, QAction] = {}
    for row in ACTIONS:
        if row.where == where:
            made[row.id] = _action(owner, row, target if target is not None else owner)
    return made


def _action(owner: QWidget, row: Action, target: object) -> QAction:
    action = QAction(tr(row.title), owner)
    action.setObjectName(row.id)
    action.setProperty("in_palette", True)
    action.setProperty("words", row.words)
    if row.icon:
        action.setIcon(icons.icon(row.icon))
    action.setShortcuts([QKeySequence(keys) for keys in row.shortcut])
    action.setShortcutContext(
        Qt.ShortcutContext.WidgetShortcut
        if row.focused
        else Qt.ShortcutContext.WidgetWithChildrenShortcut
        if where_is_page(row.where)
        else Qt.ShortcutContext.WindowShortcut
    )
    action.triggered.connect(getattr(target, row.call))
    owner.addAction(action)
    return action


def where_is_page(where: str) -> bool:
    """Whether the place is a page (its shortcuts act while the page is the one shown)."""
    return where not in ("window", "grid")
