"""Transit Gateways: attachments of VPCs, route tables, who is routed by which and told to which."""

from resource_type import Made


def gateway(aws, properties, _name):
    made = aws.ec2.create_transit_gateway(Options=properties)
    return Made(made["TransitGateway"]["TransitGatewayId"])


def delete_gateway(aws, physical_id, _properties):
    """With its default route table, which moto makes although it is switched off, and leaves."""
    of_it = [{"Name": "transit-gateway-id", "Values": [physical_id]}]
    aws.ec2.delete_transit_gateway(TransitGatewayId=physical_id)
    tables = aws.ec2.describe_transit_gateway_route_tables(Filters=of_it)["TransitGatewayRouteTables"]
    for table in tables:
        aws.ec2.delete_transit_gateway_route_table(
            TransitGatewayRouteTableId=table["TransitGatewayRouteTableId"]
        )


def attachment(aws, properties, _name):
    made = aws.ec2.create_transit_gateway_vpc_attachment(**properties)
    return Made(made["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"])


def route_table(aws, properties, _name):
    made = aws.ec2.create_transit_gateway_route_table(**properties)
    return Made(made["TransitGatewayRouteTable"]["TransitGatewayRouteTableId"])


def association(aws, properties, name):
    aws.ec2.associate_transit_gateway_route_table(**properties)
    return Made(name)


def propagation(aws, properties, name):
    aws.ec2.enable_transit_gateway_route_table_propagation(**properties)
    return Made(name)


types = {
    "AWS::EC2::TransitGateway": (gateway, delete_gateway),
    "AWS::EC2::TransitGatewayAttachment": (
        attachment,
        lambda aws, id, _: aws.ec2.delete_transit_gateway_vpc_attachment(TransitGatewayAttachmentId=id),
    ),
    "AWS::EC2::TransitGatewayRouteTable": (
        route_table,
        lambda aws, id, _: aws.ec2.delete_transit_gateway_route_table(TransitGatewayRouteTableId=id),
    ),
    "AWS::EC2::TransitGatewayRouteTableAssociation": (
        association,
        lambda aws, _, properties: aws.ec2.disassociate_transit_gateway_route_table(**properties),
    ),
    "AWS::EC2::TransitGatewayRouteTablePropagation": (
        propagation,
        lambda aws, _, properties: aws.ec2.disable_transit_gateway_route_table_propagation(**properties),
    ),
}
