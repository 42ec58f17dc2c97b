"""What was found where; refuses to say what is to be done with it."""

from dataclasses import dataclass

KINDS = (  # where two overlap, the earlier kind in this order says what it is
    "iban",
    "card",
    "email",
    "customer_number",
    "contract_number",
    "invoice_number",
    "meter_number",
    "secret",
    "phone",
)


@dataclass(frozen=True)
class Finding:
    """`text[start:end]` of the text that was read is of this kind."""

    kind: str
    start: int
    end: int
    text: str
