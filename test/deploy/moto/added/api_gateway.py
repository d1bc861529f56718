"""API Gateway, version 1: stages, public custom domain names, mappings, keys, plans, links."""

import json

from resource_type import Made

from .call import lower, lowered


def account(aws, properties, _name):
    change = {"op": "replace", "path": "/cloudwatchRoleArn", "value": properties["CloudWatchRoleArn"]}
    aws.apigateway.update_account(patchOperations=[change])
    return Made("account")


def api_key(aws, properties, _name):
    return Made(aws.apigateway.create_api_key(**lowered(properties))["id"])


def mapping(aws, properties, _name):
    aws.apigateway.create_base_path_mapping(**lowered(properties))
    return Made(f"{properties['DomainName']}|{properties.get('BasePath', '(none)')}")


def unmap(aws, physical_id, _properties):
    domain, path = physical_id.split("|")
    aws.apigateway.delete_base_path_mapping(domainName=domain, basePath=path)


def domain_name(aws, properties, _name):
    made = aws.apigateway.create_domain_name(**lowered(properties))
    return Made(
        made["domainName"],
        RegionalDomainName=made["regionalDomainName"],
        RegionalHostedZoneId=made["regionalHostedZoneId"],
    )


def rest_api(aws, properties, _name):
    """Made empty, then filled from its OpenAPI document, which AWS does in one go."""
    given = {lower(name): value for name, value in properties.items() if name not in {"Body", "Policy"}}
    if "endpointConfiguration" in given:
        given["endpointConfiguration"] = lowered(given["endpointConfiguration"])
    if policy := properties.get("Policy"):
        given["policy"] = json.dumps(policy)
    api = aws.apigateway.create_rest_api(**given)["id"]
    if body := properties.get("Body"):
        aws.apigateway.put_rest_api(restApiId=api, mode="overwrite", body=json.dumps(body))
    return Made(api)


def deployment(aws, properties, _name):
    return Made(aws.apigateway.create_deployment(restApiId=properties["RestApiId"])["id"])


def stage(aws, properties, _name):
    later = {"AccessLogSetting", "MethodSettings"}
    aws.apigateway.create_stage(
        **{lower(name): value for name, value in properties.items() if name not in later}
    )
    api, name = properties["RestApiId"], properties["StageName"]
    aws.apigateway.update_stage(restApiId=api, stageName=name, patchOperations=settings(properties))
    return Made(name)


def settings(properties):
    """Logs and the settings of methods, which the API takes as a change of the stage only."""
    log = properties.get("AccessLogSetting", {})
    changes = [("/accessLogSettings/" + lower(name), value) for name, value in log.items()]
    paths = {
        "LoggingLevel": "logging/loglevel",
        "DataTraceEnabled": "logging/dataTrace",
        "MetricsEnabled": "metrics/enabled",
        "ThrottlingBurstLimit": "throttling/burstLimit",
        "ThrottlingRateLimit": "throttling/rateLimit",
    }
    for one in properties.get("MethodSettings", []):
        place = f"{one['ResourcePath'].lstrip('/') or '*'}/{one['HttpMethod']}"
        changes += [(f"/{place}/{paths[name]}", one[name]) for name in paths if name in one]
    return [{"op": "replace", "path": path, "value": text(value)} for path, value in changes]


def text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def usage_plan(aws, properties, _name):
    renamed = {"UsagePlanName": "name"}
    return Made(
        aws.apigateway.create_usage_plan(
            **{renamed.get(name, lower(name)): lowered(value) for name, value in properties.items()}
        )["id"]
    )


def usage_plan_key(aws, properties, _name):
    made = aws.apigateway.create_usage_plan_key(**lowered(properties))
    return Made(f"{made['id']}:{properties['UsagePlanId']}")


def vpc_link(aws, properties, _name):
    return Made(aws.apigateway.create_vpc_link(**lowered(properties))["id"])


types = {
    "AWS::ApiGateway::Account": (account, lambda aws, id, properties: None),  # no call deletes it
    "AWS::ApiGateway::ApiKey": (api_key, lambda aws, id, _: aws.apigateway.delete_api_key(apiKey=id)),
    "AWS::ApiGateway::BasePathMapping": (mapping, unmap),
    "AWS::ApiGateway::DomainName": (
        domain_name,
        lambda aws, id, _: aws.apigateway.delete_domain_name(domainName=id),
    ),
    "AWS::ApiGateway::RestApi": (rest_api, lambda aws, id, _: aws.apigateway.delete_rest_api(restApiId=id)),
    "AWS::ApiGateway::Deployment": (
        deployment,
        lambda aws, id, properties: aws.apigateway.delete_deployment(
            restApiId=properties["RestApiId"], deploymentId=id
        ),
    ),
    "AWS::ApiGateway::Stage": (
        stage,
        lambda aws, id, properties: aws.apigateway.delete_stage(
            restApiId=properties["RestApiId"], stageName=id
        ),
    ),
    "AWS::ApiGateway::UsagePlan": (
        usage_plan,
        lambda aws, id, _: aws.apigateway.delete_usage_plan(usagePlanId=id),
    ),
    "AWS::ApiGateway::UsagePlanKey": (
        usage_plan_key,
        lambda aws, id, properties: aws.apigateway.delete_usage_plan_key(
            usagePlanId=properties["UsagePlanId"], keyId=properties["KeyId"]
        ),
    ),
    "AWS::ApiGateway::VpcLink": (vpc_link, lambda aws, id, _: aws.apigateway.delete_vpc_link(vpcLinkId=id)),
}
