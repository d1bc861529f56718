"""Deletes what a stack keeps by intent when it goes, and what a bootstrap keeps.

    remove.py --region R TYPE=ID…

Prints a JSON list of what it deleted.
"""

import argparse
import json

import boto3


def log_group(region, id):
    boto3.client("logs", region_name=region).delete_log_group(logGroupName=id)


def bucket(region, id):
    held = boto3.resource("s3", region_name=region).Bucket(id)
    held.object_versions.delete()
    held.delete()


def role(region, id):
    iam = boto3.client("iam", region_name=region)
    for policy in iam.list_attached_role_policies(RoleName=id)["AttachedPolicies"]:
        iam.detach_role_policy(RoleName=id, PolicyArn=policy["PolicyArn"])
    for name in iam.list_role_policies(RoleName=id)["PolicyNames"]:
        iam.delete_role_policy(RoleName=id, PolicyName=name)
    iam.delete_role(RoleName=id)


def gateway_account(region, _id):
    """The setting is an account's: there is nothing to delete but the role that it names."""
    change = {"op": "replace", "path": "/cloudwatchRoleArn", "value": ""}
    boto3.client("apigateway", region_name=region).update_account(patchOperations=[change])


def repository(region, id):
    boto3.client("ecr", region_name=region).delete_repository(repositoryName=id, force=True)


removers = {
    "AWS::ApiGateway::Account": gateway_account,
    "AWS::ECR::Repository": repository,
    "AWS::IAM::Role": role,
    "AWS::Logs::LogGroup": log_group,
    "AWS::S3::Bucket": bucket,
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--region", required=True)
    parser.add_argument("resources", nargs="+")
    args = parser.parse_args()
    for kind, id in (one.split("=", 1) for one in args.resources):
        removers[kind](args.region, id)
    print(json.dumps(args.resources))


if __name__ == "__main__":
    main()
