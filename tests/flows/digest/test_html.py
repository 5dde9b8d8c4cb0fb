import re
from datetime import UTC, datetime, timedelta

from lxml import html

from flows.digest.document import Digest, Finding, Label, Number, Quote, Section
from flows.digest.html import html_digest

NOW = datetime(2025, 2, 19, 7, tzinfo=UTC)
HOSTILE = '<script>alert("x")</script> & "quoted"'


def digest(**changes):
    values = {
        "digest_id": "d1",
        "title": "digest",
        "as_of": NOW,
        "window_start": NOW - timedelta(hours=24),
        "is_simulated": False,
        "summary": (("BTC ", Number(text="$56,812", row="candles/x")),),
        "sections": (
            Section(
                title="Figures",
                columns=("verdict", "statement", "stated", "the tape"),
                rows=(
                    (
                        Label(text="contradicted", tone="bad"),
                        Quote(text="It fell 14%.", span="a@1:0-12", url="https://a.example/x"),
                        Number(text="14%", row="claims/c1", span="a@1:8-11"),
                        Finding(text="-7.9 % in 24 h", row="claim_checks/c1"),
                    ),
                ),
            ),
        ),
        "foot": (),
    }
    return Digest(**(values | changes))


def page(**changes):
    return html.fromstring(html_digest(digest(**changes)))


def test_every_figure_carries_its_row_and_a_stated_one_its_span():
    numbers = page().xpath("//data")
    assert [number.get("data-row") for number in numbers] == ["candles/x", "claims/c1"]
    assert numbers[1].get("data-span") == "a@1:8-11"


def test_no_digit_stands_outside_figures_quotes_findings_and_times():
    document = page()
    for element in document.xpath("//data | //q | //time | //style | //head | //*[@class='finding']"):
        element.getparent().replace(element, html.Element("i"))
    assert re.findall(r"\d", document.text_content()) == []


def test_text_of_articles_cannot_become_markup():
    quote = Quote(text=HOSTILE, span="a@1:0-9", url="https://a.example/?a=1&b=2")
    document = page(sections=(Section(title=HOSTILE, columns=("q",), rows=((quote,), (HOSTILE,))),))
    assert document.xpath("//script") == []
    assert document.xpath("//q")[0].text_content() == HOSTILE


def test_a_dangerous_address_is_not_made_a_link():
    quote = Quote(text="click", span="a@1:0-5", url="javascript:alert(1)")
    document = page(sections=(Section(title="t", columns=("q",), rows=((quote,),)),))
    assert document.xpath("//a") == []


def test_simulated_data_is_marked_and_real_data_is_not():
    assert "SIMULATED" in page(is_simulated=True).text_content()
    assert "SIMULATED" not in page().text_content()


def test_an_empty_section_says_so():
    document = page(sections=(Section(title="Levels", columns=("a",), rows=(), note="No level."),))
    assert "No level." in document.text_content()
    assert document.xpath("//table") == []


def test_the_page_needs_nothing_from_outside():
    document = page()
    assert document.xpath("//link | //script | //img | //iframe") == []
    assert "default-src 'none'" in document.xpath("//meta[@http-equiv]/@content")[0]
