import { explain, explainAll } from '../explain';
import type { ProbeArguments } from '../flags';
import { formats } from './formats';
import { obstacleTo } from './obstacle';
import { readOutputs } from './read-outputs';
import { fileSink, stdoutSink } from './sink';
import type { Writer } from './writer';

export type { RunPlan, Writer } from './writer';

/**
 * Everything that `-o` asks for, as one writer. Each result leads to its runbook.
 * @throws KitError PROBE_BAD_OUTPUT; nothing is written by then
 */
export function openOutputs(args: ProbeArguments): Required<Writer> {
  const texts = [...(args.json ? ['json'] : []), ...(args.output ?? [])];
  const writers = readOutputs(texts, obstacleTo).map(({ format, file }) =>
    formats[format]({
      sink: file === undefined ? stdoutSink() : fileSink(file),
      columns: file === undefined ? process.stdout.columns || 140 : 140,
      color: file === undefined && wantsColor(args),
    }),
  );
  return {
    begin: (plan) => {
      for (const writer of writers) writer.begin?.(plan);
    },
    result: (result) => {
      const explained = explain(result, args.runbooks);
      for (const writer of writers) writer.result?.(explained);
    },
    round: (round) => {
      for (const writer of writers) writer.round?.(round);
    },
    end: async (report) => {
      const explained = explainAll(report, args.runbooks);
      for (const writer of writers) await writer.end(explained);
    },
  };
}

function wantsColor({ color }: ProbeArguments): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const wanted = FORCE_COLOR
    ? FORCE_COLOR !== '0'
    : process.stdout.isTTY === true && !NO_COLOR && TERM !== 'dumb';
  return color ?? wanted;
}
