"""Answers, accepts and clears whatever a round still waits for: the part of a journey nobody would watch.

``python -m tests.journeys.rest_of_round DATA_FOLDER ROUND``, beside the running site.
"""

import os
import sys
from pathlib import Path


def main(data: str, key: str) -> None:
    from mamori.kernel import postgres

    with postgres.serving(Path(data)) as url:
        os.environ["DATABASE_URL"] = url
        os.environ["DJANGO_SETTINGS_MODULE"] = "mamori.site.settings"
        import django

        django.setup()
        finish(key)


def finish(key: str) -> None:
    from mamori.plan import models
    from mamori.plan.rules.rounds import State
    from mamori.plan.tests import build_round as build

    waiting = models.Return.objects.filter(round=key, obligations__state=State.ASSIGNED)
    for answer in waiting.distinct().order_by("order"):
        build.cleared(answer.obligations.order_by("order")[0])


if __name__ == "__main__":
    main(*sys.argv[1:])
