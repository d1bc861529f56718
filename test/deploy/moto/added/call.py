"""Clients of moto's own services, in the account of the stack that asks."""

from functools import lru_cache
from typing import Any

import boto3


class Aws:
    def __init__(self, endpoint: str, account: str, region: str):
        self.endpoint, self.account, self.region = endpoint, account, region

    def __getattr__(self, service: str) -> Any:
        return client(service.rstrip("_"), self.endpoint, self.account, self.region)


@lru_cache(maxsize=None)
def client(service: str, endpoint: str, account: str, region: str) -> Any:
    made = boto3.client(
        service,
        endpoint_url=endpoint,
        region_name=region,
        aws_access_key_id="moto",
        aws_secret_access_key="not-a-secret",
    )

    def name_account(request: Any, **_: Any) -> None:
        request.headers["x-moto-account-id"] = account

    made.meta.events.register("before-sign", name_account)
    return made


def lower(name: str) -> str:
    """`RestApiId` of CloudFormation is `restApiId` in the API of some services."""
    return name[0].lower() + name[1:]


def lowered(value: Any) -> Any:
    """Names in lower case at every depth."""
    if isinstance(value, dict):
        return {lower(name): lowered(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [lowered(inner) for inner in value]
    return value
