import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import { admit, bearerToken } from '../authorizer/bearer';
import { authorize } from '../authorizer/policy';
import { readSettings } from '../authorizer/settings';
import { loadKeys } from './load-keys';
import type { JwtSettings } from './settings';
import { createVerify, type Verify } from './verify';

const settings = readSettings<JwtSettings>(__dirname);
const verify: Verify = createVerify(settings, { load: () => loadKeys(settings), now: Date.now });

/** TOKEN authorizer for JSON Web Tokens: 401 for a token that is not good, a policy for the whole API for one that is. */
export async function handler(event: APIGatewayTokenAuthorizerEvent): Promise<APIGatewayAuthorizerResult> {
  const identity = await admit(settings.name, () => verify(bearerToken(event.authorizationToken)));
  return authorize(event.methodArn, settings.routes, identity);
}
