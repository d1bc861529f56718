"""Alarms, metric filters, schedules, who may call a function and how often, the policy of a bucket."""

import json

from resource_type import Made

from .call import lower, lowered


def alarm(aws, properties, name):
    named = {"AlarmName": name} | properties
    aws.cloudwatch.put_metric_alarm(**named)
    made = aws.cloudwatch.describe_alarms(AlarmNames=[named["AlarmName"]])["MetricAlarms"][0]
    return Made(named["AlarmName"], Arn=made["AlarmArn"])


def metric_filter(aws, properties, name):
    renamed = {lower(key): lowered(value) for key, value in properties.items()}
    aws.logs.put_metric_filter(**{"filterName": name} | renamed)
    return Made(properties.get("FilterName", name))


def bucket_policy(aws, properties, _name):
    aws.s3.put_bucket_policy(Bucket=properties["Bucket"], Policy=json.dumps(properties["PolicyDocument"]))
    return Made(properties["Bucket"])


def permission(aws, properties, name):
    given = {"StatementId": name[-100:]} | properties
    aws.lambda_.add_permission(**given)
    return Made(given["StatementId"])


def schedule(aws, properties, _name):
    aws.scheduler.create_schedule(**properties)
    return Made(properties["Name"])


def invoke_config(aws, properties, _name):
    aws.lambda_.put_function_event_invoke_config(**properties)
    return Made(f"{properties['FunctionName']}|{properties['Qualifier']}")


types = {
    "AWS::Scheduler::Schedule": (
        schedule,
        lambda aws, id, _: aws.scheduler.delete_schedule(Name=id),
    ),
    "AWS::Lambda::EventInvokeConfig": (
        invoke_config,
        lambda aws, id, properties: aws.lambda_.delete_function_event_invoke_config(
            FunctionName=properties["FunctionName"], Qualifier=properties["Qualifier"]
        ),
    ),
    "AWS::Lambda::Permission": (
        permission,
        lambda aws, id, properties: aws.lambda_.remove_permission(
            FunctionName=properties["FunctionName"], StatementId=id
        ),
    ),
    "AWS::CloudWatch::Alarm": (alarm, lambda aws, id, _: aws.cloudwatch.delete_alarms(AlarmNames=[id])),
    "AWS::Logs::MetricFilter": (
        metric_filter,
        lambda aws, id, properties: aws.logs.delete_metric_filter(
            logGroupName=properties["LogGroupName"], filterName=id
        ),
    ),
    "AWS::S3::BucketPolicy": (bucket_policy, lambda aws, id, _: aws.s3.delete_bucket_policy(Bucket=id)),
}
