import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import type { Assignment } from './reconcile';

/** Whether a deployment asks, rather than the clock. */
export function fromDeployment(event: unknown): event is CloudFormationCustomResourceEvent {
  return isObject(event) && typeof event.RequestType === 'string' && typeof event.ResponseURL === 'string';
}

/**
 * Reads the properties of `Custom::EndpointTargets`, which the schedule sends too. CloudFormation sends every
 * number as text.
 * @throws Error that names the property
 */
export function readAssignment(properties: unknown): Assignment {
  const { TargetGroupArn, VpcEndpointId, Port } = isObject(properties) ? properties : {};
  const port = Number(Port);
  if (typeof TargetGroupArn !== 'string' || !TargetGroupArn.includes(':targetgroup/')) {
    throw new Error(`TargetGroupArn ${JSON.stringify(TargetGroupArn)} is not the ARN of a target group`);
  }
  if (typeof VpcEndpointId !== 'string' || !VpcEndpointId.startsWith('vpce-')) {
    throw new Error(`VpcEndpointId ${JSON.stringify(VpcEndpointId)} is not the id of an endpoint`);
  }
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(`Port ${JSON.stringify(Port)} is not a port`);
  }
  return { targetGroupArn: TargetGroupArn, endpointId: VpcEndpointId, port };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
