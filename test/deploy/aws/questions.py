"""How a service is asked whether a resource is there: (clients, physical id, resolved properties) -> something true."""


def tail(arn):
    return arn.split("/")[-1]


def route(aws, _id, given):
    tables = aws.ec2.describe_route_tables(RouteTableIds=[given["RouteTableId"]])["RouteTables"]
    return [one for one in tables[0]["Routes"] if one.get("DestinationCidrBlock") == given["DestinationCidrBlock"]]


def route_association(aws, _id, given):
    tables = aws.ec2.describe_route_tables(RouteTableIds=[given["RouteTableId"]])["RouteTables"]
    return [one for one in tables[0]["Associations"] if one.get("SubnetId") == given["SubnetId"]]


def acl(aws, given):
    return aws.ec2.describe_network_acls(NetworkAclIds=[given["NetworkAclId"]])["NetworkAcls"][0]


def acl_entry(aws, _id, given):
    same = ("RuleNumber", "Egress", "RuleAction", "CidrBlock")
    return [one for one in acl(aws, given)["Entries"] if all(one.get(key) == given[key] for key in same)]


def acl_association(aws, _id, given):
    return [one for one in acl(aws, given)["Associations"] if one["SubnetId"] == given["SubnetId"]]


def admitted(aws, _id, given):
    group = aws.ec2.describe_security_groups(GroupIds=[given["GroupId"]])["SecurityGroups"][0]
    return [
        pair
        for one in group["IpPermissions"]
        if one.get("FromPort") == given["FromPort"]
        for pair in one["UserIdGroupPairs"]
        if pair["GroupId"] == given["SourceSecurityGroupId"]
    ]


def routed_by(aws, _id, given):
    table = given["TransitGatewayRouteTableId"]
    found = aws.ec2.get_transit_gateway_route_table_associations(TransitGatewayRouteTableId=table)
    return of_attachment(found["Associations"], given)


def told_to(aws, _id, given):
    table = given["TransitGatewayRouteTableId"]
    found = aws.ec2.get_transit_gateway_route_table_propagations(TransitGatewayRouteTableId=table)
    return of_attachment(found["TransitGatewayRouteTablePropagations"], given)


def of_attachment(found, given):
    wanted = given["TransitGatewayAttachmentId"]
    return [one for one in found if one["TransitGatewayAttachmentId"] == wanted]


def permission(aws, _id, given):
    """Function names and ARNs both serve; the source of a call is in no permission that CloudFormation names."""
    import json

    policy = json.loads(aws.lambda_.get_policy(FunctionName=given["FunctionName"])["Policy"])
    return [one for one in policy["Statement"] if given["Principal"] in json.dumps(one["Principal"])]


def record(aws, _id, given):
    name = given["Name"].rstrip(".") + "."
    found = aws.route53.list_resource_record_sets(
        HostedZoneId=given["HostedZoneId"], StartRecordName=name, StartRecordType=given["Type"]
    )["ResourceRecordSets"]
    return [one for one in found if one["Name"] == name and one["Type"] == given["Type"]]


def log_group(aws, id, _):
    found = aws.logs.describe_log_groups(logGroupNamePrefix=id)["logGroups"]
    return [one for one in found if one["logGroupName"] == id]


def metric_filter(aws, id, given):
    found = aws.logs.describe_metric_filters(logGroupName=given["LogGroupName"], filterNamePrefix=id)
    return found["metricFilters"]


def saved_query(aws, id, _):
    found = aws.logs.describe_query_definitions()["queryDefinitions"]
    return [one for one in found if one["queryDefinitionId"] == id]


def usage_plan_key(aws, id, given):
    return aws.apigateway.get_usage_plan_key(usagePlanId=given["UsagePlanId"], keyId=given["KeyId"])


def mapping(aws, id, given):
    path = given.get("BasePath", "(none)")
    return aws.apigateway.get_base_path_mapping(domainName=given["DomainName"], basePath=path)


def private_name(arn):
    """`…:/domainnames/orders.corp.example+f4g5h6i7j8`: name and id, which the calls take apart."""
    name, identity = tail(arn).split("+")
    return {"domainName": name, "domainNameId": identity}


def private_mapping(aws, _id, given):
    found = aws.apigateway.get_base_path_mappings(**private_name(given["DomainNameArn"]))["items"]
    return [one for one in found if one["basePath"] == given.get("BasePath", "(none)")]


def access_association(aws, id, _):
    found = aws.apigateway.get_domain_name_access_associations()["items"]
    return [one for one in found if one["domainNameAccessAssociationArn"] == id]


def web_acl(aws, id, _):
    name, identity, scope = id.split("|")
    return aws.wafv2.get_web_acl(Name=name, Id=identity, Scope=scope)


