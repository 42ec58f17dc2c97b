"""Which lanes a member of staff serves; refuses everything that decides who is next."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.accounts.models import User
from forum.core.db import Model


class ServedLane(Model):
    """One lane that one person serves: what their desk shows first, and nothing else."""

    __tablename__ = "served_lanes"

    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), primary_key=True)
    lane: Mapped[str] = mapped_column(String(40), primary_key=True)
