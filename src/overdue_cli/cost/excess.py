"""What was paid beyond a cap, in yuan."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

from overdue_cli.cost.cash import CENT, Flow


def excess(flows: Sequence[Flow], rate: Decimal, per_year: int) -> Decimal:
    """What of the payments is too much if the loan may cost `rate` a year: yuan, to the cent, not below 0.

    As a court reckons: on what was really received, interest runs at the cap on the principal still owed, `rate /
    per_year` for each period, and bears no interest itself (民间借贷规定 第二十七条 caps the whole at simple
    interest). Each payment goes first to the interest run up so far, then to the principal (民法典 第五百六十一条).
    What is paid when nothing is owed any more is the excess; it earns nothing.
    """
    with localcontext() as context:
        context.prec = 40
        owed = interest = over = Decimal(0)
        last = 0
        for period, amount in flows:
            interest += owed * rate * (period - last) / per_year
            last = period
            if amount > 0:
                owed += amount
                continue
            for_interest = min(-amount, interest)
            for_principal = min(-amount - for_interest, owed)
            interest -= for_interest
            owed -= for_principal
            over += -amount - for_interest - for_principal
        return over.quantize(CENT, ROUND_HALF_UP)
