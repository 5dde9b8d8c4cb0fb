"""The client fetches what it should, and each thing that could hurt is stopped and named."""

import asyncio
import gzip
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from flows.errors import BlockedError, FetchError, SourceError
from flows.settings import HttpSettings
from flows.sources.client import Fetched, HttpClient, _redirect_target, _Response
from flows.sources.network import pinned_url
from tests.flows.loopback import Answer, Loopback, self_signed, small_limits

NOW = datetime(2024, 8, 5, 12, 0, tzinfo=UTC)


@pytest.fixture
def web() -> Iterator[Loopback]:
    with Loopback() as server:
        yield server


def limits(web: Loopback | None = None, **changes: Any) -> HttpSettings:
    """Small limits; the loopback server is allowed by name."""
    return small_limits(**({"allow_hosts": (web.address,) if web else ()} | changes))


def fetch(settings: HttpSettings, url: str, *, resolve: Any = None, **validators: str) -> Fetched:
    async def once() -> Fetched:
        options = {"resolve": resolve} if resolve else {}
        async with HttpClient(settings, now=NOW, **options) as client:
            return await client.fetch(url, **validators)

    return asyncio.run(once())


def reason_of(settings: HttpSettings, url: str, **options: Any) -> str:
    with pytest.raises(SourceError) as caught:
        fetch(settings, url, **options)
    return caught.value.reason


def test_document_comes_with_final_address_headers_and_the_runs_instant(web: Loopback) -> None:
    web.redirect("/old", "/new?page=1#top")
    web.serve("/new?page=1", "<p>there</p>", etag='"v1"')
    got = fetch(limits(web), web.url("/old"))
    assert (got.status, got.body, got.url, got.final_url) == (
        200,
        b"<p>there</p>",
        web.url("/old"),
        web.url("/new?page=1"),
    )
    assert got.headers["etag"] == '"v1"'
    assert got.fetched_at == NOW


def test_user_agent_and_contact_are_sent(web: Loopback) -> None:
    web.serve("/", "x")
    fetch(limits(web, contact="desk@newstape.example"), web.url("/"))
    assert web.requests[0].headers["user-agent"] == "newstape/test"
    assert web.requests[0].headers["from"] == "desk@newstape.example"


def test_unchanged_document_answers_304_without_a_body(web: Loopback) -> None:
    web.serve("/feed", "x", etag='"v1"')
    got = fetch(limits(web), web.url("/feed"), etag='"v1"', last_modified="Mon, 05 Aug 2024 10:00:00 GMT")
    assert (got.status, got.body) == (304, b"")
    assert web.requests[0].headers["if-modified-since"] == "Mon, 05 Aug 2024 10:00:00 GMT"


def test_cookies_are_not_kept(web: Loopback) -> None:
    web.answers["/"] = Answer(body=b"x", headers={"Set-Cookie": "id=7"})

    async def twice() -> Fetched:
        async with HttpClient(limits(web), now=NOW) as client:
            await client.fetch(web.url("/"))
            return await client.fetch(web.url("/"))

    assert "set-cookie" not in asyncio.run(twice()).headers
    assert all("cookie" not in request.headers for request in web.requests)


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(b"first, ") + gzip.compress(b"second")),
        ("x-gzip", gzip.compress(b"first, second")),
        ("gzip", gzip.compress(b"first, second") + bytes(16)),
        ("deflate", zlib.compress(b"first, second")),
        ("deflate", zlib.compress(b"first, second")[2:-4]),
        ("identity", b"first, second"),
    ],
    ids=["two members", "one member", "zeros behind it", "deflate", "bare deflate", "identity"],  # gzip holds the time
)
def test_packed_bodies_are_unpacked(web: Loopback, encoding: str, body: bytes) -> None:
    web.answers["/"] = Answer(body=body, headers={"Content-Encoding": encoding})
    assert fetch(limits(web), web.url("/")).body == b"first, second"


def test_large_well_packed_body_comes_whole(web: Loopback) -> None:
    text = b"".join(b"paragraph %d of a long page\n" % i for i in range(100_000))
    web.answers["/"] = Answer(body=gzip.compress(text), headers={"Content-Encoding": "gzip"})
    assert fetch(limits(web), web.url("/")).body == text


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://2130706433/",
        "http://0/",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://168.63.129.16/",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "http://[fd00:ec2::254]/",
        "http://[fe80::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://localhost/",
    ],
)
def test_address_inside_is_refused(url: str) -> None:
    assert reason_of(limits(), url) == "private_address"


def test_host_whose_name_leads_inside_is_refused(web: Loopback) -> None:
    async def resolve(host: str, port: int) -> list[str]:
        return ["93.184.216.34", "127.0.0.1"]

    settings = limits(allow_hosts=())
    assert reason_of(settings, web.url("/").replace("127.0.0.1", "news.example"), resolve=resolve) == "private_address"
    assert web.requests == []


