"""Draws the sample library: small illustrated scenes, each with the words that describe it.

From the bottom up: `shapes` makes outlines, `colour` mixes and lights colours, `canvas` fills
outlines with paint, `air`, `nature`, `town`, `people`, `animals`, `things`, `food` and `rooms`
know how to draw one thing, the `scenes_*` modules compose things into pictures, `scenes` chooses
among them by seed, and `shipped` is the list of pictures that Picture Desk carries.
"""
