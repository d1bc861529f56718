import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import { admit, bearerToken } from '../authorizer/bearer';
import { authorize } from '../authorizer/policy';
import { readSettings } from '../authorizer/settings';
import type { SamlSettings } from './settings';
import { createVerify } from './verify';

const settings = readSettings<SamlSettings>(__dirname);
const verify = createVerify(settings, Date.now);

/** TOKEN authorizer for SAML assertions: 401 for one that is not good, a policy for the whole API for one that is. */
export async function handler(event: APIGatewayTokenAuthorizerEvent): Promise<APIGatewayAuthorizerResult> {
  const identity = await admit(settings.name, () => verify(bearerToken(event.authorizationToken)));
  return authorize(event.methodArn, settings.routes, identity);
}
