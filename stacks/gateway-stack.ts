import type { Construct } from 'constructs';
import type { HybridConfig } from './config-schema';
import { KitStack } from './kit-stack';
import { GatewayLogging } from './path/5-gateway';

/** What API Gateway needs once in an account that owns APIs and no front door. */
export class GatewayStack extends KitStack {
  constructor(scope: Construct, name: string, config: HybridConfig) {
    super(scope, `gateway-${name}`, {
      config,
      account: config.accounts!.apis[name]!.id,
      description: 'Log role of API Gateway',
    });
    new GatewayLogging(this, 'GatewayLogging');
  }
}
