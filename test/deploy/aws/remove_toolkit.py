"""Deletes the stack of `cdk bootstrap` and what it keeps.

    remove_toolkit.py --region R

Prints a JSON list of what it deleted beside the stack.
"""

import argparse
import json

import boto3

from remove import removers

name = "CDKToolkit"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--region", required=True)
    region = parser.parse_args().region
    cloudformation = boto3.client("cloudformation", region_name=region)
    made = cloudformation.list_stack_resources(StackName=name)["StackResourceSummaries"]
    cloudformation.delete_stack(StackName=name)
    cloudformation.get_waiter("stack_delete_complete").wait(StackName=name)
    buckets = [one["PhysicalResourceId"] for one in made if one["ResourceType"] == "AWS::S3::Bucket"]
    for one in buckets:
        removers["AWS::S3::Bucket"](region, one)
    print(json.dumps(buckets))


if __name__ == "__main__":
    main()
