"""The commands of `dspic`, one module each: HELP, add_arguments(parser), run(arguments) -> exit code."""

DONE, FINDINGS, UNUSABLE = 0, 1, 2


class CommandError(Exception):
    """Wrong use or unreadable input: the sentence is printed and the command ends with 2."""
