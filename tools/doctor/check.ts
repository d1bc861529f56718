import type { HopName } from '../path/hop';
import type { Environment } from './environment';
import { type Draft, type Finding, NotKnown, unknown } from './finding';
import type { Facts } from './read';
import type { ReadName } from './reads';

/** What a check works with. */
export interface Ward {
  readonly env: Environment;
  readonly facts: Facts;
  /** When the doctor looks; a check has no clock of its own. */
  readonly now: Date;
}

/** One question about a deployed environment. */
export interface Check {
  /** As `--only` takes it, e.g. `certificate-issued`. */
  readonly name: string;
  readonly hop: HopName;
  /** The hop of its findings where the environment decides. @default hop */
  hopIn?(env: Environment): HopName;
  /** The question, for the list of checks; ends with a question mark. */
  readonly asks: string;
  /** Every call that it makes: its part of `--policy`. Any other is refused by the runner. */
  readonly reads: readonly ReadName[];
  /** @throws NotKnown where nothing at all can be told */
  run(ward: Ward): Promise<readonly Draft[]>;
}

/** Runs checks all at once; findings in the order of the checks. A check that can't be answered is unknown. */
export async function runChecks(checks: readonly Check[], ward: Ward): Promise<readonly Finding[]> {
  const all = await Promise.all(
    checks.map(async (check) => {
      const drafts = await run(check, { ...ward, facts: onlyDeclared(check, ward.facts) });
      const hop = check.hopIn?.(ward.env) ?? check.hop;
      return drafts.map((draft): Finding => ({ check: check.name, hop, ...draft }));
    }),
  );
  return all.flat();
}

async function run(check: Check, ward: Ward): Promise<readonly Draft[]> {
  try {
    return await check.run(ward);
  } catch (error) {
    if (!(error instanceof NotKnown)) throw error;
    return [unknown(error.code, ward.env.config.name, error.message, error.details)];
  }
}

/** What a check doesn't declare, `--policy` doesn't allow. */
function onlyDeclared({ name: check, reads }: Check, facts: Facts): Facts {
  return {
    read: (name, input) => {
      if (!reads.includes(name))
        throw new Error(`check ${check} makes the call ${name} and does not declare it`);
      return facts.read(name, input);
    },
  };
}
