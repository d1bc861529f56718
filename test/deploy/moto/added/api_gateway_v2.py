"""API Gateway, version 2: HTTP and WebSocket APIs, their stages, domain names and links."""

from resource_type import Made


def api(aws, properties, _name):
    return Made(aws.apigatewayv2.create_api(**properties)["ApiId"])


def integration(aws, properties, _name):
    given = dict(properties)
    if "ResponseParameters" in given:  # CloudFormation has a list where the API has a map
        given["ResponseParameters"] = {
            status: {one["Destination"]: one["Source"] for one in change["ResponseParameters"]}
            for status, change in given["ResponseParameters"].items()
        }
    return Made(aws.apigatewayv2.create_integration(**given)["IntegrationId"])


def route(aws, properties, _name):
    return Made(aws.apigatewayv2.create_route(**properties)["RouteId"])


def route_response(aws, properties, _name):
    return Made(aws.apigatewayv2.create_route_response(**properties)["RouteResponseId"])


def stage(aws, properties, _name):
    aws.apigatewayv2.create_stage(**properties)
    return Made(properties["StageName"])


def domain_name(aws, properties, _name):
    made = aws.apigatewayv2.create_domain_name(**properties)
    first = made["DomainNameConfigurations"][0]
    region = aws.region
    return Made(
        made["DomainName"],
        # moto leaves both out of its answer.
        RegionalDomainName=first.get("ApiGatewayDomainName", f"d-moto.execute-api.{region}.amazonaws.com"),
        RegionalHostedZoneId=first.get("HostedZoneId", "Z2FDTNDATAQYW2"),
    )


def mapping(aws, properties, _name):
    return Made(aws.apigatewayv2.create_api_mapping(**properties)["ApiMappingId"])


def vpc_link(aws, properties, _name):
    return Made(aws.apigatewayv2.create_vpc_link(**properties)["VpcLinkId"])


def of_api(operation, parameter):
    return lambda aws, id, properties: getattr(aws.apigatewayv2, operation)(
        **{"ApiId": properties["ApiId"], parameter: id}
    )


types = {
    "AWS::ApiGatewayV2::Api": (api, lambda aws, id, _: aws.apigatewayv2.delete_api(ApiId=id)),
    "AWS::ApiGatewayV2::Integration": (integration, of_api("delete_integration", "IntegrationId")),
    "AWS::ApiGatewayV2::Route": (route, of_api("delete_route", "RouteId")),
    "AWS::ApiGatewayV2::RouteResponse": (
        route_response,
        lambda aws, id, properties: aws.apigatewayv2.delete_route_response(
            ApiId=properties["ApiId"], RouteId=properties["RouteId"], RouteResponseId=id
        ),
    ),
    "AWS::ApiGatewayV2::Stage": (stage, of_api("delete_stage", "StageName")),
    "AWS::ApiGatewayV2::DomainName": (
        domain_name,
        lambda aws, id, _: aws.apigatewayv2.delete_domain_name(DomainName=id),
    ),
    "AWS::ApiGatewayV2::ApiMapping": (
        mapping,
        lambda aws, id, properties: aws.apigatewayv2.delete_api_mapping(
            ApiMappingId=id, DomainName=properties["DomainName"]
        ),
    ),
    "AWS::ApiGatewayV2::VpcLink": (
        vpc_link,
        lambda aws, id, _: aws.apigatewayv2.delete_vpc_link(VpcLinkId=id),
    ),
}
