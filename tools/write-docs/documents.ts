import { writeChecks } from './checks';
import { writeErrors } from './errors';
import { writeExamples } from './examples';
import { writeFaultMatrix } from './fault-matrix';
import { runbookDocuments } from './runbooks';
import {
  writeDoctorSchema,
  writeDriftSchema,
  writeProbeFileSchema,
  writeReportSchema,
  writeSchema,
  writeSettingsSchema,
} from './schema';

/** A file of which all or marked parts are generated. */
export interface GeneratedDocument {
  /** Relative to the folder of the package. */
  readonly path: string;
  /** The whole text; `current` is the file as it is, empty when there is none. */
  write(current: string): string;
}

export const generatedDocuments: readonly GeneratedDocument[] = [
  { path: 'docs/hybrid.schema.json', write: writeSchema },
  { path: 'docs/probe-report.schema.json', write: writeReportSchema },
  { path: 'docs/probe.schema.json', write: writeProbeFileSchema },
  { path: 'docs/settings.schema.json', write: writeSettingsSchema },
  { path: 'docs/doctor-report.schema.json', write: writeDoctorSchema },
  { path: 'docs/drift-report.schema.json', write: writeDriftSchema },
  { path: 'docs/doctor.md', write: writeChecks },
  { path: 'docs/errors.md', write: writeErrors },
  { path: 'docs/fault-matrix.md', write: writeFaultMatrix },
  { path: 'docs/examples/README.md', write: writeExamples },
  ...runbookDocuments,
];
