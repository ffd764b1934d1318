"""``python -m picturedesk.cli``: the command line, where the script is not on the path."""

from picturedesk.cli import main

main()
