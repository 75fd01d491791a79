"""The tables keep to the floors, the rows do not think, and the migrations say what the models say."""

import ast
import configparser
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from motcua.site import database

ROOMS = database.HOUSE / "motcua" / "systems"


def floors() -> dict[str, int]:
    plan = configparser.ConfigParser()
    plan.read(database.HOUSE / ".importlinter")
    layers = plan["importlinter:contract:floors"]["layers"].split("\n")
    rows = [line.replace("|", " ").split() for line in layers if line.strip()]
    return {room: height for height, rooms in enumerate(reversed(rows)) for room in rooms}


def rows() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("motcua.systems.")]


def room(model: type[models.Model]) -> str:
    return model.__module__.split(".")[2]


def test_foreign_keys_across_rooms_point_downward_only() -> None:
    height = floors()
    for model in rows():
        for field in model._meta.get_fields():
            target = (
                field.related_model if isinstance(field, models.ForeignKey | models.ManyToManyField) else None
            )
            if (
                isinstance(target, type)
                and target.__module__.startswith("motcua.systems.")
                and room(target) != room(model)
            ):
                assert height[room(target)] < height[room(model)], f"{model.__name__}.{field.name} points up"


def test_every_table_bears_the_name_of_its_room() -> None:
    for model in rows():
        assert model._meta.db_table.startswith(f"{room(model)}_"), model._meta.db_table


def sources() -> list[Path]:
    return [path for path in (database.HOUSE / "motcua").rglob("*.py") if "migrations" not in path.parts]


def test_no_row_thinks_when_it_is_saved() -> None:
    for path in sources():
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ClassDef) and path.is_relative_to(ROOMS):
                own = {each.name for each in node.body if isinstance(each, ast.FunctionDef)}
                assert not own & {"save", "delete"}, (
                    f"{path}: {node.name} overrides {own & {'save', 'delete'}}"
                )


def test_nothing_is_started_by_a_signal() -> None:
    for path in sources():
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ImportFrom):
                assert node.module not in {"django.dispatch", "django.db.models.signals"}, path
                assert not {each.name for each in node.names} & {"signals", "receiver"}, path


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
