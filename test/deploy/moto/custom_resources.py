"""Custom resources: the function is invoked for create, update and delete, and answers over HTTPS as to AWS.

moto invokes it for a creation only, in Docker, and takes the answer over plain HTTP.
"""

import json
import os
import ssl
import tempfile
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from moto.awslambda.utils import get_backend
from moto.cloudformation import parsing
from moto.cloudformation.exceptions import ValidationError
from moto.core.common_models import CloudFormationModel
from werkzeug.serving import generate_adhoc_ssl_pair

answers: dict[str, dict[str, Any]] = {}
port = 0


class Answers(BaseHTTPRequestHandler):
    """Where functions put their answers."""

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        answers[self.path.lstrip("/")] = json.loads(body)
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """The function's own log says it."""


class CustomResource(CloudFormationModel):
    __module__ = "moto.cloudformation"  # moto takes the service from it

    def __init__(self, common: dict[str, Any], answer: dict[str, Any]):
        self.common = common
        self.physical_resource_id = answer["PhysicalResourceId"]
        self.data = answer.get("Data") or {}

    @staticmethod
    def cloudformation_type() -> str:
        return "?"

    @staticmethod
    def cloudformation_name_type() -> str:
        return ""

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        return True

    @classmethod
    def create_from_cloudformation_json(
        cls,
        resource_name: str,
        cloudformation_json: dict[str, Any],
        account_id: str,
        region_name: str,
        **kwargs: Any,
    ) -> "CustomResource":
        properties = cloudformation_json["Properties"]
        common = {
            "ServiceToken": properties["ServiceToken"],
            "StackId": kwargs["StackId"],
            "LogicalResourceId": kwargs["LogicalId"],
            "ResourceType": kwargs["ResourceType"],
            "ResourceProperties": properties,
        }
        return cls(common, ask(common | {"RequestType": "Create"}, account_id, region_name))

    @classmethod
    def update_from_cloudformation_json(
        cls,
        original_resource: "CustomResource",
        new_resource_name: str,
        cloudformation_json: dict[str, Any],
        account_id: str,
        region_name: str,
    ) -> "CustomResource":
        before = original_resource.common["ResourceProperties"]
        common = original_resource.common | {"ResourceProperties": cloudformation_json["Properties"]}
        event = common | {
            "RequestType": "Update",
            "PhysicalResourceId": original_resource.physical_resource_id,
            "OldResourceProperties": before,
        }
        return cls(common, ask(event, account_id, region_name))

    def delete(self, account_id: str, region_name: str) -> None:
        event = self.common | {"RequestType": "Delete", "PhysicalResourceId": self.physical_resource_id}
        ask(event, account_id, region_name)

    def is_created(self) -> bool:
        return True

    def get_cfn_attribute(self, attribute_name: str) -> Any:
        return self.data.get(attribute_name)


def ask(event: dict[str, Any], account_id: str, region_name: str) -> dict[str, Any]:
    """The function's answer. Raises what a deployment fails with: no answer, or one that says FAILED."""
    request = str(uuid.uuid4())
    event |= {"RequestId": request, "ResponseURL": f"https://localhost:{port}/{request}"}
    function = get_backend(account_id, region_name).get_function(event["ServiceToken"])
    _, errored, log = function._invoke_lambda(json.dumps(event))
    print(log, flush=True)
    answer = answers.pop(request, None)
    name = event["LogicalResourceId"]
    if errored or answer is None:
        raise ValidationError(message=f"{name}: its function did not answer: {log}")
    if answer["Status"] != "SUCCESS":
        raise ValidationError(message=f"{name}: {answer.get('Reason')}")
    return answer


def install() -> None:
    global port
    certificate, key = generate_adhoc_ssl_pair("localhost")
    from cryptography.hazmat.primitives import serialization

    folder = Path(tempfile.mkdtemp())
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.TraditionalOpenSSL,
            serialization.NoEncryption(),
        )
    )
    os.environ["NODE_EXTRA_CA_CERTS"] = str(folder / "cert.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    listener = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    listener.socket = context.wrap_socket(listener.socket, server_side=True)
    port = listener.server_address[1]
    threading.Thread(target=listener.serve_forever, daemon=True).start()
    parsing.CustomModel = CustomResource
