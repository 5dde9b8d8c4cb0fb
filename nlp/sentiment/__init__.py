"""From sentences to bearish, neutral, bullish: encoders behind one interface, and their aggregation."""

import os

# ONNX Runtime's builds send usage data to their maker and leave a device id in the home folder, unless this is set
# before they are first imported. Who wants to send them sets it to 0.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
