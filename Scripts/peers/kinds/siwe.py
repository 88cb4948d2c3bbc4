"""Sign-In with Ethereum (EIP-4361): parse, print, verify at a time given with the case."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from random import Random

from eth_account import Account
from eth_account.messages import _hash_eip191_message, encode_defunct
from eth_utils import to_checksum_address
from siwe import SiweMessage

from kinds import curve
from kinds.common import Cases, Json, Kind, OracleDisagrees, must_equal, rounds

ZERO_SIGNATURE = "0x" + "00" * 65
STATEMENT = "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 -._~:/?#[]@!$&'()*+,;="
ALPHANUMERIC = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
OFFSETS = ["Z", "Z", "Z", "+00:00", "+01:00", "-05:30", "+14:00", "-12:00"]


@dataclass
class Message:
    """The fields of a message as text, in the order in which they are printed."""

    address: str
    domain: str = "example.com"
    uri: str = "https://example.com/login"
    version: str = "1"
    chain_id: str = "1"
    nonce: str = "0123456789abcdef"
    issued_at: str = "2025-01-15T11:55:00.000Z"
    scheme: str | None = None
    statement: str | None = None
    expiration_time: str | None = None
    not_before: str | None = None
    request_id: str | None = None
    resources: list[str] | None = None
    header: str = " wants you to sign in with your Ethereum account:"
    lines: list[str] = field(default_factory=list)

    def fields(self) -> dict[str, Json]:
        """The fields as the vector files name them."""
        names = ["scheme", "domain", "address", "uri", "version", "issued_at", "nonce", "statement"]
        names += ["expiration_time", "not_before", "request_id", "resources"]
        present = {name: getattr(self, name) for name in names if getattr(self, name) is not None}
        return {**present, "chain_id": int(self.chain_id)}

    def text(self) -> str:
        """The message by the grammar of EIP-4361."""
        scheme = f"{self.scheme}://" if self.scheme else ""
        head = f"{scheme}{self.domain}{self.header}\n{self.address}\n\n"
        return (
            head
            + (f"{self.statement}\n" if self.statement is not None else "")
            + "\n"
            + "\n".join(self.body())
        )

    def body(self) -> list[str]:
        """The labelled lines."""
        lines = [
            f"URI: {self.uri}",
            f"Version: {self.version}",
            f"Chain ID: {self.chain_id}",
            f"Nonce: {self.nonce}",
            f"Issued At: {self.issued_at}",
        ]
        if self.expiration_time is not None:
            lines.append(f"Expiration Time: {self.expiration_time}")
        if self.not_before is not None:
            lines.append(f"Not Before: {self.not_before}")
        if self.request_id is not None:
            lines.append(f"Request ID: {self.request_id}")
        if self.resources is not None:
            lines += ["Resources:", *(f"- {resource}" for resource in self.resources)]
        return lines


def fill(cases: Cases, rng: Random, count: int) -> None:
    """Accepted messages; refusals on verifying; refusals on parsing. Half of each: the oracle is slow."""
    for _ in rounds((count + 1) // 2):
        _accepted(cases, rng)
    for index in rounds((count + 1) // 2):
        _verification_refused(cases, rng, index)
    for index in rounds((count + 1) // 2):
        _parsing_refused(cases, rng, index)


# Messages.


def _time(rng: Random, moment: datetime) -> str:
    """RFC 3339, with any offset and none, three or six digits of a second's fraction."""
    offset = rng.choice(OFFSETS)
    local = moment
    if offset != "Z":
        sign = -1 if offset[0] == "-" else 1
        local += sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[4:6]))
    fraction = rng.choice(["", f".{local.microsecond // 1000:03}", f".{local.microsecond:06}"])
    return local.strftime("%Y-%m-%dT%H:%M:%S") + fraction + offset


def _moment(rng: Random) -> datetime:
    start = datetime(2020, 1, 1, tzinfo=timezone.utc)
    return start + timedelta(seconds=rng.randrange(10 * 365 * 86_400), milliseconds=rng.randrange(1000))


def _message(rng: Random, key: bytes, now: datetime) -> Message:
    message = Message(
        address=Account.from_key(key).address,
        domain=_domain(rng),
        uri=_uri(rng),
        chain_id=str(rng.choice([1, 10, 137, 8453, 175188, 31337, rng.randint(1, 2**53)])),
        nonce="".join(rng.choice(ALPHANUMERIC) for _ in range(rng.randint(8, 40))),
        issued_at=_time(rng, now - timedelta(seconds=rng.randint(0, 10_000))),
    )
    if rng.random() < 0.2:
        message.scheme = rng.choice(["https", "http", "app+x.y-z"])
    if rng.random() < 0.5:
        message.statement = "".join(rng.choice(STATEMENT) for _ in range(rng.randint(1, 120)))
    if rng.random() < 0.6:
        message.expiration_time = _time(rng, now + timedelta(seconds=rng.randint(5, 1_000_000)))
    if rng.random() < 0.3:
        message.not_before = _time(rng, now - timedelta(seconds=rng.randint(5, 1_000_000)))
    if rng.random() < 0.3:
        message.request_id = "".join(
            rng.choice(ALPHANUMERIC + "-._~!$&'()*+,;=:@") for _ in range(rng.randint(1, 30))
        )
    if rng.random() < 0.4:
        message.resources = [_uri(rng) for _ in range(rng.randint(1, 4))]
    return message


