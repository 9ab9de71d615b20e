"""The YAML files that lie beside the code: vocabulary, kinds, technology fields, folders of a package."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where it is there: about ten times faster, the same result."""


def read_data(package: str, name: str) -> Any:  # noqa: ANN401 (whatever the file holds)
    """The content of the file `name` beside the modules of `package`."""
    return yaml.load(files(package).joinpath(name).read_text(encoding="utf-8"), LOADER)
