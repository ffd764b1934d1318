"""The Library page: find pictures by what they show, by folder, by filter; look, rate, tag.

In order: :class:`.wanted.Wanted` is what the user asks for; :class:`.search_bar.SearchBar` and
:class:`.filter_bar.FilterBar` let her say it; :class:`.page.LibraryPage` asks the desk and shows
the answer in the grid; :class:`.sidebar.Sidebar` has folders and saved searches,
:class:`.inspector.Inspector` tells all about the current picture, :class:`.preview.Preview`
shows it large, and :mod:`.empty` says what to do where there is nothing to show.
"""
