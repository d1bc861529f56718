import type { Writer, WriterOptions } from './writer';

/** Format → its writer, loaded when it is asked for. To add one: a file beside this one, and a line here. */
export const formats = {
  table: (options: WriterOptions): Writer =>
    (require('./table') as typeof import('./table')).tableWriter(options),
  json: (options: WriterOptions): Writer =>
    (require('./json') as typeof import('./json')).jsonWriter(options),
  jsonl: (options: WriterOptions): Writer =>
    (require('./jsonl') as typeof import('./jsonl')).jsonLinesWriter(options),
  junit: (options: WriterOptions): Writer =>
    (require('./junit') as typeof import('./junit')).junitWriter(options),
  openmetrics: (options: WriterOptions): Writer =>
    (require('./openmetrics') as typeof import('./openmetrics')).openMetricsWriter(options),
  html: (options: WriterOptions): Writer =>
    (require('./html') as typeof import('./html')).htmlWriter(options),
} as const satisfies Record<string, (options: WriterOptions) => Writer>;

export type Format = keyof typeof formats;

export const formatNames = Object.keys(formats) as readonly Format[];
