"""Functions run as they were uploaded, in Node on this machine: moto itself runs them in Docker."""

import io
import json
import os
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from moto.awslambda.models import LambdaFunction


def install(caller: Path, endpoint: str) -> None:
    """Makes every invocation start `node CALLER` in the folder of the uploaded code."""

    def invoke(self: LambdaFunction, event: Any) -> tuple[str, bool, str]:
        variables = (self.environment_vars or {}) | {
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_REGION": self.region,
            "AWS_ACCESS_KEY_ID": f"MOTOKEY0{self.account_id}",
            "AWS_SECRET_ACCESS_KEY": "not-a-secret",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_LAMBDA_FUNCTION_NAME": self.function_name,
            "PATH": os.environ["PATH"],
        }
        for name in ("NODE_EXTRA_CA_CERTS", "NODE_PATH"):  # NODE_PATH: the SDK, which AWS's runtime has
            if value := os.environ.get(name):
                variables[name] = value
        with tempfile.TemporaryDirectory() as folder:
            zipfile.ZipFile(io.BytesIO(self.code_bytes)).extractall(folder)
            ended = subprocess.run(
                ["node", str(caller), self.handler, str(self.timeout)],
                cwd=folder,
                env=variables,
                input=event if isinstance(event, str) else json.dumps(event),
                capture_output=True,
                text=True,
                timeout=self.timeout + 5,
            )
        answer = ended.stdout or json.dumps({"errorMessage": f"node ended with {ended.returncode}"})
        return answer, ended.returncode != 0, ended.stderr

    LambdaFunction._invoke_lambda = invoke
