"""The settings under pytest: the product's own, in test mode, with every written file in a folder of the run."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

MAPP = Path(tempfile.mkdtemp(prefix="kvalitet-prov-"))
atexit.register(shutil.rmtree, MAPP, ignore_errors=True)
(MAPP / "static").mkdir()

os.environ["KVALITET_LAGE"] = "test"
os.environ["KVALITET_VAR"] = str(MAPP)

from kvalitet.settings import *  # noqa: E402, F403
from kvalitet.settings import DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: an in-memory database would share one connection with the live server's threads.
    DATABASES["default"]["TEST"] = {"NAME": str(MAPP / "prov.sqlite3")}
