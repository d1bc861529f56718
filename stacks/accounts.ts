import { Aws } from 'aws-cdk-lib/core';
import type { HybridConfig } from './config-schema';
import type { ApiAccount } from './config-schema/accounts';
import { domainsOf, planIngress, type WayIn } from './ingress';

/** What a stack of hosts knows of a way in: the endpoint's id, as a reference or, from another account, as a literal. */
export interface ServedBy extends Pick<WayIn, 'domains'> {
  readonly endpointId: string;
}

/** The account of a host's APIs; `undefined`: the hub, or the only one. */
export function accountOfHost({ apis, accounts }: HybridConfig, host: string): ApiAccount | undefined {
  const name = apis.find((api) => api.host.toLowerCase() === host)?.account;
  return name === undefined ? undefined : accounts?.apis[name];
}

/** The ways in as hybrid.yaml states them, for templates of other accounts, which can import nothing. */
export function statedWays(config: HybridConfig): ServedBy[] {
  return planIngress(config).serve.map((ingress) => {
    const domains = domainsOf(ingress);
    return { domains, endpointId: config.accounts!.hub.endpoints[domains]! };
  });
}

/** A private custom domain of another account as who manages it names it: aws-facts §3.4 (doc). */
export function statedDomainArn({ id, domains }: ApiAccount, host: string): string {
  return `arn:${Aws.PARTITION}:apigateway:${Aws.REGION}:${id}:/domainnames/${host}+${domains[host]}`;
}
