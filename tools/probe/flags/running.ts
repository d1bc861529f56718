import { type Flags, number, text } from './flag';

const group = 'Running:';

export const runningFlags = {
  watch: {
    ...number,
    group,
    describe: 'Again every so many seconds, and say what changes; with --serve [default: 60]',
  },
  count: { ...number, group, describe: 'Every call so many times; with --watch rounds, with --rate calls' },
  rate: {
    ...number,
    group,
    describe: 'So many calls a second on a fixed schedule, whatever the answers do; percentiles',
  },
  duration: { ...number, group, describe: 'Seconds that --rate or --watch goes on' },
  retries: {
    ...number,
    group,
    describe: 'So many more tries where a call got no definite answer (no response, 429, 5xx) [default: 0]',
  },
  'retry-delay': {
    ...number,
    group,
    describe: 'Seconds before the first retry at most; doubles each time, drawn at random [default: 0.5]',
  },
  'retry-on': {
    ...text,
    choices: ['no-answer', 'any'],
    group,
    describe: 'any: retry also definite answers that are not as expected, and POSTs that were sent',
  },
  deadline: { ...number, group, describe: 'Seconds for the whole run; what is not over by then is unknown' },
  serve: {
    ...text,
    group,
    describe:
      '[addr:]port: stay, and answer Prometheus at /metrics and /probe?target=…; 127.0.0.1 unless told',
  },
  'serve-any-target': {
    type: 'boolean',
    group,
    describe: '/probe calls any URL, not only hosts of the configured calls',
  },
  quiet: { type: 'boolean', alias: 'q', group, describe: 'No progress on stderr' },
} as const satisfies Flags;
