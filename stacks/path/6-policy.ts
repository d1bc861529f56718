import { Effect, PolicyDocument, PolicyStatement, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import { Aws } from 'aws-cdk-lib/core';

const invoke = 'execute-api:Invoke';

/**
 * Who may call an API: anybody, as long as the call comes through one of the endpoints.
 * The Deny is not redundant: a Lambda authorizer's Allow would fill in for a silent policy (aws-facts §2.1, §2.2).
 */
export function apiPolicy(endpointIds: readonly string[]): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid: 'AnyCaller',
        principals: [new StarPrincipal()],
        actions: [invoke],
        resources: ['execute-api:/*'],
      }),
      new PolicyStatement({
        sid: 'ThroughTheseEndpointsOnly',
        effect: Effect.DENY,
        principals: [new StarPrincipal()],
        actions: [invoke],
        resources: ['execute-api:/*'],
        conditions: { StringNotEquals: { 'aws:SourceVpce': [...endpointIds] } },
      }),
    ],
  });
}

/**
 * What the endpoint lets through: calls of this region's APIs and private custom domains, of this account and of
 * those that are named, so that it is no way to anybody else's.
 */
export function endpointPolicy(accounts: readonly string[] = []): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid: accounts.length > 0 ? 'ApisOfTheseAccounts' : 'ApisOfThisAccount',
        principals: [new StarPrincipal()],
        actions: [invoke],
        resources: [Aws.ACCOUNT_ID, ...accounts].map(
          (account) => `arn:${Aws.PARTITION}:execute-api:${Aws.REGION}:${account}:*`,
        ),
      }),
    ],
  });
}
