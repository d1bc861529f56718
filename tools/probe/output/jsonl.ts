import { summaryOf } from './summary';
import type { Writer, WriterOptions } from './writer';

/** A line for each result as it comes, then one line that sums up: what a log shipper or `jq` reads. */
export function jsonLinesWriter({ sink }: WriterOptions): Writer {
  const line = (value: object): void => sink.write(`${JSON.stringify(value)}\n`);
  return {
    begin: () => sink.write(''), // the file is there to be followed
    result: (result) => line({ type: 'result', schemaVersion: 1, ...result }),
    end: (report) => {
      line({ type: 'summary', schemaVersion: 1, ...summaryOf(report) });
      return sink.close();
    },
  };
}
