import { KitError } from '../../../tools/kit-error';
import { readFormer } from '../../../tools/probe/compare';
import { resultOf } from '../helpers/results';

const read = (text: string) => readFormer('old.json', () => text);
const good = { schemaVersion: 1, results: [resultOf()] };

test('a report is taken as it was written, with members of a newer program too', () => {
  expect(read(JSON.stringify({ ...good, newer: 1 }))).toMatchObject(good);
});

test.each([
  ['another version', JSON.stringify({ ...good, schemaVersion: 2 }), /it is of schema version 2, this is 1/],
  ['no version', JSON.stringify({ results: [] }), /it has no "schemaVersion"/],
  ['a trace', JSON.stringify({ schemaVersion: 1, hops: [] }), /it has no "results"/],
  [
    'a verification',
    JSON.stringify({ schemaVersion: 1, results: [{ met: 'yes' }] }),
    /results\[0\] is no result/,
  ],
  ['other statistics', JSON.stringify({ ...good, statistics: {} }), /its "statistics" have no percentiles/],
  ['JSON Lines', '{"type":"result"}\n{"type":"summary"}\n', /it is not one JSON document/],
  ['nothing', '', /it is not one JSON document/],
  ['null', 'null', /it has no "schemaVersion"/],
])('%s is refused', (_name, text, what) => {
  expect(() => read(text)).toThrow(KitError);
  expect(() => read(text)).toThrow(/^PROBE_BAD_COMPARISON: .*\(--compare old\.json\)\. Fix: give a file/);
  expect(() => read(text)).toThrow(what);
});

test('a file that is not there is refused with the system’s code', () => {
  const missing = () => {
    throw Object.assign(new Error('no'), { code: 'ENOENT' });
  };
  expect(() => readFormer('old.json', missing)).toThrow(/it can't be read: ENOENT/);
});
