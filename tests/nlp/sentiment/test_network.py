import pytest

torch = pytest.importorskip("torch", reason="needs newstape[train]")

from nlp.sentiment.network import mean_weights  # noqa: E402


def test_a_mean_lies_between_its_networks_and_leaves_counters_alone() -> None:
    first = {"w": torch.tensor([0.0, 4.0]), "n": torch.tensor(3)}
    second = {"w": torch.tensor([1.0, 0.0]), "n": torch.tensor(9)}
    assert mean_weights(first, second, 0.25)["w"].tolist() == [0.25, 3.0]
    assert mean_weights(first, second, 0.0)["w"].tolist() == [0.0, 4.0]
    assert mean_weights(first, second, 1.0)["n"].item() == 3
