import pytest

from flows.cli import main


class Outcome:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def newstape(settings, monkeypatch, capsys):
    """Call the program as a shell would: `newstape("read", "a.txt")` gives exit code and both outputs."""

    def call(*arguments):
        monkeypatch.setattr("sys.argv", ["newstape", *map(str, arguments)])
        monkeypatch.setenv("NEWSTAPE_CONFIG", str(settings.folder))
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = stop.code or 0
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call