def flow_log(aws, id, _):
    return aws.ec2.describe_flow_logs(FlowLogIds=[id])["FlowLogs"]


def endpoint_targets(aws, id, given):
    """The custom resource's work: a target in every subnet of the endpoint."""
    targets = aws.elbv2.describe_target_health(TargetGroupArn=id)["TargetHealthDescriptions"]
    return len(targets) == len(given["SubnetIds"])


def of(service, operation, parameter, answer=None):
    """A call by one id, which is refused if nothing has it."""

    def ask(aws, id, _):
        found = getattr(getattr(aws, service), operation)(**{parameter: id})
        return found if answer is None else found[answer]

    return ask


def listed(service, operation, parameter, answer):
    """A call that takes a list of ids."""
    return lambda aws, id, _: getattr(getattr(aws, service), operation)(**{parameter: [id]})[answer]


def of_api(operation, parameter):
    return lambda aws, id, given: getattr(aws.apigatewayv2, operation)(
        **{"ApiId": given["ApiId"], parameter: id}
    )


questions = {
    "AWS::ApiGateway::Account": lambda aws, *_: aws.apigateway.get_account().get("cloudwatchRoleArn"),
    "AWS::ApiGateway::ApiKey": of("apigateway", "get_api_key", "apiKey"),
    "AWS::ApiGateway::BasePathMapping": mapping,
    "AWS::ApiGateway::BasePathMappingV2": private_mapping,
    "AWS::ApiGateway::Deployment": lambda aws, id, given: aws.apigateway.get_deployment(
        restApiId=given["RestApiId"], deploymentId=id
    ),
    "AWS::ApiGateway::DomainName": of("apigateway", "get_domain_name", "domainName"),
    "AWS::ApiGateway::DomainNameAccessAssociation": access_association,
    "AWS::ApiGateway::DomainNameV2": lambda aws, id, _: aws.apigateway.get_domain_name(**private_name(id)),
    "AWS::ApiGateway::RestApi": of("apigateway", "get_rest_api", "restApiId"),
    "AWS::ApiGateway::Stage": lambda aws, id, given: aws.apigateway.get_stage(
        restApiId=given["RestApiId"], stageName=id
    ),
    "AWS::ApiGateway::UsagePlan": of("apigateway", "get_usage_plan", "usagePlanId"),
    "AWS::ApiGateway::UsagePlanKey": usage_plan_key,
    "AWS::ApiGateway::VpcLink": of("apigateway", "get_vpc_link", "vpcLinkId"),
    "AWS::ApiGatewayV2::Api": of("apigatewayv2", "get_api", "ApiId"),
    "AWS::ApiGatewayV2::ApiMapping": lambda aws, id, given: aws.apigatewayv2.get_api_mapping(
        ApiMappingId=id, DomainName=given["DomainName"]
    ),
    "AWS::ApiGatewayV2::Deployment": of_api("get_deployment", "DeploymentId"),
    "AWS::ApiGatewayV2::DomainName": of("apigatewayv2", "get_domain_name", "DomainName"),
    "AWS::ApiGatewayV2::Integration": of_api("get_integration", "IntegrationId"),
    "AWS::ApiGatewayV2::Route": of_api("get_route", "RouteId"),
    "AWS::ApiGatewayV2::RouteResponse": lambda aws, id, given: aws.apigatewayv2.get_route_response(
        ApiId=given["ApiId"], RouteId=given["RouteId"], RouteResponseId=id
    ),
    "AWS::ApiGatewayV2::Stage": of_api("get_stage", "StageName"),
    "AWS::ApiGatewayV2::VpcLink": of("apigatewayv2", "get_vpc_link", "VpcLinkId"),
    "AWS::CloudWatch::Alarm": listed("cloudwatch", "describe_alarms", "AlarmNames", "MetricAlarms"),
    "AWS::CloudWatch::Dashboard": of("cloudwatch", "get_dashboard", "DashboardName"),
    "AWS::EC2::FlowLog": flow_log,
    "AWS::EC2::NetworkAcl": listed("ec2", "describe_network_acls", "NetworkAclIds", "NetworkAcls"),
    "AWS::EC2::NetworkAclEntry": acl_entry,
    "AWS::EC2::Route": route,
    "AWS::EC2::RouteTable": listed("ec2", "describe_route_tables", "RouteTableIds", "RouteTables"),
    "AWS::EC2::SecurityGroup": listed("ec2", "describe_security_groups", "GroupIds", "SecurityGroups"),
    "AWS::EC2::SecurityGroupIngress": admitted,
    "AWS::EC2::Subnet": listed("ec2", "describe_subnets", "SubnetIds", "Subnets"),
    "AWS::EC2::SubnetNetworkAclAssociation": acl_association,
    "AWS::EC2::SubnetRouteTableAssociation": route_association,
    "AWS::EC2::TransitGateway": listed(
        "ec2", "describe_transit_gateways", "TransitGatewayIds", "TransitGateways"
    ),
    "AWS::EC2::TransitGatewayAttachment": listed(
        "ec2",
        "describe_transit_gateway_vpc_attachments",
        "TransitGatewayAttachmentIds",
        "TransitGatewayVpcAttachments",
    ),
    "AWS::EC2::TransitGatewayRouteTable": listed(
        "ec2",
        "describe_transit_gateway_route_tables",
        "TransitGatewayRouteTableIds",
        "TransitGatewayRouteTables",
    ),
    "AWS::EC2::TransitGatewayRouteTableAssociation": routed_by,
    "AWS::EC2::TransitGatewayRouteTablePropagation": told_to,
    "AWS::EC2::VPC": listed("ec2", "describe_vpcs", "VpcIds", "Vpcs"),
    "AWS::EC2::VPCEndpoint": listed("ec2", "describe_vpc_endpoints", "VpcEndpointIds", "VpcEndpoints"),
    "AWS::EC2::VPCPeeringConnection": listed(
        "ec2", "describe_vpc_peering_connections", "VpcPeeringConnectionIds", "VpcPeeringConnections"
    ),
    "AWS::ElasticLoadBalancingV2::Listener": listed(
        "elbv2", "describe_listeners", "ListenerArns", "Listeners"
    ),
    "AWS::ElasticLoadBalancingV2::ListenerRule": listed("elbv2", "describe_rules", "RuleArns", "Rules"),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": listed(
        "elbv2", "describe_load_balancers", "LoadBalancerArns", "LoadBalancers"
    ),
    "AWS::ElasticLoadBalancingV2::TargetGroup": listed(
        "elbv2", "describe_target_groups", "TargetGroupArns", "TargetGroups"
    ),
    "AWS::ElasticLoadBalancingV2::TrustStore": listed(
        "elbv2", "describe_trust_stores", "TrustStoreArns", "TrustStores"
    ),
    "AWS::Events::Rule": lambda aws, id, _: aws.events.describe_rule(Name=tail(id)),
    "AWS::IAM::Policy": lambda aws, _, given: aws.iam.get_role_policy(
        RoleName=given["Roles"][0], PolicyName=given["PolicyName"]
    ),
    "AWS::IAM::Role": of("iam", "get_role", "RoleName"),
    "AWS::Lambda::EventInvokeConfig": lambda aws, _, given: aws.lambda_.get_function_event_invoke_config(
        FunctionName=given["FunctionName"], Qualifier=given["Qualifier"]
    ),
    "AWS::Lambda::Function": of("lambda_", "get_function", "FunctionName"),
    "AWS::Lambda::Permission": permission,
    "AWS::Logs::LogGroup": log_group,
    "AWS::Logs::MetricFilter": metric_filter,
    "AWS::Logs::QueryDefinition": saved_query,
    "AWS::RAM::ResourceShare": lambda aws, id, _: aws.ram.get_resource_shares(
        resourceOwner="SELF", resourceShareArns=[id]
    )["resourceShares"],
    "AWS::Route53::HostedZone": of("route53", "get_hosted_zone", "Id"),
    "AWS::Route53::RecordSet": record,
    "AWS::Route53Resolver::ResolverEndpoint": of(
        "route53resolver", "get_resolver_endpoint", "ResolverEndpointId"
    ),
    "AWS::Route53Resolver::ResolverRule": of("route53resolver", "get_resolver_rule", "ResolverRuleId"),
    "AWS::Route53Resolver::ResolverRuleAssociation": of(
        "route53resolver", "get_resolver_rule_association", "ResolverRuleAssociationId"
    ),
    "AWS::S3::Bucket": of("s3", "head_bucket", "Bucket"),
    "AWS::S3::BucketPolicy": lambda aws, _, given: aws.s3.get_bucket_policy(Bucket=given["Bucket"]),
    "AWS::Scheduler::Schedule": of("scheduler", "get_schedule", "Name"),
    "AWS::StepFunctions::StateMachine": of("stepfunctions", "describe_state_machine", "stateMachineArn"),
    "AWS::WAFv2::WebACL": web_acl,
    "AWS::WAFv2::WebACLAssociation": lambda aws, _, given: aws.wafv2.get_web_acl_for_resource(
        ResourceArn=given["ResourceArn"]
    ).get("WebACL"),
    "Custom::EndpointTargets": endpoint_targets,
}