def test_name_is_looked_up_once_so_the_answer_cannot_change_before_connecting(web: Loopback) -> None:
    web.serve("/", "x")
    asked: list[str] = []

    async def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    url = web.url("/").replace("127.0.0.1", "news.example")
    assert fetch(limits(allow_hosts=("news.example",)), url, resolve=resolve).body == b"x"
    assert asked == ["news.example"]


def test_redirect_inside_is_refused(web: Loopback) -> None:
    web.redirect("/", "http://169.254.169.254/latest/meta-data/")
    with pytest.raises(BlockedError) as caught:
        fetch(limits(web), web.url("/"))
    assert caught.value.reason == "private_address"


def test_allowed_port_does_not_open_the_other_ports(web: Loopback) -> None:
    web.redirect("/", "http://127.0.0.1:1/")
    assert reason_of(limits(web), web.url("/")) == "private_address"


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://news.example/", "gopher://x/", "javascript:alert(1)"])
def test_other_schemes_are_refused(url: str) -> None:
    assert reason_of(limits(), url) == "bad_scheme"


def test_redirect_to_a_file_is_refused(web: Loopback) -> None:
    web.redirect("/", "file:///etc/hostname")
    assert reason_of(limits(web), web.url("/")) == "bad_scheme"


@pytest.mark.parametrize(
    "url", ["http://", "http://user:secret@news.example/", "http://news.example:port/", "http://[::1"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    assert reason_of(limits(), url) == "bad_address"


def test_static_host_is_reached_at_its_address_under_its_own_name(web: Loopback) -> None:
    web.serve("/feed", "x")
    got = fetch(limits(static_hosts={"moonwire.example": web.address}), "http://moonwire.example/feed")
    assert got.final_url == "http://moonwire.example/feed"
    assert web.requests[0].host == "moonwire.example"


def test_downgrade_to_plain_http_is_refused() -> None:
    to_http = _Response(302, {"location": "http://news.example/a"}, b"")
    with pytest.raises(BlockedError) as caught:
        _redirect_target(httpx.URL("https://news.example/"), to_http, limits())
    assert caught.value.reason == "downgrade"


def test_redirect_circle_is_left(web: Loopback) -> None:
    web.redirect("/a", "/b")
    web.redirect("/b", "/a")
    assert reason_of(limits(web), web.url("/a")) == "redirect_loop"


def test_redirects_are_counted(web: Loopback) -> None:
    for i in range(9):
        web.redirect(f"/{i}", f"/{i + 1}")
    assert reason_of(limits(web), web.url("/0")) == "too_many_redirects"
    assert len(web.requests) == 4


def test_redirect_without_location_is_named(web: Loopback) -> None:
    web.fail("/", 302)
    assert reason_of(limits(web), web.url("/")) == "bad_redirect"


def test_bomb_is_stopped_while_it_unpacks(web: Loopback) -> None:
    web.bomb("/", 200_000_000)
    started = time.monotonic()
    assert reason_of(limits(web, max_body_bytes=500_000_000), web.url("/")) == "inflation"
    assert time.monotonic() - started < 10


def test_unpacked_size_is_capped(web: Loopback) -> None:
    web.bomb("/", 5_000_000)
    assert reason_of(limits(web, max_inflation=10_000), web.url("/")) == "too_large"


def test_endless_body_is_left(web: Loopback) -> None:
    web.endless("/")
    assert reason_of(limits(web), web.url("/")) == "too_large"


def test_body_that_announces_too_much_is_not_begun(web: Loopback) -> None:
    web.cut("/", b"x", announced=30_000_000)
    assert reason_of(limits(web), web.url("/")) == "too_large"


def test_slow_drip_meets_the_deadline(web: Loopback) -> None:
    web.drip("/", seconds_between=0.05)
    started = time.monotonic()
    assert reason_of(limits(web, deadline_seconds=0.5), web.url("/")) == "deadline"
    assert time.monotonic() - started < 5


def test_body_shorter_than_announced_is_incomplete_and_worth_another_try(web: Loopback) -> None:
    web.cut("/", b"half", announced=1000)
    with pytest.raises(FetchError) as caught:
        fetch(limits(web), web.url("/"))
    assert (caught.value.reason, caught.value.retryable) == ("incomplete", True)


def test_packed_body_that_ends_early_is_incomplete(web: Loopback) -> None:
    web.answers["/"] = Answer(body=gzip.compress(b"much text " * 999)[:-9], headers={"Content-Encoding": "gzip"})
    assert reason_of(limits(web), web.url("/")) == "incomplete"


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "gzip"])
def test_encoding_that_was_not_asked_for_or_is_broken_is_named(web: Loopback, encoding: str) -> None:
    web.answers["/"] = Answer(body=b"not packed at all", headers={"Content-Encoding": encoding})
    assert reason_of(limits(web), web.url("/")) == "content_encoding"


