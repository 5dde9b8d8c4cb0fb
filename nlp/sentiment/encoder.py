"""The interface that every sentence classifier offers, whatever runs below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class SentimentInput:
    """A sentence and, optionally, the asset whose holders are asked about.

    Attributes:
        text: One sentence or headline.
        target: Name or ticker as it stands in the sentence ("Ether"); `None` asks about the sentence as a whole.
    """

    text: str
    target: str | None = None


class SentenceEncoder(Protocol):
    """Classifies sentences into bearish, neutral, bullish.

    A sentence has one score: the result for an input does not depend on the other inputs of the call, on their order
    or on the number of threads.

    Attributes:
        name: Name and version, as reported in `ArticleAnnotations.model`.
    """

    name: str

    def predict(self, inputs: Sequence[SentimentInput]) -> npt.NDArray[np.float32]:
        """Score sentences.

        Returns:
            Shape (len(inputs), 3), columns p_bearish, p_neutral, p_bullish; each row sums to 1.
        """
        ...
