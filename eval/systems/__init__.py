"""What is evaluated: Sourcier in any configuration, and the baselines, behind :class:`eval.system.System`."""

from eval.systems.opening import open_system

__all__ = ["open_system"]
