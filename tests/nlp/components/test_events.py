from pathlib import Path

import pytest

from nlp.components.events import load_event_kinds
from nlp.text.sentences import split_sentences
from nlp.text.stems import StemIndex


def kinds(found):
    return {event.kind for event in found.events}


@pytest.mark.parametrize(
    ("headline", "body", "kind"),
    [
        ("Bitcoin slides", "A wave of liquidations followed the drop.", "liquidation_cascade"),
        ("Ether tumbles", "Some $310 million of long positions were liquidated in a day.", "liquidation_cascade"),
        ("Bitcoin jumps", "The rally turned into a short squeeze.", "short_squeeze"),
        ("Solana soars", "About $90 million of shorts were liquidated within hours.", "short_squeeze"),
        ("Cardano weak", "The coin broke below its support at $0.40.", "breakdown"),
        ("Litecoin weak", "Litecoin dropped under its 200-day moving average.", "breakdown"),
        ("Ether strong", "Ether broke above $2,000 on Friday.", "breakout"),
        ("Bitcoin strong", "The coin surged past $30,000.", "breakout"),
        ("Bitcoin strong", "It set a new all-time high of $69,000.", "all_time_high"),
        ("Funds bleed", "Spot bitcoin ETFs recorded net outflows on Monday.", "etf_outflow"),
        ("Funds grow", "Inflows into spot ether ETFs resumed.", "etf_inflow"),
        ("Funds grow", "Spot bitcoin ETFs recorded $2.6 billion in net inflows in September.", "etf_inflow"),
        ("Fed holds rates", "Markets were calm.", "macro"),
        ("Markets wait", "The rate decision is due. Inflation data came first.", "macro"),
        ("SEC sues an exchange", "The market shrugged.", "regulation"),
        ("Exchange hacked for $40M", "Withdrawals were halted.", "hack"),
        ("Exchange will list a new token for trading", "Deposits open on Monday.", "listing"),
        ("Halving is a week away", "Miners prepare.", "halving"),
    ],
)
def test_what_happened_is_found(read, headline, body, kind):
    assert kind in kinds(read(body, headline=headline))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("Bitcoin failed to break above $30,000.", "breakout"),
        ("Bitcoin could break above $30,000 soon.", "breakout"),
        ("If ether breaks above $2,000, bulls return.", "breakout"),
        ("A short squeeze is possible.", "short_squeeze"),
        ("There was no short squeeze.", "short_squeeze"),
        ("Traders fear a liquidation cascade; a drop might trigger one.", "breakdown"),
        ("Back in 2021, bitcoin broke above $60,000.", "breakout"),
        ("The exchange rate committee met once.", "macro"),
        ("The trend may soon break below support.", "breakdown"),
        ("You might also like: Exchange hacked again", "hack"),
        ("Total value locked is surging past $270 million.", "breakout"),
        ("Short-term holders are in profit.", "short_squeeze"),
        ("The exchange denied that it had been hacked.", "hack"),
        ("The bridge's team denied reports of an exploit.", "hack"),
    ],
)
def test_what_is_denied_supposed_or_long_past_is_no_event(read, body, kind):
    assert kind not in kinds(read(body, headline="Crypto market wrap"))


def test_liquidated_shorts_in_a_rally_are_no_cascade(read):
    found = read("Bitcoin rallied and $120 million of shorts were liquidated in a day.", headline="Bitcoin surges")
    assert kinds(found) & {"short_squeeze", "liquidation_cascade"} == {"short_squeeze"}


def test_a_denial_of_something_else_denies_no_hack(read):
    assert "hack" in kinds(read("The exchange, which denied its clients withdrawals, was hacked."))


def test_a_consultation_of_a_regulator_is_regulation(read):
    assert "regulation" in kinds(read("A British regulator opened a consultation on stablecoins.", headline="Rules"))


def test_one_passing_word_of_regulation_is_no_event(read):
    assert "regulation" not in kinds(read("Bitcoin rose, and regulators were quiet.", headline="Bitcoin rises"))


def test_event_has_the_span_of_its_trigger_and_the_asset(read):
    (event,) = (e for e in read("Litecoin broke above $90 on Monday.").events if e.kind == "breakout")
    assert event.text == "broke above"
    assert event.asset == "LTC"
    assert event.sentence == "Litecoin broke above $90 on Monday."


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("Bitcoin ETFs pulled in $673 million on Wednesday.", "etf_inflow"),
        ("Spot ether funds lost $94 million, the ETF data shows.", "etf_outflow"),
        ("Bitcoin weakened as the $6,000 floor gave way.", "breakdown"),
    ],
)
def test_flows_told_in_figures_and_floors_that_give_way_are_events(read, body, kind):
    assert kind in kinds(read(body, headline="Market notes"))


