"""Set the demonstration up in a folder: its configuration and its market files."""

import json
import shutil
from pathlib import Path

from flows.sample.market import write_sample_market
from flows.settings import packaged_configs

SAMPLE_SEED = 20_250_218
"""The seed of the market that the articles were written for."""

_DATA_LINE = 'data = "newstape-sample-data"'


def articles_folder() -> Path:
    """Return the folder of the sample's articles, for `SampleServer`."""
    return packaged_configs() / "sample" / "articles"


def install_sample(folder: Path) -> Path:
    """Write the sample's configuration and market under `folder` and return the configuration folder.

    The configuration goes to `folder/configs`, with the market files in `market/` there; data will go to
    `folder/data`. What an earlier installation left is replaced, other files stay.
    """
    configs = folder / "configs"
    shutil.copytree(
        packaged_configs() / "sample",
        configs,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("articles", "facts.toml"),
    )
    main = configs / "newstape.toml"
    # A JSON string is a TOML string too, whatever the path holds.
    data_line = f"data = {json.dumps(str(folder.absolute() / 'data'))}"
    main.write_text(main.read_text(encoding="utf-8").replace(_DATA_LINE, data_line), encoding="utf-8")
    write_sample_market(configs / "market", seed=SAMPLE_SEED)
    return configs
