import importlib.util
import os
import pathlib
import shutil
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "cluster" / "spark"))


@pytest.fixture(scope="session")
def spark_installed():
    """Skips, naming what is missing; where CI says that all must be there, fails."""
    missing = [name for name in ("java", "node") if shutil.which(name) is None]
    missing += [] if importlib.util.find_spec("pyspark") else ["pyspark (cluster/spark/requirements.txt)"]
    missing += [] if (ROOT / "dist" / "cli.js").exists() else ["dist/cli.js (npm run build)"]
    if not missing:
        return
    told = f"not on Spark: {', '.join(missing)} not found"
    if os.environ.get("CI") == "true":
        pytest.fail(told)
    pytest.skip(told)
