"""Hosted zones, Resolver endpoints and rules."""

from uuid import uuid4

from resource_type import Made


def zone(aws, properties, _name):
    vpcs = properties.get("VPCs", [])
    first = {"VPC": vpcs[0], "HostedZoneConfig": {"PrivateZone": True}} if vpcs else {}
    made = aws.route53.create_hosted_zone(Name=properties["Name"], CallerReference=str(uuid4()), **first)
    name = made["HostedZone"]["Id"].removeprefix("/hostedzone/")
    for other in vpcs[1:]:
        aws.route53.associate_vpc_with_hosted_zone(HostedZoneId=name, VPC=other)
    return Made(name, NameServers=made.get("DelegationSet", {}).get("NameServers", []))


def resolver_endpoint(aws, properties, _name):
    made = aws.route53resolver.create_resolver_endpoint(CreatorRequestId=str(uuid4()), **properties)
    endpoint = made["ResolverEndpoint"]["Id"]
    return Made(endpoint, ResolverEndpointId=endpoint)


def resolver_rule(aws, properties, _name):
    targets = [one | {"Port": int(one["Port"])} for one in properties["TargetIps"]]
    given = properties | {"TargetIps": targets}
    made = aws.route53resolver.create_resolver_rule(CreatorRequestId=str(uuid4()), **given)
    rule = made["ResolverRule"]["Id"]
    return Made(rule, ResolverRuleId=rule)


def rule_association(aws, properties, _name):
    made = aws.route53resolver.associate_resolver_rule(**properties)
    return Made(made["ResolverRuleAssociation"]["Id"])


types = {
    "AWS::Route53::HostedZone": (zone, lambda aws, id, _: aws.route53.delete_hosted_zone(Id=id)),
    "AWS::Route53Resolver::ResolverEndpoint": (
        resolver_endpoint,
        lambda aws, id, _: aws.route53resolver.delete_resolver_endpoint(ResolverEndpointId=id),
    ),
    "AWS::Route53Resolver::ResolverRule": (
        resolver_rule,
        lambda aws, id, _: aws.route53resolver.delete_resolver_rule(ResolverRuleId=id),
    ),
    "AWS::Route53Resolver::ResolverRuleAssociation": (
        rule_association,
        lambda aws, _, properties: aws.route53resolver.disassociate_resolver_rule(**properties),
    ),
}
