import type { Writer, WriterOptions } from './writer';

/** One document; docs/probe-report.schema.json says what is in it. */
export function jsonWriter({ sink }: WriterOptions): Writer {
  return {
    end: (report) => {
      sink.write(`${JSON.stringify(report, null, 2)}\n`);
      return sink.close();
    },
  };
}
