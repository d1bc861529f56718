import { z } from 'zod';
import { configSchema } from '../../stacks/config-schema';
import { driftReport } from '../doctor/drift/report-schema';
import { doctorReport } from '../doctor/report/report';
import { probeFileSchema } from '../probe/config/schema';
import { settingsSchema } from '../probe/config/settings-schema';
import { lineSchema, reportSchema } from '../probe/output/report-schema';

/** The schema of hybrid.yaml for editors: JSON Schema 2020-12, in which settings with a default are optional. */
export function writeSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(configSchema, { target: 'draft-2020-12', io: 'input' });
  return `${JSON.stringify({ $schema, title: 'hybrid.yaml', ...schema }, null, 2)}\n`;
}

/** The schema of the probe's JSON report, closed: an unknown member is a mistake. `$defs.line` is a line of `jsonl`. */
export function writeReportSchema(): string {
  const { $schema, $defs, ...report } = z.toJSONSchema(reportSchema, { target: 'draft-2020-12' });
  const { $schema: _, $defs: _same, ...line } = z.toJSONSchema(lineSchema, { target: 'draft-2020-12' });
  const title = 'Report of hybrid-api probe, version 1';
  return `${JSON.stringify({ $schema, title, ...report, $defs: { ...$defs, line } }, null, 2)}\n`;
}

/** The schema of files of settings for editors, of the same form. */
export function writeSettingsSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(settingsSchema, { target: 'draft-2020-12', io: 'input' });
  return `${JSON.stringify({ $schema, title: 'settings of hybrid-api', ...schema }, null, 2)}\n`;
}

/** The schema of a probe file for editors, of the same form. */
export function writeProbeFileSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(probeFileSchema, { target: 'draft-2020-12', io: 'input' });
  return `${JSON.stringify({ $schema, title: 'probe file', ...schema }, null, 2)}\n`;
}

/** The schema of the doctor's JSON report, closed as the probe's. */
export function writeDoctorSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(doctorReport, { target: 'draft-2020-12' });
  return `${JSON.stringify({ $schema, title: 'Report of hybrid-api doctor, version 1', ...schema }, null, 2)}\n`;
}

/** The schema of the JSON of `doctor --drift`, of the same form. */
export function writeDriftSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(driftReport, { target: 'draft-2020-12' });
  return `${JSON.stringify({ $schema, title: 'Report of hybrid-api doctor --drift, version 1', ...schema }, null, 2)}\n`;
}
