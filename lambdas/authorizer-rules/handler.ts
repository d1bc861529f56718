import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { authorize, refuseAll } from '../authorizer/policy';
import { readSettings } from '../authorizer/settings';
import { firstBroken } from './judge';
import type { RulesSettings } from './settings';

const settings = readSettings<RulesSettings>(__dirname);

/** REQUEST authorizer by headers and addresses: who does not meet the rules is denied, and gets 403. */
export async function handler(event: APIGatewayRequestAuthorizerEvent): Promise<APIGatewayAuthorizerResult> {
  const { sourceIp } = event.requestContext.identity;
  const broken = firstBroken(settings.rules, { headers: event.multiValueHeaders ?? {}, sourceIp });
  if (broken !== undefined) {
    console.log(JSON.stringify({ authorizer: settings.name, refused: broken, source: sourceIp }));
    return refuseAll(event.methodArn, sourceIp);
  }
  return authorize(event.methodArn, settings.routes, { principalId: sourceIp, scopes: [], context: {} });
}
