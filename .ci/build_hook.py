"""What hatch does beyond copying when it builds a wheel: compile messages, bundle the samples."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuildHook(BuildHookInterface):  # type: ignore[type-arg] # hatch gives no configuration type
    """Runs for a wheel and for an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the catalogues; into a real wheel also put what ``contracts init`` copies."""
        root = Path(self.root)
        runpy.run_path(str(root / ".ci" / "catalogue.py"))["compile_all"](root)
        if version != "editable":
            bundle = {
                str(root / name): f"contracts/bundle/{name}" for name in self.config["bundle"]
            }
            build_data["force_include"].update(bundle)
