/** What the canary measures; names are those of its EMF lines, alarms and dashboard. */
export const canaryMetrics = {
  /** 1: as expected, 0: not, or not known. */
  Success: 'None',
  /** 0 as expected, 10–18 the hop, 1 another answer, 3 unknown: the probe's exit codes for one call. */
  Hop: 'None',
  Resolve: 'Milliseconds',
  Connect: 'Milliseconds',
  Tls: 'Milliseconds',
  FirstByte: 'Milliseconds',
  Total: 'Milliseconds',
  /** Whole days until the certificate expires. */
  DaysToExpiry: 'None',
} as const;

export type CanaryMetric = keyof typeof canaryMetrics;

/** Of a zone: a metric costs the same for each name and zone that has it. */
export const zoneMetrics: readonly CanaryMetric[] = ['Success', 'Connect', 'Tls'];

/** Dimensions: by custom name, or by zone; never both at once, which would multiply them. */
export const byName = 'CustomName';
export const byZone = 'Zone';

/** What synth writes beside the probe's bundle for the canary. */
export interface CanarySettings {
  readonly namespace: string;
  readonly zones: readonly CanaryZone[];
  /** Entries of `expect`. */
  readonly calls: readonly unknown[];
}

/** A block of addresses that is in one zone. */
export interface CanaryZone {
  readonly zone: string;
  readonly cidr: string;
}

/** Namespace of an environment's canary. */
export function canaryNamespace(environment: string): string {
  return `hybrid-api/${environment}/canary`;
}
