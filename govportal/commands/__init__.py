"""The sub-commands of ``manage.py govportal``: each module has NAME, HELP, arguments and run."""

from govportal.commands import (
    categories,
    demo,
    domains,
    erase_senders,
    forget_uploads,
    import_document,
    import_records,
    languages,
    metadata,
    plugins,
    provision,
    remove_samples,
    report,
    rules,
    withdraw_republished,
)

COMMANDS = (
    categories,
    demo,
    domains,
    erase_senders,
    forget_uploads,
    import_document,
    import_records,
    languages,
    metadata,
    plugins,
    provision,
    remove_samples,
    report,
    rules,
    withdraw_republished,
)
