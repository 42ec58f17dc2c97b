"""The time zone of the house; refuses to say what time it is (core/clock.py does)."""

from zoneinfo import ZoneInfo

# In which pages name moments, days begin, and staff type "next word by".
HOUSE_TIME = ZoneInfo("Europe/Berlin")
