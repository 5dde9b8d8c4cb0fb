import pytest

from nlp.text.boilerplate import is_boilerplate


@pytest.mark.parametrize(
    "sentence",
    [
        "The post Litecoin wakes up appeared first on Coin Gazette.",
        "You might also like: Seven charts for the weekend",
        "Related Reading: Miners sell again",
        "This is not investment advice.",
        "Disclaimer: the author holds no coins.",
        "Featured image from Shutterstock",
        "Follow us on Telegram",
        "Reporting by the London desk; editing by the night desk",
        "Subscribe to our newsletter",
        "Source: TradingView",
    ],
)
def test_what_belongs_to_the_page_is_boilerplate(sentence):
    assert is_boilerplate(sentence.lower())


@pytest.mark.parametrize(
    "sentence",
    [
        "Bitcoin followed stocks lower on Friday.",
        "The source of the sell-off was a single wallet, the exchange said after reviewing the order flow of that day.",
        "Analysts advise caution.",
        "Shares of miners fell, as did this year's favourites.",
    ],
)
def test_what_tells_the_story_is_not_boilerplate(sentence):
    assert not is_boilerplate(sentence.lower())
