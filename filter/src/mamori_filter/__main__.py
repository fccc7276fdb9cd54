"""``python -m mamori_filter``: the same as the command ``mamori-filter``."""

from mamori_filter.commands import main

raise SystemExit(main())
