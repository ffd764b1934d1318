"""The tokens turned into what Qt wants: a palette and one style sheet."""

from __future__ import annotations

from collections.abc import Callable
from string import Template

from PySide6.QtGui import QColor, QPalette

from picturedesk_app.theme import Size, Tokens, token_names

_SHEET = """
* { outline: none; }
QWidget { color: $text; font-size: ${body}px; }
QMainWindow, QDialog, QWidget[role="ground"] { background: $ground; }
QWidget[role="panel"] { background: $panel; }
QWidget[role="raised"] { background: $raised; border-radius: ${radius}px; }
QFrame[role="toast"] { background: $raised; border: 1px solid $line_strong;
  border-radius: 8px; }
QFrame[role="line"] { background: $line; border: none; }
QToolTip { background: $raised; color: $text; border: 1px solid $line_strong; padding: 4px 6px;
  font-size: ${small}px; }

QLabel { background: transparent; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: ${small}px; }
QLabel[role="tiny"] { color: $muted; font-size: ${tiny}px; }
QLabel[role="section"] { color: $muted; font-size: ${tiny}px; font-weight: 600; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[role="heading"] { font-size: ${heading}px; font-weight: 600; }
QLabel[role="display"] { font-size: ${display}px; font-weight: 600; }
QLabel[role="covered"] { color: $covered; }
QLabel[role="thin"] { color: $thin; }
QLabel[role="gap"] { color: $gap; }

QPushButton { background: $raised; color: $text; border: 1px solid $line_strong;
  border-radius: ${radius}px; padding: 6px 14px; min-height: 18px; }
QPushButton:hover { border-color: $faint; }
QPushButton:pressed { background: $line; }
QPushButton:disabled { color: $faint; border-color: $line; }
QPushButton:focus { border: 2px solid $accent; padding: 5px 13px; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent;
  font-weight: 600; }
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="primary"]:pressed { background: $accent_press; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $raised; color: $faint; border-color: $line; }
QPushButton[role="link"] { background: transparent; border: 2px solid transparent;
  border-radius: 4px; color: $accent_text; padding: 1px 3px; text-align: left; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border-color: $accent; }

QToolButton { background: transparent; border: 2px solid transparent; border-radius: ${radius}px;
  padding: 4px; color: $text; }
QToolButton:hover { background: $raised; }
QToolButton:pressed, QToolButton:checked { background: $line_strong; }
QToolButton:focus { border-color: $accent; }
QToolButton::menu-indicator { image: none; width: 0; }
QToolButton[role="rail"] { padding: 8px; }
QToolButton[role="rail"]:checked { background: $raised; }
QToolButton[role="chip"], QPushButton[role="chip"] { background: $raised; color: $text;
  border: 1px solid $line_strong; border-radius: 12px; padding: 4px 10px; min-height: 16px;
  font-size: ${small}px; font-weight: 400; }
QToolButton[role="chip"]:hover, QPushButton[role="chip"]:hover { border-color: $faint; }
QToolButton[role="chip"]:focus, QPushButton[role="chip"]:focus { border: 2px solid $accent;
  padding: 3px 9px; }
QPushButton[role="chip"]:checked { background: $line_strong; border-color: $faint; }
QToolButton[role="quiet-chip"], QPushButton[role="quiet-chip"] { background: transparent;
  color: $muted; border: 1px solid $line_strong; border-radius: 12px; padding: 4px 10px;
  min-height: 16px; font-size: ${small}px; font-weight: 400; }
QPushButton[role="quiet-chip"]:hover { color: $text; border-color: $faint; }
QPushButton[role="quiet-chip"]:focus { border: 2px solid $accent; padding: 3px 9px; }
QPushButton[role="quiet-chip"]::menu-indicator, QPushButton[role="chip"]::menu-indicator {
  image: none; width: 0; }
QToolButton[role="star"] { padding: 0; }
QToolButton[role="board-title"] { font-size: ${title}px; font-weight: 600; text-align: left;
  padding: 4px 6px; }
QToolButton[role="board-title"]::menu-indicator { image: none; width: 0; }
QPushButton[role="choice"] { background: transparent; color: $muted;
  border: 1px solid $line_strong; border-radius: 12px; padding: 3px 10px; min-height: 16px;
  font-size: ${small}px; }
QPushButton[role="choice"]:hover { color: $text; border-color: $faint; }
QPushButton[role="choice"]:checked { background: $text; color: $panel; border-color: $text; }
QPushButton[role="choice"]:focus { border: 2px solid $accent; padding: 2px 9px; }
QPushButton[role="quiet"] { background: transparent; color: $muted; border: 2px solid transparent;
  border-radius: ${radius}px; padding: 3px 6px; text-align: left; font-size: ${small}px; }
QPushButton[role="quiet"]:hover { background: $raised; color: $text; }
QPushButton[role="quiet"]:focus { border-color: $accent; padding: 3px 6px; }
QPushButton[role="quiet"]:disabled { color: $faint; }
QTableView { background: $ground; border: none; gridline-color: $line;
  selection-background-color: $line_strong; selection-color: $text; }
QTableView::item { padding: 6px 8px; }
QTableView::item:focus { border: 2px solid $accent; }
QTableView QLineEdit { border-radius: 0; }

QScrollArea, QAbstractScrollArea { background: transparent; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QComboBox { background: $raised; color: $text;
  border: 1px solid $line_strong; border-radius: ${radius}px; padding: 5px 8px; min-height: 18px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QComboBox:focus {
  border: 2px solid $accent; padding: 4px 7px; }
QLineEdit, QPlainTextEdit, QTextEdit { placeholder-text-color: $muted; }
QLineEdit:disabled, QComboBox:disabled { color: $faint; }
QLineEdit[role="bare"], QLineEdit[role="bare"]:focus { background: transparent; border: none;
  padding: 0; }
QPlainTextEdit[role="alt"], QPlainTextEdit[role="plain"] { background: $raised;
  border: 1px solid $line_strong; border-radius: ${radius}px; padding: 5px 6px; }
QPlainTextEdit[role="alt"] { font-size: ${title}px; }
QPlainTextEdit[role="alt"]:focus, QPlainTextEdit[role="plain"]:focus {
  border: 2px solid $accent; padding: 4px 5px; }
QLineEdit[role="search"] { padding: 5px 8px; font-size: ${body}px; }
QLineEdit[role="headline"] { font-size: ${heading}px; font-weight: 600; padding: 5px 12px;
  min-height: ${heading_line}px; border-radius: 8px; }
QLineEdit[role="headline"]:focus { padding: 4px 11px; }
QFrame[role="searchbar"] { background: $raised; border: 1px solid $line_strong;
  border-radius: 8px; }
QFrame[role="searchbar"][focused="true"] { border: 1px solid $accent; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: none; width: 0; height: 0; }
QDialog[role="raised"] { border: 1px solid $line_strong; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $line_strong;
  border-radius: ${radius}px; padding: 4px; }
QCheckBox, QRadioButton { spacing: 8px; background: transparent; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid $faint; border-radius: 4px;
  background: $raised; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; }
QCheckBox:focus, QRadioButton:focus { color: $accent_text; }

QMenu { background: $raised; border: 1px solid $line_strong; border-radius: ${radius}px;
  padding: 4px; }
QMenu::item { padding: 5px 28px 5px 10px; border-radius: 4px; }
QMenu::item:selected { background: $line_strong; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }

QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar::handle:vertical { background: $line_strong; border-radius: 4px; min-height: 32px;
  margin: 2px; }
QScrollBar::handle:vertical:hover { background: $faint; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle:horizontal { background: $line_strong; border-radius: 4px; min-width: 32px;
  margin: 2px; }
QScrollBar::handle:horizontal:hover { background: $faint; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QListView, QTreeView { background: transparent; border: none; }
QTreeView { show-decoration-selected: 1; }
QListView::item, QTreeView::item { padding: 4px 6px; border-radius: 4px; min-height: 20px; }
QListView::item:hover, QTreeView::item:hover { background: $raised; }
QListView::item:selected, QTreeView::item:selected { background: $line_strong; color: $text; }
QListView::item:focus, QTreeView::item:focus { border: 2px solid $accent; padding: 2px 4px; }
QListView[role="popup"] { background: $raised; border: 1px solid $line_strong; padding: 4px; }
QListView[role="popup"]::item:focus { border: none; padding: 4px 6px; }
QTreeView::branch { background: transparent; }
QHeaderView::section { background: $panel; color: $muted; border: none; padding: 4px 8px; }

QProgressBar { background: $line_strong; border: none; border-radius: 2px; max-height: 4px;
  min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QSlider::groove:horizontal { height: 3px; background: $line_strong; border-radius: 1px; }
QSlider::sub-page:horizontal { background: $muted; border-radius: 1px; }
QSlider::handle:horizontal { background: $text; width: 12px; height: 12px; margin: -5px 0;
  border-radius: 6px; }
QSlider:focus { border: 1px solid $accent; border-radius: 4px; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:hover { background: $accent; }
QStatusBar { background: $panel; color: $muted; }
QStatusBar::item { border: none; }
"""