@pytest.mark.parametrize(("status", "retryable"), [(404, False), (403, False), (500, True), (429, True)])
def test_status_says_whether_another_try_can_help(web: Loopback, status: int, retryable: bool) -> None:
    web.fail("/", status, Retry_After="7")
    with pytest.raises(FetchError) as caught:
        fetch(limits(web), web.url("/"))
    error = caught.value
    assert (error.reason, error.retryable, error.retry_after_seconds) == (f"status_{status}", retryable, 7.0)


def test_a_retry_after_that_is_no_number_asks_for_nothing(web: Loopback) -> None:
    web.fail("/", 503, Retry_After="²")
    with pytest.raises(FetchError) as caught:
        fetch(limits(web), web.url("/"))
    assert (caught.value.reason, caught.value.retry_after_seconds) == ("status_503", None)


def test_retry_after_may_be_a_date(web: Loopback) -> None:
    web.fail("/", 503, Retry_After="Mon, 05 Aug 2024 12:01:30 GMT")
    with pytest.raises(FetchError) as caught:
        fetch(limits(web), web.url("/"))
    assert caught.value.retry_after_seconds == 90


def test_closed_port_and_plain_server_behind_https_are_named(web: Loopback) -> None:
    closed = limits(allow_hosts=("127.0.0.1",))
    assert reason_of(closed, "http://127.0.0.1:1/") == "connect"
    assert reason_of(closed, web.url("/").replace("http:", "https:")) == "tls"


def test_certificate_that_nobody_trusts_is_refused(tmp_path: Path) -> None:
    with Loopback(certificate=self_signed(tmp_path)) as web:
        web.serve("/", "x")
        assert reason_of(limits(web), web.url("/").replace("http:", "https:")) == "tls"
        assert web.requests == []


def test_connection_that_is_reset_is_named_and_worth_another_try(web: Loopback) -> None:
    web.reset("/")
    with pytest.raises(FetchError) as caught:
        fetch(limits(web), web.url("/"))
    assert (caught.value.reason, caught.value.retryable) == ("connection_lost", True)


def test_name_without_address_is_named() -> None:
    async def resolve(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    assert reason_of(limits(), "http://nowhere.example/", resolve=resolve) == "dns"


def test_answer_that_is_no_http_is_named(web: Loopback) -> None:
    web.answers["/"] = Answer(headers={"Broken header": "x"})
    assert reason_of(limits(web), web.url("/")) == "protocol"


def test_one_host_is_asked_at_its_interval_and_slow_down_stretches_it(web: Loopback) -> None:
    web.serve("/", "x")

    async def thrice() -> float:
        async with HttpClient(limits(web, per_host_interval_seconds=0.05), now=NOW) as client:
            client.slow_down(web.url("/"), 0.2)
            started = time.monotonic()
            await asyncio.gather(*(client.fetch(web.url("/")) for _ in range(3)))
            return time.monotonic() - started

    assert 0.4 <= asyncio.run(thrice()) < 5


def test_waiting_for_a_turn_does_not_count_against_the_deadline(web: Loopback) -> None:
    web.serve("/", "x")

    async def five() -> list[Fetched]:
        settings = limits(web, per_host_interval_seconds=0.5, deadline_seconds=1.5)
        async with HttpClient(settings, now=NOW) as client:
            return await asyncio.gather(*(client.fetch(web.url("/")) for _ in range(5)))

    assert len(asyncio.run(five())) == 5


def test_slow_host_does_not_hold_up_the_others(web: Loopback) -> None:
    web.drip("/slow", seconds_between=0.05)
    web.serve("/quick", "x")
    settings = limits(
        deadline_seconds=5,
        static_hosts={"slow.example": web.address, "quick.example": web.address},
    )

    async def race() -> float:
        async with HttpClient(settings, now=NOW) as client:
            slow = [asyncio.create_task(client.fetch("http://slow.example/slow")) for _ in range(6)]
            await asyncio.sleep(0.1)
            started = time.monotonic()
            await client.fetch("http://quick.example/quick")
            took = time.monotonic() - started
            for task in slow:
                task.cancel()
            await asyncio.gather(*slow, return_exceptions=True)
            return took

    assert asyncio.run(race()) < 3


@pytest.mark.parametrize(
    ("url", "placed"),
    [
        ("https://api.venue.example/v5/time?a=1", "http://127.0.0.1:8080/v5/time?a=1"),
        ("wss://stream.venue.example/ws", "wss://stream.venue.example/ws"),
        ("wss://api.venue.example:8443/ws", "ws://127.0.0.1:8080/ws"),
        ("http://api.venue.example", "http://127.0.0.1:8080"),
    ],
)
def test_an_address_of_a_pinned_host_is_found_where_it_was_pinned(url, placed):
    assert pinned_url(url, {"api.venue.example": "127.0.0.1:8080"}) == placed
