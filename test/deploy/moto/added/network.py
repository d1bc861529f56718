"""Routes, network ACLs, peering, endpoints, flow logs. moto's own handlers of most leave them behind when a stack goes."""

import json

from resource_type import Made


def tagged(properties, kind):
    """The API takes tags of a new resource beside the resource."""
    tags = properties.pop("Tags", None)
    return properties | ({"TagSpecifications": [{"ResourceType": kind, "Tags": tags}]} if tags else {})


def vpc(aws, properties, _name):
    later = {"EnableDnsSupport", "EnableDnsHostnames"}
    given = {key: value for key, value in properties.items() if key not in later}
    name = aws.ec2.create_vpc(**tagged(given, "vpc"))["Vpc"]["VpcId"]
    for one in later & properties.keys():
        aws.ec2.modify_vpc_attribute(VpcId=name, **{one: {"Value": properties[one]}})
    return Made(name)


def acl(aws, properties, _name):
    made = aws.ec2.create_network_acl(**tagged(dict(properties), "network-acl"))
    return Made(made["NetworkAcl"]["NetworkAclId"])


def entry(aws, properties, name):
    aws.ec2.create_network_acl_entry(**properties | {"Protocol": str(properties["Protocol"])})
    return Made(name)


def delete_entry(aws, _id, properties):
    key = {name: properties[name] for name in ("NetworkAclId", "Egress", "RuleNumber")}
    aws.ec2.delete_network_acl_entry(**key)


def associate_acl(aws, properties, _name):
    return Made(replace_acl(aws, properties["SubnetId"], properties["NetworkAclId"]))


def replace_acl(aws, subnet, acl_id):
    """A subnet always has one ACL: the association moves, and its id is new."""
    found = aws.ec2.describe_network_acls(Filters=[{"Name": "association.subnet-id", "Values": [subnet]}])
    associations = found["NetworkAcls"][0]["Associations"]
    held = next(one["NetworkAclAssociationId"] for one in associations if one["SubnetId"] == subnet)
    made = aws.ec2.replace_network_acl_association(AssociationId=held, NetworkAclId=acl_id)
    return made["NewAssociationId"]


def release_acl(aws, _id, properties):
    vpc = aws.ec2.describe_subnets(SubnetIds=[properties["SubnetId"]])["Subnets"][0]["VpcId"]
    filters = [{"Name": "vpc-id", "Values": [vpc]}, {"Name": "default", "Values": ["true"]}]
    default = aws.ec2.describe_network_acls(Filters=filters)["NetworkAcls"][0]["NetworkAclId"]
    replace_acl(aws, properties["SubnetId"], default)


def route_table(aws, properties, _name):
    made = aws.ec2.create_route_table(**tagged(dict(properties), "route-table"))
    return Made(made["RouteTable"]["RouteTableId"])


def route(aws, properties, _name):
    aws.ec2.create_route(**properties)
    return Made(f"{properties['RouteTableId']}|{properties['DestinationCidrBlock']}")


def delete_route(aws, _id, properties):
    key = {name: properties[name] for name in ("RouteTableId", "DestinationCidrBlock")}
    aws.ec2.delete_route(**key)


def associate_routes(aws, properties, _name):
    return Made(aws.ec2.associate_route_table(**properties)["AssociationId"])


def peering(aws, properties, _name):
    made = aws.ec2.create_vpc_peering_connection(**tagged(dict(properties), "vpc-peering-connection"))
    connection = made["VpcPeeringConnection"]["VpcPeeringConnectionId"]
    aws.ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=connection)
    return Made(connection)


def endpoint(aws, properties, _name):
    given = tagged(dict(properties), "vpc-endpoint")
    if "PolicyDocument" in given:
        given["PolicyDocument"] = json.dumps(given["PolicyDocument"])
    made = aws.ec2.create_vpc_endpoint(**given)["VpcEndpoint"]
    names = [f"{one['HostedZoneId']}:{one['DnsName']}" for one in made.get("DnsEntries", [])]
    return Made(made["VpcEndpointId"], DnsEntries=names)


def flow_log(aws, properties, _name):
    given = tagged(dict(properties), "vpc-flow-log")
    made = aws.ec2.create_flow_logs(**given | {"ResourceIds": [given.pop("ResourceId")]})
    return Made(made["FlowLogIds"][0])


def admit(aws, properties, name):
    group = aws.ec2.authorize_security_group_ingress(**permission(properties))
    return Made(group["SecurityGroupRules"][0].get("SecurityGroupRuleId", name))


def permission(properties):
    who = {"GroupId": properties["SourceSecurityGroupId"], "Description": properties["Description"]}
    ports = {name: properties[name] for name in ("IpProtocol", "FromPort", "ToPort")}
    return {"GroupId": properties["GroupId"], "IpPermissions": [ports | {"UserIdGroupPairs": [who]}]}


types = {
    "AWS::EC2::VPC": (vpc, lambda aws, id, _: aws.ec2.delete_vpc(VpcId=id)),
    "AWS::EC2::NetworkAcl": (acl, lambda aws, id, _: aws.ec2.delete_network_acl(NetworkAclId=id)),
    "AWS::EC2::NetworkAclEntry": (entry, delete_entry),
    "AWS::EC2::SubnetNetworkAclAssociation": (associate_acl, release_acl),
    "AWS::EC2::RouteTable": (route_table, lambda aws, id, _: aws.ec2.delete_route_table(RouteTableId=id)),
    "AWS::EC2::Route": (route, delete_route),
    "AWS::EC2::SubnetRouteTableAssociation": (
        associate_routes,
        lambda aws, id, _: aws.ec2.disassociate_route_table(AssociationId=id),
    ),
    "AWS::EC2::VPCPeeringConnection": (
        peering,
        lambda aws, id, _: aws.ec2.delete_vpc_peering_connection(VpcPeeringConnectionId=id),
    ),
    "AWS::EC2::VPCEndpoint": (
        endpoint,
        lambda aws, id, _: aws.ec2.delete_vpc_endpoints(VpcEndpointIds=[id]),
    ),
    "AWS::EC2::FlowLog": (flow_log, lambda aws, id, _: aws.ec2.delete_flow_logs(FlowLogIds=[id])),
    "AWS::EC2::SecurityGroupIngress": (
        admit,
        lambda aws, _, properties: aws.ec2.revoke_security_group_ingress(**permission(properties)),
    ),
}
