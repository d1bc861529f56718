import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { type ParsedConfig, parseConfig } from '../../stacks/config';
import { NotKnown } from '../../tools/doctor/finding';
import type { Facts } from '../../tools/doctor/read';
import { type ReadName, reads } from '../../tools/doctor/reads';
import { packageRoot } from '../../tools/root';

/** An answer of AWS: its output, `"absent"`, or the name of what keeps it back. */
type Answer = object | 'absent' | 'READ_DENIED' | 'READ_FAILED' | 'READ_TIMED_OUT';

/** Call → answer: by `service:Command`, or by that and a part of the input's JSON, `ec2:DescribeVpcs vpc-0a`. */
export type Answers = Readonly<Record<string, Answer>>;

/** Facts from a table; a call that the table doesn't have is a fault of the test. */
export function fakeFacts(answers: Answers): Facts & { readonly asked: Set<ReadName> } {
  const asked = new Set<ReadName>();
  return {
    asked,
    read: async (name, input) => {
      asked.add(name);
      const text = JSON.stringify(input);
      const [precise] = Object.keys(answers)
        .filter((key) => key.startsWith(`${name} `) && text.includes(key.slice(name.length + 1)))
        .toSorted((one, other) => other.length - one.length);
      const answer = answers[precise ?? name];
      if (answer === undefined) throw new Error(`the case has no answer to ${name} ${text}`);
      if (answer === 'absent') return undefined;
      if (typeof answer === 'string')
        throw new NotKnown(answer, `${reads[name].action} has no answer`, { evidence: { action: name } });
      return answer as never;
    },
  };
}

/** The reference environment with some top-level settings replaced; null takes one away. */
export function settings(changes: Readonly<Record<string, unknown>> = {}): ParsedConfig {
  const text = readFileSync(join(packageRoot, 'hybrid.yaml'), 'utf8');
  const files = { exists: () => true };
  if (Object.keys(changes).length === 0) return parseConfig(text, 'hybrid.yaml', files);
  const reference = parse(text) as Record<string, unknown>;
  const changed = Object.entries({ ...reference, ...changes }).filter(([, value]) => value !== null);
  return parseConfig(stringify(Object.fromEntries(changed)), 'hybrid.yaml', files);
}
