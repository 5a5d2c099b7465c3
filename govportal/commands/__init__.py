"""The sub-commands of ``manage.py govportal``: each module has NAME, HELP, arguments and run."""

from govportal.commands import (
    demo,
    domains,
    erase_senders,
    import_document,
    plugins,
    provision,
    report,
    rules,
)

COMMANDS = (demo, domains, erase_senders, import_document, plugins, provision, report, rules)
