"""`newstape import`: articles and market series from files."""

import typer

app = typer.Typer(help="Import articles or market series from files.", no_args_is_help=True)
