import { join } from 'node:path';
import { bootstrap } from './cdk';
import { cdkIn, type Lane, lookerIn } from './lane';
import { type Inventory, leftBehind, removeToolkit, takeInventory } from './look';
import { folder } from './places';

/** What `cdk bootstrap` makes: in each account once, and removed at the end unless it was there before. */
export class Toolkits {
  private readonly before = new Map<string, Inventory>();
  private readonly latest = new Map<string, Inventory>();

  constructor(private readonly lane: Lane) {}

  /** Prepares accounts that are not prepared yet. */
  async prepare(accounts: readonly string[]): Promise<void> {
    const { lane } = this;
    for (const account of accounts.filter((one) => !this.before.has(one))) {
      const before = await takeInventory(lookerIn(lane, account));
      this.before.set(account, before);
      if (!before.stacks?.includes('CDKToolkit'))
        await bootstrap(account, lane.region, cdkIn(lane, join(folder('logs'), 'bootstrap.log'), account));
      this.latest.set(account, await takeInventory(lookerIn(lane, account)));
    }
  }

  /** @throws Error that names what accounts hold beyond what they held after the bootstrap, or when this was last asked */
  async expectNothingNew(accounts: readonly string[]): Promise<void> {
    const left: string[] = [];
    for (const account of accounts) {
      const now = await takeInventory(lookerIn(this.lane, account));
      left.push(...leftBehind(this.latest.get(account) ?? {}, now));
      this.latest.set(account, now);
    }
    expectNothing(left);
  }

  /** Removes what was made, and compares with what was there before. */
  async remove(): Promise<void> {
    for (const [account, before] of this.before) {
      const looker = lookerIn(this.lane, account);
      if (!before.stacks?.includes('CDKToolkit')) await removeToolkit(looker);
      expectNothing(leftBehind(before, await takeInventory(looker)));
    }
  }
}

function expectNothing(left: readonly string[]): void {
  if (left.length) throw new Error(`left behind:\n${left.slice(0, 30).join('\n')}`);
}
