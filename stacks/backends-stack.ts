import { createHash } from 'node:crypto';
import { CfnOutput } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { HybridConfig } from './config-schema';
import { KitStack } from './kit-stack';
import type { Network } from './path/2-network';
import { type Backend, hostBackend } from './path/8-backend';
import { HttpProxy } from './path/8-http-proxy';
import type { Callable } from './path/8-integration';
import { SampleBackend } from './path/8-sample-backend';
import { readProxyName } from './proxy-functions';

export interface BackendsStackProps {
  readonly config: HybridConfig;
  readonly network: Network;
  /** Names of the proxy functions that routes need: `proxyName`. */
  readonly proxies: readonly string[];
  /** Folders with the bundled functions; one that nothing needs is absent. */
  readonly code: { readonly sampleBackend?: string; readonly httpProxy?: string };
}

/** The HTTP endpoints in private subnets, and the functions that hand calls on to them. */
export class BackendsStack extends KitStack {
  readonly backends: Readonly<Record<string, Backend>>;
  /** By `proxyName`. */
  readonly proxies: Readonly<Record<string, Callable>>;

  constructor(scope: Construct, { config, network, proxies, code }: BackendsStackProps) {
    super(scope, 'backends', { config, description: 'Backends in private subnets, and the way to them' });
    const entries = Object.entries(config.backends).map(([name, configured]) => {
      if (!('sample' in configured)) return [name, hostBackend(configured)] as const;
      const backend = new SampleBackend(this, `Backend-${name}`, {
        network,
        code: code.sampleBackend!,
        name: shortName(`${config.name}-${name}`),
        nlb: configured.nlb,
      });
      new CfnOutput(this, `Host-${name}`, { value: backend.host });
      return [name, backend] as const;
    });
    this.backends = Object.fromEntries(entries);
    this.proxies = Object.fromEntries(
      proxies.map((name) => {
        const { backend, form } = readProxyName(name)!;
        const proxy = new HttpProxy(this, `Proxy-${backend}-${form}`, {
          backend: this.backends[backend]!,
          form,
          network,
          code: code.httpProxy!,
          name: `${config.name}-${backend}-${form}`,
        });
        return [name, proxy];
      }),
    );
  }
}

/** At most 32 characters, which is what a target group takes; a long one is told apart by its hash. */
function shortName(name: string): string {
  if (name.length <= 32) return name;
  return `${name.slice(0, 23)}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}