def _domain(rng: Random) -> str:
    name = "".join(rng.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(rng.randint(1, 12)))
    return rng.choice(
        [
            f"{name}.example",
            f"{name}.example:{rng.randint(1, 65535)}",
            "localhost:3000",
            "127.0.0.1:8080",
            "[::1]:443",
        ]
    )


def _uri(rng: Random) -> str:
    word = "".join(rng.choice(ALPHANUMERIC) for _ in range(rng.randint(1, 40)))
    return rng.choice(
        [
            f"https://{word.lower()}.example/login",
            f"https://example.com:8443/a/b?q={word}&r=%20#frag",
            f"lit:session:{rng.randbytes(32).hex()}",
            "lit:capability:delegation",
            f"urn:recap:{word}",
            f"ipfs://{word}",
            f"did:key:{word}",
            "https://example.com",
        ]
    )


# Cases.


def _accepted(cases: Cases, rng: Random) -> None:
    key, now = curve.private_key(rng), _moment(rng)
    message = _message(rng, key, now)
    text = message.text()
    signature = _sign(text, key)
    parsed = SiweMessage.from_message(text)
    must_equal("printed again", parsed.prepare_message(), text)
    must_equal("fields", _plain(parsed), message.fields())
    parsed.verify(signature, timestamp=now)
    cases.add(
        "accept",
        {"message": text, "signature": signature, "now": _now(now)},
        {
            "fields": message.fields(),
            "eip191Hash": _hash_eip191_message(encode_defunct(text=text)).hex(),
            "address": message.address,
            "strictAbnf": True,
        },
    )


def _verification_refused(cases: Cases, rng: Random, index: int) -> None:
    key, now = curve.private_key(rng), _moment(rng)
    message = _message(rng, key, now)
    expected: dict[str, str] = {}
    labels = ["expired", "not-yet-valid", "wrong-domain", "wrong-nonce", "other-signer", "signature-flipped"]
    match label := labels[index % len(labels)]:
        case "expired":
            message.expiration_time = _time(rng, now - timedelta(seconds=rng.randint(2, 100_000)))
            error = "expired"
        case "not-yet-valid":
            message.not_before = _time(rng, now + timedelta(seconds=rng.randint(2, 100_000)))
            message.expiration_time = None
            error = "notYetValid"
        case "wrong-domain":
            expected["expectedDomain"] = rng.choice(
                ["evil.com", message.domain + ".evil.com", message.domain[:-1]]
            )
            error = "domainMismatch"
        case "wrong-nonce":
            expected["expectedNonce"] = message.nonce[:-1] + ("a" if message.nonce[-1] != "a" else "b")
            error = "nonceMismatch"
        case _:
            error = "invalidSignature"
    text = message.text()
    signature = _sign(text, key)
    if label == "other-signer":
        signature = _sign(text, curve.word(rng.randrange(100, curve.N)))
    if label == "signature-flipped":
        at = rng.randrange(64)
        flipped = bytearray.fromhex(signature[2:])
        flipped[at] ^= 1 << rng.randrange(8)
        signature = "0x" + flipped.hex()

    def verify() -> None:
        SiweMessage.from_message(text).verify(
            signature,
            timestamp=now,
            domain=expected.get("expectedDomain"),
            nonce=expected.get("expectedNonce"),
        )

    _refuse(
        cases, {"message": text, "signature": signature, "now": _now(now), **expected}, error, label, verify
    )


def _parsing_refused(cases: Cases, rng: Random, index: int) -> None:
    key, now = curve.private_key(rng), _moment(rng)
    message = _message(rng, key, now)
    spoils = [*_FIELD_SPOILS, *_LINE_SPOILS]
    label = list(spoils)[index % len(spoils)]
    if label in _FIELD_SPOILS:
        _FIELD_SPOILS[label](rng, message)
        text = message.text()
    else:
        text = _LINE_SPOILS[label](rng, message)
    input = {"message": text, "signature": ZERO_SIGNATURE, "now": _now(now)}
    _refuse(cases, input, "malformed", label, lambda: SiweMessage.from_message(text))


def _refuse(cases: Cases, input: dict[str, Json], error: str, label: str, action) -> None:
    try:
        action()
    except Exception as raised:
        name = type(raised).__name__
    else:
        raise OracleDisagrees(f"siwe accepts: {label}: {input}")
    cases.add("refuse", input, {"error": error, "oracleError": name}, label=label)


def _field(name: str, *values: Json):
    def spoil(rng: Random, message: Message) -> None:
        setattr(message, name, rng.choice(values))

    return spoil


