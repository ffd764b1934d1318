"""Fill the model list from the hub: run by someone with a network, and commit what it writes.

    python packaging/models/resolve.py [NAME ...] [--endpoint URL] [--write]

For every model of `core/picturedesk/vision/models.json` that is on the hub, ask the hub's metadata
for the newest commit, the files that a fetch takes, their sizes and hashes; show them; with
--write put them into the list. From then on a fetch asks for that commit and accepts those bytes
alone. Nothing is downloaded, and no hash is ever written by hand.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from pathlib import Path

from picturedesk.errors import UserError
from picturedesk.vision import fetching, hub, model_list

LIST = Path(__file__).resolve().parents[2] / "core" / "picturedesk" / "vision" / "models.json"


def fill(path: Path, names: list[str], endpoint: str | None, *, write: bool) -> int:
    """Resolve the named models (none: all) of a list. Returns how many failed."""
    data = json.loads(path.read_text("utf-8"))
    failed = 0
    for entry in data["models"]:
        if not entry["repo"] or (names and entry["name"] not in names):
            continue
        asked = model_list.entry_from({**entry, "commit": None, "files": None})
        try:
            with hub.online():
                commit, files = fetching.resolve(asked, endpoint)
        except UserError as error:
            print(f"{entry['name']}: {error}", file=sys.stderr)
            failed += 1
            continue
        print(f"{entry['name']}: {entry['repo']} at {commit}")
        for file in files:
            print(f"  {file.size:>12}  {file.sha256 or 'git ' + str(file.git_id)}  {file.path}")
        entry["commit"] = commit
        entry["files"] = [dataclasses.asdict(file) for file in files]
    if write:
        path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return failed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--endpoint")
    parser.add_argument("--write", action="store_true", help="put the answers into the list")
    args = parser.parse_args()
    return 1 if fill(LIST, args.names, args.endpoint, write=args.write) else 0


if __name__ == "__main__":
    sys.exit(main())
