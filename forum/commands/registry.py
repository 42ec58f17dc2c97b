"""Every command of `flask --app wsgi …` in one list; holds no command itself."""

from flask import Flask

from forum.commands import (
    accounts,
    doctor,
    imports,
    log,
    log_export,
    log_verify,
    promises,
    queue,
    search,
    seeding,
    serving,
)


def start(app: Flask) -> None:
    """Add the commands; in the order in which `--help` is read."""
    log.log.add_command(log_export.export)
    log.log.add_command(log_verify.verify_log)
    for command in (
        serving.serve,
        serving.worker,
        seeding.seed,
        accounts.user,
        accounts.token,
        imports.import_,
        search.search,
        queue.queue,
        promises.promises,
        log.log,
        doctor.doctor,
    ):
        app.cli.add_command(command)
