"""The screens of upkeep: flags, tasks, "did this answer it", local text and the coverage map."""

from extranet.upkeep.views import coverage, flags, helping, local, tasks
from extranet.upkeep.views.blueprint import bp

__all__ = ["bp", "coverage", "flags", "helping", "local", "tasks"]
