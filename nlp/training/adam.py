"""One step of Adam (Kingma and Ba, arXiv:1412.6980, algorithm 1), for both models that are trained here."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_DECAY_1, _DECAY_2 = 0.9, 0.999


def adam_step(parameter: Floats, gradient: Floats, first: Floats, second: Floats, *, step: int, rate: float) -> None:
    """Change a parameter and its two moments in place; all four have one shape.

    Args:
        parameter: What is fitted.
        gradient: Of the loss.
        first: Running mean of the gradients.
        second: Running mean of their squares.
        step: From 1.
        rate: Learning rate of this step.
    """
    first += (1 - _DECAY_1) * (gradient - first)
    second += (1 - _DECAY_2) * (gradient**2 - second)
    parameter -= rate * (first / (1 - _DECAY_1**step)) / (np.sqrt(second / (1 - _DECAY_2**step)) + 1e-8)
