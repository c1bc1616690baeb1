"""What is counted and timed while the service runs, for Prometheus.

One set a process; `/metrics` adds up those of all processes that serve together.
"""

from prometheus_client import Counter, Gauge, Histogram

_REQUEST_BUCKETS = (
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
)  # fmt: skip
_STEP_BUCKETS = (0.001, 0.01, 0.1, 0.5, 1, 5, 10, 30, 60, 300)

REQUEST_SECONDS = Histogram(
    "recommender_request_seconds",
    "Seconds from a request's arrival to the end of its answer.",
    ("route", "status"),
    buckets=_REQUEST_BUCKETS,
)
IN_PROGRESS = Gauge(
    "recommender_requests_in_progress",
    "Requests that are being answered.",
    multiprocess_mode="livesum",
)
CACHE = Counter(
    "recommender_cache_answers",
    "Answers by how they were had: hit, kept, miss, stale, revalidated.",
    ("outcome",),
)
REFUSED = Counter(
    "recommender_refused_requests",
    "Requests that were refused to protect the service: 401, 403, 408, 413, 429, 503.",
    ("status",),
)
LISTS = Counter("recommender_lists", "Lists of related stories that were computed.")
FULL_LISTS = Counter("recommender_full_lists", "Computed lists with all the stories asked for.")
SHOWN = Counter(
    "recommender_shown_stories",
    "Stories in computed lists, by whether they are in the page's language: same or other.",
    ("language",),
)
STARTS = Counter("recommender_starts", "Processes that were started.", ("process",))
KEEPER_SECONDS = Histogram(
    "recommender_keeper_step_seconds",
    "Seconds that a step of the keeper took when there was something to do.",
    ("step",),
    buckets=_STEP_BUCKETS,
)
KEEPER_FAILURES = Counter(
    "recommender_keeper_failures", "Times that a step of the keeper failed.", ("step",)
)
RECALL = Gauge(
    "recommender_recall_sample",
    "Share of the stories that a fresh look finds which shortlists of some pages hold.",
    multiprocess_mode="mostrecent",
)