def test_a_flow_told_once_deep_in_an_article_is_no_event(read):
    body = "Ether was calm. " * 12 + "In January bitcoin ETFs took in $500 million."
    assert "etf_inflow" not in kinds(read(body, headline="Market notes"))


def test_the_smaller_loss_of_shorts_is_no_squeeze(read):
    body = "Over the day longs lost $700 million in liquidations and shorts lost $200 million."
    assert "short_squeeze" not in kinds(read(body, headline="Market notes"))


@pytest.mark.parametrize(
    "body",
    [
        "Ether climbed to a record high of $4,100.",
        "Solana surged past its all-time high on Friday.",
        "Bitcoin's rally pushed into new record highs.",
    ],
)
def test_a_climb_to_a_record_is_an_all_time_high(read, body):
    assert "all_time_high" in kinds(read(body, headline="Crypto today"))


@pytest.mark.parametrize(
    "body",
    [
        "Ether has slipped back from its record high of $4,100.",
        "Analysts say ether may climb to a record high.",
        "Trading volume rose to a record high.",
    ],
)
def test_a_record_left_foretold_or_of_something_else_is_none(read, body):
    assert "all_time_high" not in kinds(read(body, headline="Crypto today"))


def test_a_jump_in_liquidations_is_no_rise_of_the_market(read):
    body = "Longs lost $142 million in Bitcoin liquidations. Ether positions of $31M were liquidated."
    assert "short_squeeze" not in kinds(read(body, headline="Liquidations jump"))


def test_a_part_without_a_side_is_no_squeeze_where_longs_lost_more(read):
    body = "Long liquidations reached $80 million. On Bybit, liquidations of $21 million were counted."
    assert "short_squeeze" not in kinds(read(body, headline="Bitcoin rallies back after a shakeout"))


def test_a_sum_without_a_side_is_a_squeeze_where_the_market_rose(read):
    body = "Liquidations of $21 million were counted."
    assert "short_squeeze" in kinds(read(body, headline="Bitcoin rallies"))


@pytest.mark.parametrize(
    ("headline", "body", "kind"),
    [
        ("Ether firms", "The coin managed to climb above the $240 resistance overnight.", "breakout"),
        ("A squeeze in bitcoin", "A burst of buying propelled bitcoin past $9,100.", "breakout"),
        ("Bitcoin leaps", "The digital currency hit a record high of $1,240 on Thursday.", "breakout"),
        ("Whale sells", "The sale dragged bitcoin below the closely watched $88,000 support.", "breakdown"),
        ("Solana sags", "The token closed under its former floor for the first time since May.", "breakdown"),
        ("Litecoin sags", "A decisive breakdown on the daily chart came with the loss of weekly support.", "breakdown"),
        ("Funds grow", "Inflows into American spot bitcoin exchange-traded funds reached $90 million.", "etf_inflow"),
        ("Bitcoin dips", "Thieves stole 900 bitcoins from a small exchange over the weekend.", "hack"),
        ("Coin sinks", "A cyber attack on a Tokyo exchange rattled holders.", "hack"),
        ("Bitcoin waits", "The consumer price report is due. Bureau of Labor data move markets.", "macro"),
        ("Coins slide", "Tensions between the two states grew, and the US Fed sounded stern.", "macro"),
        (
            "XRP drops",
            "The Securities and Exchange Commission charged the firm over unregistered securities.",
            "regulation",
        ),
        ("Bitcoin drops", "Beijing will crack down on miners. Exchanges face scrutiny too.", "regulation"),
        ("Ether after the upgrade", "The long-awaited Ethereum merge is done.", "network_upgrade"),
        ("On-chain notes", "Whales have been making large exchange deposits.", "whale_move"),
        ("XRP joins in", "XRP leapt to a record $1.05 in the past 24 hours.", "all_time_high"),
        ("Rally goes on", "The new all-time high for BTC was $61,200.", "breakout"),
        ("Bitcoin breaks $30,000", "Nobody had asked for it.", "breakout"),
        ("Miners sink", "Bitcoin sank below a key psychological level in thin trading.", "breakdown"),
        ("Lenders wobble", "A banking crisis and the talk of US Fed loans lifted bitcoin.", "macro"),
        ("Bitcoin slides", "The drop cleared $90 million in leveraged positions.", "liquidation_cascade"),
        ("Bitcoin waits", "The debt-ceiling vote is near. Minutes of the FOMC follow.", "macro"),
        ("Bitcoin slows", "The lawsuit on the exchange by the CFTC weighs on it.", "regulation"),
        ("Bitcoin slips", "One reason for the drop is the new tax regulation in Seoul.", "regulation"),
        ("Ether slips", "The coin fell. The cause of the dip was a hot inflation print.", "macro"),
    ],
)
def test_what_happened_is_found_in_other_words(read, headline, body, kind):
    assert kind in kinds(read(body, headline=headline))


