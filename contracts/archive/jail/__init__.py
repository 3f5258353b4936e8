"""Files from outside are opened only in a child process with limits on time, memory and rights."""

from contracts.archive.jail.client import Jail, JailError, Reply

__all__ = ["Jail", "JailError", "Reply"]
