"""Ids of the data that the program itself speaks of: they must be there, and cannot be renamed in the data alone."""

from typing import NamedTuple


class Need(NamedTuple):
    """An id, the register of records (or values of a fact) it is in, and the file that fills it."""

    register: str
    id: str
    file: str = "rules"


LENDER_KINDS = (
    "bank", "consumer_finance", "auto_finance", "microloan", "financing_guarantee", "platform", "trust",
    "asset_manager", "unlicensed", "private_person",
)  # fmt: skip
"""Every kind of lender that the contract knows: no more and no fewer."""

FACTS = (
    "asking_as", "behaviours", "calls_per_day", "channels", "complained_on", "contacted", "days_overdue", "disputed_on",
    "event_date", "lender", "lender_kind", "loan_kind", "messages_per_day", "months_since_event", "now", "pay_to",
    "province", "received_on", "repeated", "reported_on", "sender", "time", "told", "unanswered_in_all",
    "unanswered_per_day",
)  # fmt: skip
VALUES = {
    "asking_as": ("colleague", "guarantor", "relative", "wrong_number"),
    "channels": ("call", "sms"),
    "contacted": ("co_debtor", "guarantor", "self"),
    "lender_kind": LENDER_KINDS,
}

NEEDS = (
    Need("limits", "quiet_hours"),
    Need("routes", "complaint"),
    Need("agencies", "lender", "agencies"),
    Need("agencies", "local_finance", "agencies"),
    *(Need("facts", fact) for fact in FACTS),
    *(Need(fact, value) for fact, values in VALUES.items() for value in values),
)