@pytest.mark.parametrize(
    ("headline", "body", "kind"),
    [
        (
            "Bitcoin mixed",
            "Bitcoin fell through the first support at $60,100 before rebounding to $62,000.",
            "breakdown",
        ),
        ("Levels to watch", '"I am long above $25,000, but we lost the $27,000 support," a trader said.', "breakdown"),
        ("Ether weak", "The bullish breakout was false, and sellers took over.", "breakout"),
        ("Coins recover", "Earlier the $10,000 support had collapsed, but bitcoin surged back.", "breakdown"),
        ("Funds", "Nine US-listed spot bitcoin funds trade above their net value.", "listing"),
        ("Bitcoin calm", "Support is defined at $30,000. The range is confined to $500.", "regulation"),
        (
            "Monero up",
            "A judge ruled on it earlier this year. The tax office lifted sanctions last year.",
            "regulation",
        ),
        (
            "Company buys bitcoin",
            "A regulatory filing shows the purchase. Another regulatory filing is due.",
            "regulation",
        ),
        ("Bitcoin rises", "The reason for the rise is a lack of interest in tariff talk.", "macro"),
        ("Bitcoin", "Former Federal Reserve officials spoke. The Fed does not have the authority for it.", "macro"),
        ("Bitcoin", "It reached a new all-time high yesterday but today it lost some of its steam.", "breakout"),
        ("Altcoins gain", "Bitcoin hit a new all-time high before traders rushed to take profits.", "breakout"),
        ("Bitcoin plunges", "In the morning bitcoin broke above $30,000 for an hour.", "breakout"),
        ("Coins gain", "They built on gains that followed a sell-off triggered by geopolitical noise.", "macro"),
        ("Funds slow", "Inflows into bitcoin ETFs have weakened.", "etf_inflow"),
        ("Funds slow", "A flat market makes it harder to sustain inflows into bitcoin ETFs.", "etf_inflow"),
    ],
)
def test_what_is_undone_defined_or_long_past_is_no_event(read, headline, body, kind):
    assert kind not in kinds(read(body, headline=headline))


def test_a_break_against_headline_and_lead_is_the_way_back(read):
    body = "Ether broke the $1,080 resistance at noon. By night it broke below the $1,000 support."
    assert kinds(read(body, headline="Ether drops again")) & {"breakout", "breakdown"} == {"breakdown"}


def test_breaks_of_two_coins_are_both_events(read):
    body = "Ether broke above $2,000 and ether bulls cheered. Solana broke below the $19 support."
    assert {"breakout", "breakdown"} <= kinds(read(body, headline="Ether rallies: price analysis"))


def test_one_fund_against_the_sum_is_no_flow_of_its_own(read):
    body = (
        "Spot bitcoin ETFs lost $56 million on Wednesday, the total of all funds shows. "
        "IBIT alone recorded a net inflow of $26 million."
    )
    assert kinds(read(body, headline="Money leaves the funds")) & {"etf_inflow", "etf_outflow"} == {"etf_outflow"}


def test_a_total_among_the_statistics_is_no_squeeze(read):
    body = "Ether is up 2%. " + "The index of activity was flat in this session. " * 6
    body += "In all, $46 million was liquidated over 24 hours."
    assert "short_squeeze" not in kinds(read(body, headline="Ether rises, XRP flat"))


def test_losses_of_both_sides_are_no_squeeze(read):
    body = "Bitcoin rallied. In a day shorts lost $385 million in liquidations and longs $312 million."
    assert not kinds(read(body, headline="Bitcoin rallies")) & {"short_squeeze", "liquidation_cascade"}


def test_a_heading_is_not_counted_to_the_lead(read):
    body = "Summary\nIt was a hard day for all of them.\nWhat happened\nNobody slept much that night.\nOn the chain\n"
    body += "Key facts\nThe exchange paused its service. Hackers stole $9 million in coins."
    assert "hack" in kinds(read(body, headline="A bad Sunday"))


def test_no_trigger_stands_in_a_sentence_without_its_stems():
    for file in (Path(__file__).parents[2] / "quality" / "articles").glob("*.txt"):
        lower = file.read_text(encoding="utf-8").lower()
        sentences = [(piece.start, piece.end) for piece in split_sentences(lower)]
        index = StemIndex(lower, sentences)
        for kind in load_event_kinds()[1]:
            triggered = {(start, end) for start, end in sentences if kind.trigger.search(lower, start, end)}
            assert triggered <= set(index.regions_with(kind.stems)), kind.kind
