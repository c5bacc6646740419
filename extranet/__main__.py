"""`python -m extranet` is the `extranet` command."""

from extranet.cli import main

main(prog_name="extranet")
