import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { probe, type Report } from '../../tools/probe';
import { targetsOf, type WrittenCall } from './targets';

/** All members may be left out: `{}` makes the calls that hybrid.yaml expects from the data centre. */
export interface ProbeEvent {
  /** @default calls.json, written on synth */
  readonly calls?: readonly WrittenCall[];
  /** PEM text of the authorities to trust, for a private one. @default Node's */
  readonly ca?: string;
}

/** A host in the simulated data centre: makes the calls and reports which hop decided each. */
export async function handler(event: ProbeEvent = {}): Promise<Report> {
  return probe(targetsOf(event.calls ?? ownCalls(), event.ca));
}

function ownCalls(): WrittenCall[] {
  return JSON.parse(readFileSync(join(__dirname, 'calls.json'), 'utf8'));
}
