import type { App } from 'aws-cdk-lib/core';
import { canaryCalls } from './canary-calls';
import { CanaryStack } from './canary-stack';
import type { HybridConfig } from './config-schema';
import { FleetStack } from './fleet-stack';
import { KitStack } from './kit-stack';
import { probeSeconds } from './on-premises-stack';
import { type CanarySettings, canaryNamespace } from './operations/canary-metrics';
import { zoneBlocks } from './path/2-network';
import type { KitFunction } from './path/8-integration';
import { readableKeys } from './readable-keys';

/** What lets the probe function of the simulated data centre call: many at once, or on a schedule. */
export function addRunners(app: App, config: HybridConfig, probe: KitFunction | undefined): void {
  if (!probe) return;
  const { functionArn } = probe;
  if (config.onPremises.fleet)
    new FleetStack(app, { config, probe: { functionArn, timeoutSeconds: probeSeconds } });
  if (!config.operations.canary) return;
  const called = app.node.children.filter((child): child is KitStack => child instanceof KitStack);
  const zones = zoneBlocks(config).map(({ zone }) => zone);
  const canary = new CanaryStack(app, { config, probe, zones });
  for (const stack of called) canary.addStackDependency(stack, 'no alarm before there is something to call');
}

/** What the canary calls and how it counts, to stand beside the probe's bundle. */
export function canarySettings(config: HybridConfig): Record<string, string> {
  const { canary } = config.operations;
  if (!canary) return {};
  const settings: CanarySettings = {
    namespace: canaryNamespace(config.name),
    zones: zoneBlocks(config),
    calls: canaryCalls(config.expect, canary.calls, readableKeys(config)),
  };
  return { 'canary.json': JSON.stringify(settings) };
}
