import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import { packageRoot } from '../../../tools/root';

const file = join(packageRoot, 'docs', 'drift-report.schema.json');
const validate = new Ajv({ formats: { 'date-time': true } }).compile(JSON.parse(readFileSync(file, 'utf8')));

/** What stands at the head of the reports. */
export const about = {
  environment: 'corp',
  region: 'eu-west-1',
  account: '111122223333',
  at: '2026-11-20T00:00:00.000Z',
};

/** What is wrong with a report as it is printed, by the published schema. */
export function mismatches(report: object): readonly unknown[] {
  return validate(JSON.parse(JSON.stringify(report))) ? [] : (validate.errors ?? []);
}
