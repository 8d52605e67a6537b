"""What all tables share. Moments are text in UTC, always as long, so that text sorts as time does."""

from typing import Any

from sqlalchemy import BigInteger, Column, Integer, MetaData, Table

metadata = MetaData()

number = BigInteger().with_variant(Integer, "sqlite")


def written(table: Table) -> list[Column[Any]]:
    """The columns that somebody writes; the others the database works out."""
    return [column for column in table.columns if column.computed is None]
