import os
import subprocess
import sys
from pathlib import Path


def test_scoring_sends_no_usage_data_and_leaves_no_trace_in_the_home_folder(tmp_path: Path) -> None:
    # ONNX Runtime keeps its device id and its outbox there; it holds back by itself where it recognises a test or CI.
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")}
    program = (
        "from nlp.sentiment.encoder import SentimentInput\n"
        "from nlp.sentiment.load import load_encoder\n"
        "load_encoder('default').predict([SentimentInput('Ether falls')])\n"
    )
    home = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[3], env=kept | home, check=True)
    assert list(tmp_path.rglob("*")) == []
