"""The words and bounds that the description states and the code of the API keeps."""

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
LONGEST = 200  # characters of a key; a UUID has 36

LIMIT_DEFAULT = 20  # items of a list
LIMIT_HIGHEST = 100

THEN = ("answer", "work", "solve")
SORTS = ("newest", "waiting", "due")
FACTS = {  # name here → column
    "total_outage": "is_total_outage",
    "emergency_call_impossible": "is_emergency_call_impossible",
    "health_dependent": "is_health_dependent",
}
