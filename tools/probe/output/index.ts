import type { Comparison } from '../compare';
import { explain, explainAll } from '../explain';
import type { ProbeArguments } from '../flags';
import type { Report } from '../report';
import { type Format, formats } from './formats';
import { howMade } from './how-made';
import { obstacleTo } from './obstacle';
import { readOutputs } from './read-outputs';
import { fileSink, growingFileSink, stdoutSink } from './sink';
import type { Sink, Writer } from './writer';

export type { RunPlan, Writer } from './writer';

/**
 * Everything that `-o` asks for, as one writer. Each result leads to its runbook.
 * @throws KitError PROBE_BAD_OUTPUT, PROBE_BAD_COMPARISON; nothing is written by then
 */
export function openOutputs(args: ProbeArguments): Required<Writer> {
  const texts = [...(args.json ? ['json'] : []), ...(args.output ?? [])];
  const how = { runbooks: args.runbooks, made: howMade(args) };
  const former = readComparison(args);
  const writers = readOutputs(texts, obstacleTo).map(({ format, file }) =>
    formats[format]({
      sink: sinkOf(format, file),
      columns: file === undefined ? process.stdout.columns || 140 : 140,
      color: file === undefined && wantsColor(args),
    }),
  );
  return {
    begin: (plan) => {
      for (const writer of writers) writer.begin?.(plan);
    },
    result: (result) => {
      const explained = explain(result, how);
      for (const writer of writers) writer.result?.(explained);
    },
    round: (round) => {
      for (const writer of writers) writer.round?.(round);
    },
    end: async (report) => {
      const explained = explainAll(report, how);
      const whole = former === undefined ? explained : { ...explained, comparison: former(report) };
      for (const writer of writers) await writer.end(whole);
    },
  };
}

/** Lines are for who follows them; a document is of use when it is whole. */
function sinkOf(format: Format, file: string | undefined): Sink {
  if (file === undefined) return stdoutSink();
  return format === 'jsonl' ? growingFileSink(file) : fileSink(file);
}

/** What tells the changes since the report that `--compare` names. */
function readComparison({ compare }: ProbeArguments): ((report: Report) => Comparison) | undefined {
  if (compare === undefined) return undefined;
  const { compareReports, readFormer } = require('../compare') as typeof import('../compare');
  const { readFileSync } = require('node:fs') as typeof import('node:fs');
  const former = readFormer(compare, (path) => readFileSync(path, 'utf8'));
  return (report) => compareReports(former, report, compare);
}

function wantsColor({ color }: ProbeArguments): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const wanted = FORCE_COLOR
    ? FORCE_COLOR !== '0'
    : process.stdout.isTTY === true && !NO_COLOR && TERM !== 'dumb';
  return color ?? wanted;
}
