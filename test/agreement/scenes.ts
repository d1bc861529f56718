import fc from 'fast-check';
import { calls } from './calls';
import { edits } from './edits';
import type { Scene } from './stand';

const change = fc.record({
  edit: fc.constantFrom(...Object.keys(edits)),
  dice: fc.array(fc.nat(10_000), { minLength: 16, maxLength: 16 }),
});

/** Zero to two changes, now and then a zone that fails, and some calls. */
export const scenes: fc.Arbitrary<Scene> = fc.record({
  changes: fc.array(change, { maxLength: 2 }),
  undeployed: fc.constantFrom(false, false, false, true),
  zone: fc.constantFrom(null, null, null, 0, 1),
  calls: fc.array(calls, { minLength: 1, maxLength: 8 }),
});
