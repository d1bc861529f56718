"""Firewalls of load balancers."""

from resource_type import Made


def web_acl(aws, properties, name):
    named = {"Name": name} | properties
    made = aws.wafv2.create_web_acl(**named)["Summary"]
    return Made(f"{made['Name']}|{made['Id']}|{named['Scope']}", Arn=made["ARN"])


def delete_web_acl(aws, physical_id, _properties):
    name, id, scope = physical_id.split("|")
    lock = aws.wafv2.get_web_acl(Name=name, Id=id, Scope=scope)["LockToken"]
    aws.wafv2.delete_web_acl(Name=name, Id=id, Scope=scope, LockToken=lock)


def association(aws, properties, _name):
    aws.wafv2.associate_web_acl(**properties)
    return Made(f"{properties['WebACLArn']}|{properties['ResourceArn']}")


types = {
    "AWS::WAFv2::WebACL": (web_acl, delete_web_acl),
    "AWS::WAFv2::WebACLAssociation": (
        association,
        lambda aws, id, properties: aws.wafv2.disassociate_web_acl(ResourceArn=properties["ResourceArn"]),
    ),
}
