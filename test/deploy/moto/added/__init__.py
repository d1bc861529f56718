"""Types that moto's services have and its CloudFormation has not: made by a call of the service's own API.

botocore checks each call against the service's model, so that a property which the service does not have fails.
"""

from . import (
    api_gateway,
    api_gateway_v2,
    firewalls,
    load_balancing,
    names,
    network,
    operations,
    transit,
)
from .call import Aws

modules = (api_gateway, api_gateway_v2, firewalls, load_balancing, names, network, operations, transit)


def register_all(endpoint: str) -> None:
    from resource_type import register

    for module in modules:
        for name, (create, delete) in module.types.items():
            register(name, *calling(endpoint, create, delete))


def names() -> list[str]:
    return sorted(name for module in modules for name in module.types)


def calling(endpoint, create, delete):
    """Binds the client of the account and region to a type's two functions."""
    return (
        lambda properties, name, account, region: create(Aws(endpoint, account, region), properties, name),
        lambda physical_id, properties, account, region: delete(
            Aws(endpoint, account, region), physical_id, properties
        ),
    )
