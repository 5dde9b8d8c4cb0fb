"""The steps of a run as plain functions: the program without Prefect."""
