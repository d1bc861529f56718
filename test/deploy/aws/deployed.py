"""Which resources of stacks are really there: each is asked for at its own service, by its physical id.

    deployed.py --region R STACK=TEMPLATE…

Prints a JSON list of {stack, logicalId, type, physicalId, there, why}. A type without a question below is not there.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import boto3

from questions import questions


class Stack:
    """A deployed stack: physical ids, and the template's references resolved to them."""

    def __init__(self, cloudformation: Any, name: str, template: dict[str, Any], exports: dict[str, str]):
        self.name, self.template, self.exports = name, template, exports
        pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=name)
        self.ids = {
            one["LogicalResourceId"]: one["PhysicalResourceId"]
            for page in pages
            for one in page["StackResourceSummaries"]
            if one.get("PhysicalResourceId")
        }

    def resolve(self, value: Any) -> Any:
        """Text that is known from ids alone; anything else stays as it is."""
        if isinstance(value, dict) and len(value) == 1:
            (function, argument), *_ = value.items()
            if function == "Ref":
                return self.ids.get(argument, value)
            if function == "Fn::ImportValue":
                return self.exports.get(argument, value)
            if function == "Fn::GetAtt" and argument[1] in ("Arn", "DomainNameArn", "GroupId", "ResolverRuleId"):
                return self.ids.get(argument[0], value)
        if isinstance(value, list):
            return [self.resolve(one) for one in value]
        return value

    def properties(self, logical_id: str) -> dict[str, Any]:
        given = self.template["Resources"][logical_id].get("Properties", {})
        return {name: self.resolve(value) for name, value in given.items()}


class Clients:
    def __init__(self, region: str):
        self.region = region

    def __getattr__(self, service: str) -> Any:
        made = boto3.client(service.rstrip("_"), region_name=self.region)
        setattr(self, service, made)
        return made


def look(aws: Clients, stack: Stack, logical_id: str) -> dict[str, Any]:
    kind = stack.template["Resources"][logical_id]["Type"]
    physical_id = stack.ids.get(logical_id)
    known = {"stack": stack.name, "logicalId": logical_id, "type": kind, "physicalId": physical_id}
    if physical_id is None:
        return known | {"there": False, "why": "CloudFormation does not list it"}
    if kind not in questions:
        return known | {"there": False, "why": "no question asks for this type"}
    try:
        answer = questions[kind](aws, physical_id, stack.properties(logical_id))
    except Exception as error:  # whatever a service says instead of the resource
        return known | {"there": False, "why": f"{type(error).__name__}: {error}"}
    return known | ({"there": True} if answer else {"there": False, "why": "its service does not list it"})


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--region", required=True)
    parser.add_argument("stacks", nargs="+")
    args = parser.parse_args()
    aws = Clients(args.region)
    pages = aws.cloudformation.get_paginator("list_exports").paginate()
    exports = {one["Name"]: one["Value"] for page in pages for one in page["Exports"]}
    found = []
    for name, file in (one.split("=", 1) for one in args.stacks):
        stack = Stack(aws.cloudformation, name, json.loads(Path(file).read_text()), exports)
        found += [look(aws, stack, logical_id) for logical_id in stack.template["Resources"]]
    print(json.dumps(found))


if __name__ == "__main__":
    main()
