"""Every command of `flask --app wsgi …` in one list; holds no command itself."""

from flask import Flask

from forum.commands import (
    accounts,
    doctor,
    fairness,
    imports,
    log,
    promises,
    queue,
    search,
    seeding,
    serving,
)


def start(app: Flask) -> None:
    """Add the commands; in the order in which `--help` is read."""
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
        fairness.fairness,
        doctor.doctor,
    ):
        app.cli.add_command(command)
