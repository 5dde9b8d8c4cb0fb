"""Says which network addresses belong to the open internet; `flows.sources.network` connects to no other."""

import ipaddress

METADATA_ADDRESSES = frozenset({ipaddress.IPv4Address("168.63.129.16")})
"""Cloud control addresses within public ranges (Azure's); the other clouds' lie in link-local or private ones."""

NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(address: str) -> bool:
    """Say whether an address belongs to the open internet.

    Private, loopback, link-local, multicast, carrier-grade NAT, reserved, unspecified and cloud metadata addresses do
    not, nor do IPv6 forms that lead to such an IPv4 address (mapped, 6to4, NAT64).

    Raises:
        ValueError: Not an IP address.
    """
    target = _destination(ipaddress.ip_address(address))
    return target.is_global and not target.is_multicast and not target.is_reserved and target not in METADATA_ADDRESSES


def _destination(address: Address) -> Address:
    if isinstance(address, ipaddress.IPv6Address):
        if address in NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        return address.ipv4_mapped or address.sixtofour or address
    return address
