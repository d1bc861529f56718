import { join } from 'node:path';
import { loadConfig } from '../../../stacks/config';
import type { Expectation } from '../../../stacks/config-schema';
import { type Drift, findDrift } from '../../../tools/doctor/drift/drift';
import type { Snapshot } from '../../../tools/doctor/drift/snapshot';
import { packageRoot } from '../../../tools/root';
import { type Reference, synthesizeReference } from '../../faults/matrix';
import { factsOf } from './fake';

// biome-ignore lint/suspicious/noExplicitAny: answers of AWS are edited the way a person changes things by hand
export type Json = any;

/** The security group of a snapshot whose logical id begins so. */
export const groupOf = (facts: Json, part: string) => {
  const { PhysicalResourceId: id } = facts.stacks
    .flatMap(({ resources }: Json) => resources)
    .find(({ LogicalResourceId }: Json) => LogicalResourceId.startsWith(part));
  return facts.securityGroups.find(({ GroupId }: Json) => GroupId === id);
};

export const { config } = loadConfig(join(packageRoot, 'hybrid.yaml'));
/** From the data centre, answered by hello-1. */
const [first] = config.expect;

/**
 * For the top of a file of tests: the reference environment, deployed and then changed by hand; without expectations
 * the first is walked on both sides.
 */
export function editedReference(): (
  change: (facts: Json) => void,
  expectations?: readonly Expectation[],
) => Promise<Drift> {
  let reference: Reference;
  let untouched: Snapshot;
  beforeAll(() => {
    reference = synthesizeReference();
    untouched = factsOf(reference.assembly);
  });
  afterAll(() => reference.remove());
  return (change, expectations = [first!]) => {
    const facts = structuredClone(untouched);
    change(facts);
    return findDrift(reference.assembly, facts, expectations, Date.UTC(2026, 10, 20));
  };
}
