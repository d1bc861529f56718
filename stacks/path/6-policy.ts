import {
  AccountPrincipal,
  AccountRootPrincipal,
  ArnPrincipal,
  Effect,
  type IPrincipal,
  PolicyDocument,
  PolicyStatement,
  StarPrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Aws } from 'aws-cdk-lib/core';

const invoke = 'execute-api:Invoke';
const everything = ['execute-api:/*'];

export interface ApiPolicyProps {
  readonly endpointIds: readonly string[];
  /** VPCs any of whose endpoints may call. @default none */
  readonly vpcIds?: readonly string[];
  /** Where callers sign. @default nowhere: anybody may call */
  readonly signed?: {
    /** Account numbers and ARNs of roles and users. Empty: this account, so that its own policies decide. */
    readonly principals: readonly string[];
    /** `prod/GET/orders/*`. @default the whole API */
    readonly resources?: readonly string[];
    /** What stays open to anybody. @default nothing */
    readonly open?: readonly string[];
  };
}

/**
 * Who may call an API: anybody, or whoever is named and signs, as long as the call comes through one of the endpoints.
 * The Deny is not redundant: an Allow of a Lambda authorizer, or of a caller's own policies, would fill in for a
 * silent policy (aws-facts §2.1, §2.2).
 */
export function apiPolicy({ endpointIds, vpcIds = [], signed }: ApiPolicyProps): PolicyDocument {
  const written = (resources?: readonly string[]) => resources?.map((one) => `execute-api:/${one}`);
  const open = signed ? written(signed.open ?? []) : everything;
  return new PolicyDocument({
    statements: [
      ...(open && open.length > 0 ? [allow('AnyCaller', [new StarPrincipal()], open)] : []),
      ...(signed
        ? [
            allow(
              'SignedCallers',
              signed.principals.length > 0
                ? signed.principals.map(principalOf)
                : [new AccountRootPrincipal()],
              written(signed.resources) ?? everything,
            ),
          ]
        : []),
      new PolicyStatement({
        sid: 'ThroughTheseEndpointsOnly',
        effect: Effect.DENY,
        principals: [new StarPrincipal()],
        actions: [invoke],
        resources: everything,
        // Both keys of one operator: refused is only what comes through neither.
        conditions: {
          StringNotEquals: {
            'aws:SourceVpce': [...endpointIds],
            ...(vpcIds.length > 0 ? { 'aws:SourceVpc': [...vpcIds] } : {}),
          },
        },
      }),
    ],
  });
}

function allow(sid: string, principals: IPrincipal[], resources: string[]): PolicyStatement {
  return new PolicyStatement({ sid, principals, actions: [invoke], resources });
}

function principalOf(text: string): IPrincipal {
  return text.startsWith('arn:') ? new ArnPrincipal(text) : new AccountPrincipal(text);
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
