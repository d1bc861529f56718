"""Load balancers, target groups, listeners: moto's own handlers drop type, attributes and the protocols of an NLB."""

from resource_type import Made

attributes = "LoadBalancerAttributes"
group_attributes = "TargetGroupAttributes"
by_private_link = "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"


def load_balancer(aws, properties, name):
    later = {attributes, by_private_link}
    named = {"Name": short(name)} | {key: value for key, value in properties.items() if key not in later}
    made = aws.elbv2.create_load_balancer(**named)["LoadBalancers"][0]
    arn = made["LoadBalancerArn"]
    if by_private_link in properties:
        groups = properties["SecurityGroups"]
        enforced = {by_private_link: properties[by_private_link]}
        aws.elbv2.set_security_groups(LoadBalancerArn=arn, SecurityGroups=groups, **enforced)
    if attributes in properties:
        aws.elbv2.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=properties[attributes])
    return Made(
        arn,
        DNSName=made["DNSName"],
        CanonicalHostedZoneID=made["CanonicalHostedZoneId"],
        LoadBalancerName=made["LoadBalancerName"],
        LoadBalancerFullName=arn.split(":loadbalancer/")[1],
        SecurityGroups=made.get("SecurityGroups", []),
    )


def target_group(aws, properties, name):
    later = {group_attributes, "Targets"}
    named = {"Name": short(name)} | {key: value for key, value in properties.items() if key not in later}
    arn = aws.elbv2.create_target_group(**named)["TargetGroups"][0]["TargetGroupArn"]
    if group_attributes in properties:
        aws.elbv2.modify_target_group_attributes(TargetGroupArn=arn, Attributes=properties[group_attributes])
    if targets := properties.get("Targets"):
        aws.elbv2.register_targets(TargetGroupArn=arn, Targets=targets)
    return Made(arn, TargetGroupFullName=arn.split(":")[-1])


def listener(aws, properties, _name):
    later = {"ListenerAttributes"}
    made = aws.elbv2.create_listener(**{key: value for key, value in properties.items() if key not in later})
    arn = made["Listeners"][0]["ListenerArn"]
    if attributes_ := properties.get("ListenerAttributes"):
        aws.elbv2.modify_listener_attributes(ListenerArn=arn, Attributes=attributes_)
    return Made(arn)


def rule(aws, properties, _name):
    return Made(aws.elbv2.create_rule(**properties)["Rules"][0]["RuleArn"])


def short(name):
    """32 characters, of which the last tell stacks apart."""
    return name if len(name) <= 32 else f"{name[:19].rstrip('-')}-{name[-12:]}"


types = {
    "AWS::ElasticLoadBalancingV2::LoadBalancer": (
        load_balancer,
        lambda aws, id, _: aws.elbv2.delete_load_balancer(LoadBalancerArn=id),
    ),
    "AWS::ElasticLoadBalancingV2::TargetGroup": (
        target_group,
        lambda aws, id, _: aws.elbv2.delete_target_group(TargetGroupArn=id),
    ),
    "AWS::ElasticLoadBalancingV2::Listener": (
        listener,
        lambda aws, id, _: aws.elbv2.delete_listener(ListenerArn=id),
    ),
    "AWS::ElasticLoadBalancingV2::ListenerRule": (
        rule,
        lambda aws, id, _: aws.elbv2.delete_rule(RuleArn=id),
    ),
}
