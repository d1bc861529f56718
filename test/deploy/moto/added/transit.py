"""Transit Gateways: attachments of VPCs, route tables, who is routed by which and told to which."""

from resource_type import Made


def gateway(aws, properties, _name):
    made = aws.ec2.create_transit_gateway(Options=properties)
    return Made(made["TransitGateway"]["TransitGatewayId"])


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
    "AWS::EC2::TransitGateway": (
        gateway,
        lambda aws, id, _: aws.ec2.delete_transit_gateway(TransitGatewayId=id),
    ),
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
