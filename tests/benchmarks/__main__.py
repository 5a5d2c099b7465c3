"""Run the measurements: ``python -m tests.benchmarks``."""

import os
import sys

if "--budgets" in sys.argv:
    from tests.benchmarks.budgets import main

    main(sys.argv[1:])
else:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()

    from tests.benchmarks.measure import main as measure_main  # needs Django set up

    measure_main()