def sheet_of(tokens: Tokens, pixels: Callable[[int], int]) -> str:
    """The application's style sheet; ``pixels`` scales the type sizes."""
    values: dict[str, object] = {name: getattr(tokens, name) for name in token_names()}
    for name in ("tiny", "small", "body", "title", "heading", "display"):
        values[name] = pixels(getattr(Size, name.upper()))
    values["heading_line"] = round(1.5 * pixels(Size.HEADING))
    values["radius"] = Size.RADIUS
    return Template(_SHEET).substitute(values)


def palette_of(tokens: Tokens) -> QPalette:
    """The palette for what style sheets do not reach."""
    roles = {
        QPalette.ColorRole.Window: tokens.ground,
        QPalette.ColorRole.Base: tokens.ground,
        QPalette.ColorRole.AlternateBase: tokens.panel,
        QPalette.ColorRole.Button: tokens.raised,
        QPalette.ColorRole.ToolTipBase: tokens.raised,
        QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Text: tokens.text,
        QPalette.ColorRole.ButtonText: tokens.text,
        QPalette.ColorRole.ToolTipText: tokens.text,
        QPalette.ColorRole.PlaceholderText: tokens.muted,
        QPalette.ColorRole.Highlight: tokens.accent,
        QPalette.ColorRole.HighlightedText: tokens.on_accent,
        QPalette.ColorRole.Link: tokens.accent_text,
        QPalette.ColorRole.Mid: tokens.line_strong,
        QPalette.ColorRole.Midlight: tokens.line,
        QPalette.ColorRole.Dark: tokens.line_strong,
        QPalette.ColorRole.Light: tokens.raised,
        QPalette.ColorRole.Accent: tokens.accent,
    }
    palette = QPalette()
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(disabled, role, QColor(tokens.faint))
    return palette
