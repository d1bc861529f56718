import type { HybridConfig } from './config-schema';

type GivenSecret = HybridConfig['onPremises']['secrets'][number];

/** A secret of onPremises.secrets in its long form. */
export function secretOf(given: GivenSecret): { readonly secret: string; readonly key?: string } {
  return typeof given === 'string' ? { secret: given } : given;
}

/**
 * API keys whose values the probe function of the simulated data centre may read: name of the key → name or ARN of its
 * secret, which `onPremises.secrets` has in the same words. Pure.
 */
export function readableKeys({
  apiKeys = {},
  onPremises,
}: Partial<Pick<HybridConfig, 'apiKeys' | 'onPremises'>>): Record<string, string> {
  const readable = (onPremises?.secrets ?? []).map((one) => secretOf(one).secret);
  return Object.fromEntries(
    Object.entries(apiKeys).flatMap(([name, { secret }]) =>
      secret !== undefined && readable.includes(secret) ? [[name, secret]] : [],
    ),
  );
}
