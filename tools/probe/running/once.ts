import { probe } from '../probe';
import type { Report } from '../report';
import { finished } from './finished';
import type { Run } from './mode';

/** Every call once. */
export async function runOnce(run: Run): Promise<Report> {
  const { plan, call = probe, concurrency, options, onResult } = run;
  return finished(run, await call(plan.targets, { ...options, concurrency, onResult }));
}
