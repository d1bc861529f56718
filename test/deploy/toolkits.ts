import { join } from 'node:path';
import { bootstrap } from './cdk';
import { cdkIn, expectNothing, type Lane, lookerIn } from './lane';
import { type Inventory, leftBehind, removeToolkit, takeInventory } from './look';
import { folder } from './places';

/** What `cdk bootstrap` makes: in each account once, and removed at the end unless it was there before. */
export class Toolkits {
  private readonly before = new Map<string, Inventory>();

  constructor(private readonly lane: Lane) {}

  /** Prepares accounts that are not prepared yet. */
  async prepare(accounts: readonly string[]): Promise<void> {
    const { lane } = this;
    for (const account of accounts.filter((one) => !this.before.has(one))) {
      this.before.set(account, await takeInventory(lookerIn(lane, account)));
      await bootstrap(account, lane.region, cdkIn(lane, join(folder('logs'), 'bootstrap.log'), account));
    }
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
