"""Everything that an account holds in one region, of the kinds that the kit and its deployment make.

    inventory.py --region R

Prints a JSON object: kind -> sorted ids. Two of them, before and after, tell what was left behind.
"""

import argparse
import json
from concurrent.futures import ThreadPoolExecutor

import boto3

# kind: service, operation, list in the answer, id in each
kinds = {
    "stacks": ("cloudformation", "describe_stacks", "Stacks", "StackName"),
    "VPCs": ("ec2", "describe_vpcs", "Vpcs", "VpcId"),
    "subnets": ("ec2", "describe_subnets", "Subnets", "SubnetId"),
    "route tables": ("ec2", "describe_route_tables", "RouteTables", "RouteTableId"),
    "network ACLs": ("ec2", "describe_network_acls", "NetworkAcls", "NetworkAclId"),
    "security groups": ("ec2", "describe_security_groups", "SecurityGroups", "GroupId"),
    "interfaces": ("ec2", "describe_network_interfaces", "NetworkInterfaces", "NetworkInterfaceId"),
    "endpoints": ("ec2", "describe_vpc_endpoints", "VpcEndpoints", "VpcEndpointId"),
    "peerings": (
        "ec2",
        "describe_vpc_peering_connections",
        "VpcPeeringConnections",
        "VpcPeeringConnectionId",
    ),
    "flow logs": ("ec2", "describe_flow_logs", "FlowLogs", "FlowLogId"),
    "transit gateways": ("ec2", "describe_transit_gateways", "TransitGateways", "TransitGatewayId"),
    "transit gateway attachments": (
        "ec2",
        "describe_transit_gateway_attachments",
        "TransitGatewayAttachments",
        "TransitGatewayAttachmentId",
    ),
    "transit gateway route tables": (
        "ec2",
        "describe_transit_gateway_route_tables",
        "TransitGatewayRouteTables",
        "TransitGatewayRouteTableId",
    ),
    "load balancers": ("elbv2", "describe_load_balancers", "LoadBalancers", "LoadBalancerArn"),
    "target groups": ("elbv2", "describe_target_groups", "TargetGroups", "TargetGroupArn"),
    "REST APIs": ("apigateway", "get_rest_apis", "items", "id"),
    "domain names": ("apigateway", "get_domain_names", "items", "domainName"),
    "API keys": ("apigateway", "get_api_keys", "items", "id"),
    "usage plans": ("apigateway", "get_usage_plans", "items", "id"),
    "VPC links, version 1": ("apigateway", "get_vpc_links", "items", "id"),
    "HTTP and WebSocket APIs": ("apigatewayv2", "get_apis", "Items", "ApiId"),
    "domain names, version 2": ("apigatewayv2", "get_domain_names", "Items", "DomainName"),
    "VPC links": ("apigatewayv2", "get_vpc_links", "Items", "VpcLinkId"),
    "hosted zones": ("route53", "list_hosted_zones", "HostedZones", "Id"),
    "Resolver endpoints": ("route53resolver", "list_resolver_endpoints", "ResolverEndpoints", "Id"),
    "Resolver rules": ("route53resolver", "list_resolver_rules", "ResolverRules", "Id"),
    "functions": ("lambda", "list_functions", "Functions", "FunctionName"),
    "roles": ("iam", "list_roles", "Roles", "RoleName"),
    "buckets": ("s3", "list_buckets", "Buckets", "Name"),
    "log groups": ("logs", "describe_log_groups", "logGroups", "logGroupName"),
    "metric filters": ("logs", "describe_metric_filters", "metricFilters", "filterName"),
    "alarms": ("cloudwatch", "describe_alarms", "MetricAlarms", "AlarmName"),
    "dashboards": ("cloudwatch", "list_dashboards", "DashboardEntries", "DashboardName"),
    "state machines": ("stepfunctions", "list_state_machines", "stateMachines", "stateMachineArn"),
    "schedules": ("scheduler", "list_schedules", "Schedules", "Name"),
    "rules": ("events", "list_rules", "Rules", "Name"),
    "repositories": ("ecr", "describe_repositories", "repositories", "repositoryName"),
    "parameters": ("ssm", "describe_parameters", "Parameters", "Name"),
}
# Named by the caller, or not listed page by page.
others = {
    "firewalls": lambda region: [
        one["Id"] for one in client("wafv2", region).list_web_acls(Scope="REGIONAL")["WebACLs"]
    ],
    "shares": lambda region: [
        one["resourceShareArn"]
        for one in client("ram", region).get_resource_shares(resourceOwner="SELF")["resourceShares"]
        if one["status"] not in ("DELETED", "DELETING")
    ],
}


def client(service: str, region: str):
    return boto3.client(service, region_name=region)


def ids(asked: tuple[str, str, str, str], region: str) -> list[str]:
    service, operation, answer, key = asked
    made = client(service, region)
    if made.can_paginate(operation):
        pages = made.get_paginator(operation).paginate()
    else:
        pages = [getattr(made, operation)()]
    # What is gone is listed for an hour by some services.
    return sorted(
        one[key]
        for page in pages
        for one in page.get(answer, [])
        if not str(state(one)).lower().startswith("delet")
    )


def state(one):
    status = one.get("State") or one.get("status") or one.get("StackStatus")
    status = status or one.get("Status")  # of peerings: an object
    return status.get("Code") if isinstance(status, dict) else status


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--region", required=True)
    region = parser.parse_args().region
    with ThreadPoolExecutor(4) as pool:
        asked = {kind: pool.submit(ids, one, region) for kind, one in kinds.items()}
        asked |= {kind: pool.submit(ask, region) for kind, ask in others.items()}
        held = {kind: answer.result() for kind, answer in asked.items()}
    print(json.dumps(held))


if __name__ == "__main__":
    main()