def _lowercase_address(rng: Random, message: Message) -> None:
    while message.address.lower() == message.address:
        message.address = to_checksum_address(rng.randbytes(20))
    message.address = message.address.lower()


def _bad_checksum(rng: Random, message: Message) -> None:
    letters = [i for i, c in enumerate(message.address) if i > 1 and c.isalpha()]
    at = rng.choice(letters)
    message.address = message.address[:at] + message.address[at].swapcase() + message.address[at + 1 :]


BAD_TIMES = [
    "yesterday",
    "",
    "2025-01-15",
    "2025-01-15T11:55:00",
    "2025-13-15T11:55:00Z",
    "2025-01-32T11:55:00Z",
    "2025-02-29T11:55:00Z",
    "2025-01-15T25:55:00Z",
    "2025-01-15T11:61:00Z",
    "2025-01-15 11:55:00Z",
    "2025-1-15T11:55:00Z",
    "1736942100",
]

_FIELD_SPOILS = {
    "lowercase-address": _lowercase_address,
    "bad-checksum": _bad_checksum,
    "short-address": lambda rng, message: setattr(message, "address", message.address[:-1]),
    "wrong-header": _field(
        "header",
        " wants you to log in with your Ethereum account:",
        " wants you to sign in with your Ethereum account",
        " Wants you to sign in with your Ethereum account:",
        "  wants you to sign in with your Ethereum account:",
    ),
    "chain-id-text": _field("chain_id", "one", "0x1", "-1", "1.0", "", " 1"),
    "version": _field("version", "2", "1.0", "", "01"),
    "nonce": _field("nonce", "short12", "has space1", "has-dash-123", ""),
    "bad-time": _field("issued_at", *BAD_TIMES),
    "bad-expiration": _field("expiration_time", *BAD_TIMES),
    "bad-not-before": _field("not_before", *BAD_TIMES),
    "no-domain": _field("domain", "", "exa mple.com", "example.com/path", "example.com?x"),
    "no-uri": _field("uri", "", "not a uri", "//example.com", "example"),
    "statement": _field("statement", "two\nlines", "tab\there", 'quote "here"', "sheet of <paper>", "naïve"),
    "request-id": _field("request_id", "a b", "a/b", "a\tb", "ä"),
    "resources": _field("resources", ["not a uri"], ["https://a.example", ""]),
}


def _without(label: str):
    def spoil(rng: Random, message: Message) -> str:
        return "\n".join(line for line in message.text().split("\n") if not line.startswith(label))

    return spoil


def _swapped(rng: Random, message: Message) -> str:
    lines = message.text().split("\n")
    first = lines.index(f"URI: {message.uri}") + rng.randrange(4)
    lines[first], lines[first + 1] = lines[first + 1], lines[first]
    return "\n".join(lines)


def _repeated(rng: Random, message: Message) -> str:
    lines = message.text().split("\n")
    first = lines.index(f"URI: {message.uri}") + rng.randrange(5)
    return "\n".join([*lines[: first + 1], *lines[first:]])


def _truncated(rng: Random, message: Message) -> str:
    text = message.text()
    return text[: rng.randrange(text.index("Issued At: "))]


_LINE_SPOILS = {
    "empty": lambda rng, message: "",
    "missing-uri": _without("URI: "),
    "missing-version": _without("Version: "),
    "missing-chain-id": _without("Chain ID: "),
    "missing-nonce": _without("Nonce: "),
    "missing-issued-at": _without("Issued At: "),
    "swapped-lines": _swapped,
    "repeated-line": _repeated,
    "truncated": _truncated,
    "trailing-newline": lambda rng, message: message.text() + "\n",
    "trailing-space": lambda rng, message: message.text() + " ",
    "leading-space": lambda rng, message: " " + message.text(),
    "crlf": lambda rng, message: message.text().replace("\n", "\r\n"),
    "missing-blank-line": lambda rng, message: message.text().replace("\n\nURI: ", "\nURI: "),
    "extra-blank-line": lambda rng, message: message.text().replace("\nVersion: ", "\n\nVersion: "),
    "lowercase-label": lambda rng, message: message.text().replace("\nNonce: ", "\nnonce: "),
    "no-space-after-label": lambda rng, message: message.text().replace("\nNonce: ", "\nNonce:"),
    "unknown-line": lambda rng, message: message.text() + "\nFoo: bar",
}


def _plain(message: SiweMessage) -> dict[str, Json]:
    return {
        name: (value.value if name == "version" else value)
        for name, value in message.__dict__.items()
        if value is not None
    }


def _sign(text: str, key: bytes) -> str:
    return "0x" + Account.sign_message(encode_defunct(text=text), key).signature.hex()


def _now(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"


KIND = Kind(
    "siwe",
    "EIP-4361 messages: parse, hash, verify at time 'now'. oracleError is the class name raised by the oracle",
    {"independent": "siwe (Python), eth-account"},
    fill,
)
