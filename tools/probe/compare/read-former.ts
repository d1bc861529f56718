import { KitError } from '../../kit-error';
import type { Report } from '../report';

/** Of this program; another one's members mean something else. */
const version = 1;

/**
 * A former report, as `-o json` wrote it.
 * @throws KitError PROBE_BAD_COMPARISON for a file that can't be read or is no report of this version
 */
export function readFormer(file: string, readFile: (path: string) => string): Report {
  const refuse = (what: string, cause?: unknown): KitError =>
    new KitError(
      {
        code: 'PROBE_BAD_COMPARISON',
        what,
        where: `--compare ${file}`,
        fix: 'give a file that "-o json=FILE" of this version wrote',
      },
      { cause },
    );
  let value: unknown;
  try {
    value = JSON.parse(readFile(file));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw refuse(
      code === undefined ? `it is not one JSON document: ${message}` : `it can't be read: ${code}`,
      cause,
    );
  }
  const report = (typeof value === 'object' && value !== null ? value : {}) as Partial<Report>;
  if (!('schemaVersion' in report)) throw refuse('it is no report of a probe: it has no "schemaVersion"');
  if (report.schemaVersion !== version)
    throw refuse(`it is of schema version ${JSON.stringify(report.schemaVersion)}, this is ${version}`);
  if (!Array.isArray(report.results)) throw refuse('it is no report of a probe: it has no "results"');
  const bad = report.results.findIndex((one) => !isResult(one));
  if (bad >= 0) throw refuse(`it is no report of a probe: results[${bad}] is no result`);
  if (report.statistics !== undefined && typeof report.statistics?.latency?.p99 !== 'number')
    throw refuse('it is no report of a probe: its "statistics" have no percentiles');
  return report as Report;
}

/** What a comparison looks at; the rest may be of a newer program. */
function isResult(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { url, method, code, outcome, asExpected, address, status, phases, tls } = value as Record<
    string,
    unknown
  >;
  const texts = [url, method, code, outcome].every((one) => typeof one === 'string');
  const total = (phases as { total?: unknown } | null | undefined)?.total;
  return (
    texts &&
    typeof asExpected === 'boolean' &&
    typeof total === 'number' &&
    (address === null || typeof address === 'string') &&
    (status === null || typeof status === 'number') &&
    (tls === null || Array.isArray((tls as { names?: unknown } | undefined)?.names))
  );
}
