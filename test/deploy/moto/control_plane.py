"""What moto's CloudFormation does otherwise than AWS, and what a deployment stumbles over."""

import json
import random
import string
from typing import Any

from moto.cloudformation import models, parsing
from moto.ec2.models import vpcs
from moto.iam import access_control
from moto.iam import models as identities
from moto.route53 import models as zones


def correct() -> None:
    take_accounts_for_keys()
    leave_out_conditional_denials()
    read_json_as_json()
    give_endpoints_addresses_of_their_subnets()
    move_interfaces_with_the_subnets_of_endpoints()
    name_zones_as_aws_does()
    delete_default_acls_with_their_vpc()
    delete_last_made_first()


def take_accounts_for_keys() -> None:
    """`MOTOKEY0` and an account's number make an access key of that account, as its administrator."""
    account_of = identities.get_account_id_from

    def get_account_id_from(access_key: str) -> str:
        own = access_key.removeprefix("MOTOKEY0")
        return own if own != access_key else account_of(access_key)

    identities.get_account_id_from = get_account_id_from


def leave_out_conditional_denials() -> None:
    """moto reads bucket policies without the request's facts: "deny unless by TLS" denied every call."""
    Statement = access_control.IAMPolicyStatement
    evaluate = Statement.is_action_permitted

    def is_action_permitted(self: Any, *args: Any, **named: Any) -> access_control.PermissionResult:
        if self._statement["Effect"] == "Deny" and "Condition" in self._statement:
            return access_control.PermissionResult.NEUTRAL
        return evaluate(self, *args, **named)

    Statement.is_action_permitted = is_action_permitted


def read_json_as_json() -> None:
    """YAML's reader takes seconds for a template of 100 KB; every template of the kit is JSON."""
    read_yaml = models.Stack.parse_template

    def parse_template(template: str) -> dict[str, Any]:
        try:
            return json.loads(template)
        except ValueError:
            return read_yaml(template)

    models.Stack.parse_template = staticmethod(parse_template)


def give_endpoints_addresses_of_their_subnets() -> None:
    """moto asks for a random address of 10.0.0.0/8; without one, an interface gets one of its subnet."""
    vpcs.random_private_ip = lambda: ""


def move_interfaces_with_the_subnets_of_endpoints() -> None:
    """A subnet that an endpoint gets or loses brings or takes an interface; moto keeps the list of subnets alone."""
    modify = vpcs.VPCEndPoint.modify

    def modify_with_interfaces(self: Any, policy_doc: Any, add: Any, remove: Any, *others: Any) -> None:
        modify(self, policy_doc, add, remove, *others)
        for subnet in add or []:
            self.network_interface_ids.append(self.ec2_backend.create_network_interface(subnet, "").id)
        for name in list(self.network_interface_ids):
            if self.ec2_backend.get_network_interface(name).subnet.id in (remove or []):
                self.ec2_backend.delete_network_interface(name)
                self.network_interface_ids.remove(name)

    vpcs.VPCEndPoint.modify = modify_with_interfaces


def name_zones_as_aws_does() -> None:
    """An id begins with Z, which the kit checks in hybrid.yaml."""
    letters = string.ascii_uppercase + string.digits
    zones.create_route53_zone_id = lambda **_: "Z" + "".join(random.choices(letters, k=20))


def delete_default_acls_with_their_vpc() -> None:
    delete = vpcs.VPCBackend.delete_vpc

    def delete_vpc(self: Any, vpc_id: str) -> vpcs.VPC:
        gone = delete(self, vpc_id)
        for name, acl in list(self.network_acls.items()):
            if acl.vpc_id == vpc_id:
                self.network_acls.pop(name)
        return gone

    vpcs.VPCBackend.delete_vpc = delete_vpc


def delete_last_made_first() -> None:
    """AWS deletes in the order of dependencies and stops at what it cannot delete; moto tries in no order.

    What is deleted stays known: moto makes what it does not know anew when somebody reads a deleted stack's outputs.
    """

    def delete(self: parsing.ResourceMap) -> None:
        for name, resource in reversed(list(self._parsed_resources.items())):
            definition = self._resource_json_map.get(name)
            if definition is None or resource is None or definition.get("DeletionPolicy") == "Retain":
                continue
            self._delete_resource(resource, definition)

    parsing.ResourceMap.delete = delete
