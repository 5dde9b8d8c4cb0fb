import random
import tomllib
from pathlib import Path

from flows.markets.provider import ProviderContext, Providers, series_name
from flows.settings import MarketsSettings, packaged_configs


def packaged(folder: Path) -> MarketsSettings:
    return MarketsSettings.model_validate(tomllib.loads((folder / "markets.toml").read_text(encoding="utf-8")))


def test_every_packaged_series_fits_its_provider_and_asks_nobody(http, venue):
    context = ProviderContext(settings_file=packaged_configs() / "markets.toml", http=http, rng=random.Random(1))
    providers = Providers(context)
    series = packaged(packaged_configs()).series
    for one in series:
        providers.of(one)
    names = [series_name(one) for one in series]
    assert len(set(names)) == len(names) > 20
    assert {one.ticker for one in series if one.kind == "candles"} >= {"BTC", "ETH", "SOL"}
    assert venue.requests == []


def test_the_series_of_the_sample_fit_their_provider(http):
    folder = packaged_configs() / "sample"
    providers = Providers(ProviderContext(settings_file=folder / "markets.toml", http=http, rng=random.Random(1)))
    for one in packaged(folder).series:
        providers.of(one)
