"""The clock of § 58 of the German Telecommunications Act (TKG) for a total outage; pure.

https://www.gesetze-im-internet.de/tkg_2021/__58.html: the provider repairs at once and free of
charge; whom it cannot help within one calendar day after the report it tells, at the latest on the
following day, by when. From the third calendar day after the report without service a consumer may
ask for compensation for each day: on days three and four 5 euros or 10 % of the contractual monthly
fee, from day five 10 euros or 20 %, whichever is higher. Not a promise of anybody, and no advice.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SOURCE = "https://www.gesetze-im-internet.de/tkg_2021/__58.html"
FIRST_DAY, HIGHER_DAY = 3, 5  # calendar days after the day of the report


@dataclass(frozen=True)
class Amounts:
    """Euros and percent of the monthly fee for one day; whichever is more counts."""

    euros: int = 5
    percent: int = 10
    higher_euros: int = 10
    higher_percent: int = 20

    def of_day(self, day: int) -> tuple[int, int]:
        """(euros, percent) for the n-th calendar day after the report; nothing before the third."""
        if day < FIRST_DAY:
            return 0, 0
        if day < HIGHER_DAY:
            return self.euros, self.percent
        return self.higher_euros, self.higher_percent


@dataclass(frozen=True)
class StatutoryClock:
    """The days that the law counts from one report of a total outage."""

    reported_on: date
    inform_by: date
    compensated_from: date
    higher_from: date
    day: int  # the calendar day after the report that counts last; 0 on the day itself
    is_running: bool
    amounts: Amounts

    @property
    def is_compensated(self) -> bool:
        """Whether a day has come for which the law gives compensation."""
        return self.day >= FIRST_DAY

    @property
    def euros_so_far(self) -> int:
        """What the fixed sums alone come to until the last day that counts."""
        days = range(FIRST_DAY, self.day + 1)
        return sum(self.amounts.of_day(day)[0] for day in days)


def statutory_clock(
    reported_at: datetime,
    *,
    until: datetime,
    is_over: bool,
    zone: ZoneInfo,
    amounts: Amounts,
) -> StatutoryClock:
    """The clock at `until`, which is now, or when the case ended (`is_over`).

    The day of the report is not counted (§ 187 of the Civil Code), and days are those of the wall
    calendar, weekends and holidays too.
    """
    reported = reported_at.astimezone(zone).date()
    last = until.astimezone(zone).date()
    return StatutoryClock(
        reported_on=reported,
        inform_by=reported + timedelta(days=1),
        compensated_from=reported + timedelta(days=FIRST_DAY),
        higher_from=reported + timedelta(days=HIGHER_DAY),
        day=max(0, (last - reported).days),
        is_running=not is_over,
        amounts=amounts,
    )
