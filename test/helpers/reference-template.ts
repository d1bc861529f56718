import { type Assembly, type BuildOptions, buildModel } from '../../tools/assembly';
import type { Model } from '../../tools/assembly/model';
import { assemblyOf, type TestTemplate } from './assembly';
import { apis } from './reference/apis';
import { network } from './reference/network';

/**
 * The reference chain, handwritten in the size of a test: an on-premises VPC and an application VPC, peered;
 * private DNS; a TLS load balancer in front of an execute-api endpoint; two private APIs, three functions.
 */

/** Fresh copies, so that a test may change its own: `corp-network` and `corp-apis`. */
export function referenceTemplates(): Record<string, TestTemplate> {
  return structuredClone({ 'corp-network': network, 'corp-apis': apis });
}

/** The reference chain as an assembly, after a test's change to its templates. */
export function referenceAssembly(change?: (templates: Record<string, TestTemplate>) => void): Assembly {
  const templates = referenceTemplates();
  change?.(templates);
  return assemblyOf(templates);
}

/** The reference chain's model, after a test's change to its templates. */
export function referenceModel(
  change?: (templates: Record<string, TestTemplate>) => void,
  options?: BuildOptions,
): Model {
  return buildModel(referenceAssembly(change), options);
}
