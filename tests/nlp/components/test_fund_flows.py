import pytest

FLOWS = [
    # text, [(span, direction, asset)]
    ("Spot bitcoin ETFs drew $61 million on Monday, with another $5 million going toward Solana.",
     [("$61 million", "inflow", "BTC"), ("$5 million", "inflow", "SOL")]),
    ("Digital asset investment products saw outflows of US$22 million. Bitcoin products lost US$0.3 million.",
     [("US$22 million", "outflow", "ALL"), ("US$0.3 million", "outflow", "BTC")]),
    ("The Fidelity Wise Origin Bitcoin Fund (FBTC) had outflows of $35 million.",
     [("$35 million", "outflow", "BTC")]),
    ("Bitcoin ETFs lost $152 million, with $66 million coming from GBTC and $86 million from IBIT.",
     [("$152 million", "outflow", "BTC"), ("$66 million", "outflow", "BTC"), ("$86 million", "outflow", "BTC")]),
    ("Ether ETFs registered net outflows of $60 million, breaking a monthlong inflow streak.",
     [("$60 million", "outflow", "ETH")]),
    ("Around $2 billion has fled the Bitcoin ETFs this month, with only four days of net inflows.",
     [("$2 billion", "outflow", "BTC")]),
    ("Crypto funds took in inflows of $900 million. The bulk of the inflows came from the US, at $800 million.",
     [("$900 million", "inflow", "ALL"), ("$800 million", "inflow", "ALL")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "flows"), FLOWS)
def test_flows_belong_to_the_coin_of_the_fund(read_figures, text, flows):
    found = [m for m in read_figures(text).metrics if m.kind == "etf_flow"]
    assert [(m.text, m.direction, m.asset) for m in found] == flows


def test_a_day_without_inflows_is_no_inflow(read_figures):
    found = read_figures("Spot bitcoin ETFs went without a gain, with no fund seeing any inflows on Monday.").metrics
    assert not [m for m in found if m.kind == "etf_flow"]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Bitcoin spot ETFs lose $226 million on Monday.", "outflow"),
        ("On Friday ether ETFs were losing $41 million, Farside said.", "outflow"),
        ("Bitcoin ETFs gained $226 million on Monday.", "inflow"),
    ],
)
def test_funds_that_lose_money_have_outflows(read_figures, text, direction):
    (flow,) = read_figures(text).metrics
    assert (flow.kind, flow.direction) == ("etf_flow", direction)


@pytest.mark.parametrize(
    ("text", "directions"),
    [
        ("Bitcoin ETFs attracted $1.2 billion, while ether ETFs had outflows of $1.9 million.", ["inflow", "outflow"]),
        ("Bitcoin ETFs shed $140 million but ether ETFs drew inflows of $30 million.", ["outflow", "inflow"]),
        ("Bitcoin ETFs saw $140 million in outflows, while ether ETFs had $30 million in inflows.",
         ["outflow", "inflow"]),
    ],
)  # fmt: skip
def test_flows_of_the_next_clause_are_those_of_other_funds(read_figures, text, directions):
    assert [metric.direction for metric in read_figures(text).metrics] == directions


def test_investments_that_grew_or_fell_by_a_sum_are_flows(read_figures):
    text = (
        "Investments in crypto funds rose by $91 million last week. "
        "Investments in bitcoin increased by $80 million, Solana grew by $14 million, and ether decreased by $3 "
        "million."
    )
    assert [(m.kind, m.value, m.direction, m.asset) for m in read_figures(text).metrics] == [
        ("etf_flow", 91_000_000, "inflow", "ALL"),
        ("etf_flow", 80_000_000, "inflow", "BTC"),
        ("etf_flow", 14_000_000, "inflow", "SOL"),
        ("etf_flow", 3_000_000, "outflow", "ETH"),
    ]
